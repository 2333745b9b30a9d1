/**
 * Generators of whole clusters, small and biased to edges: namespaces without object, pods that differ within a
 * workload, labels that no manifest tells, addresses given and not. Whatever they make, `manifests.ts` can print.
 */

import fc from 'fast-check';
import type { Cluster, ClusterSettings, ContainerPort, Pod, PodAddress, Workload } from '../../src/model/cluster.ts';
import type { Family } from '../../src/model/ip.ts';
import { allAddressesOf, intersectAddresses } from '../../src/model/ip.ts';
import type { Policy } from '../../src/model/policy.ts';
import { PROTOCOLS } from '../../src/model/ports.ts';
import type { LabelsLike } from '../builders.ts';
import { address, addresses, cluster, containerPort, HERE, pod, policy, SETTINGS, workload } from '../builders.ts';
import { anyPolicySpec } from './arbitrary-policies.ts';
import { anyNamespace, NAMESPACE_LABELS, NAMESPACES, PORT_NAMES, PORT_NUMBERS, VALUES } from './vocabulary.ts';

const RANGES: Readonly<Record<Family, readonly string[]>> = {
  IPv4: ['10.0.0.0/28', '10.0.0.0/8', '10.0.0.4/30', '0.0.0.0/0'],
  IPv6: ['fd00::/124', 'fc00::/7', '::/0'],
};

const GIVEN: Readonly<Record<Family, readonly string[]>> = {
  IPv4: ['10.0.0.4', '10.0.0.5', '10.0.0.7', '10.0.0.8', '10.0.0.15', '10.9.0.1', '192.0.2.1', '255.255.255.255'],
  IPv6: ['fd00::4', 'fd00::5', 'fd00::8', 'fd01::1', '2001:db8::1'],
};

/** How large clusters may be. */
export interface Size {
  readonly workloads: number;
  readonly podsOfWorkload: number;
  readonly policies: number;
}

/** Small enough to judge every pair, and large enough for policies to meet. */
const SMALL: Size = { workloads: 3, podsOfWorkload: 3, policies: 3 };

/** Generates clusters, those of IPv6 alone among them, which no manifest can say. */
export function anyCluster(size: Size = SMALL): fc.Arbitrary<Cluster> {
  const onlyV6 = fc.constant<readonly Family[]>(['IPv6']);
  return fc.oneof(
    { arbitrary: anyReadableCluster(size), weight: 9 },
    onlyV6.chain((families) => clusterOf(families, size)),
  );
}

/** Generates clusters that manifests can say. */
export function anyReadableCluster(size: Size = SMALL): fc.Arbitrary<Cluster> {
  return fc.constantFrom<readonly Family[]>(['IPv4'], ['IPv4', 'IPv6']).chain((families) => clusterOf(families, size));
}

/** Generates policies named `extra`, of which no cluster has one. */
export function anyExtraPolicy(): fc.Arbitrary<Policy> {
  return anyPolicySpec().map((spec) => policy({ ...spec, name: 'extra' }));
}

function clusterOf(families: readonly Family[], size: Size): fc.Arbitrary<Cluster> {
  return anySettings(families)
    .chain((settings) =>
      fc.record({
        settings: fc.constant(settings),
        namespaces: anyLabelled(NAMESPACES),
        pods: fc.array(anyPodsOfWorkload(settings, size.podsOfWorkload), { minLength: 1, maxLength: size.workloads }),
        policies: fc.array(anyPolicySpec(), { maxLength: size.policies }),
      }),
    )
    .map(({ settings, namespaces, pods, policies }) =>
      cluster({
        settings,
        namespaces,
        workloads: pods.map((own, index) => workloadOf(own, `w${index}`)),
        policies: policies.map((spec, index) => policy({ ...spec, name: `p${index}` })),
      }),
    );
}

function anySettings(families: readonly Family[]): fc.Arbitrary<ClusterSettings> {
  const range = fc
    .tuple(...families.map((family) => fc.constantFrom(...RANGES[family])))
    .map((cidrs) => addresses(...cidrs));
  return fc
    .record({
      ipBlocks: fc.constantFrom<ClusterSettings['ipBlocks']>('all', 'all', 'all', 'external'),
      hostNetwork: fc.constantFrom<ClusterSettings['hostNetwork']>('node', 'node', 'pod'),
      podAddresses: range,
      nodeAddresses: range,
    })
    .map((chosen) => ({ ...SETTINGS, ...chosen, podCidrsConfigured: true, families }));
}

// Some namespaces have an object; the others are only named by what lies in them.
function anyLabelled(names: readonly string[]): fc.Arbitrary<Readonly<Record<string, LabelsLike>>> {
  return fc.dictionary(fc.constantFrom(...names), anyLabels(NAMESPACE_LABELS), { maxKeys: names.length });
}

function anyLabels(keys: readonly string[]): fc.Arbitrary<Readonly<Record<string, string>>> {
  return fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...VALUES), { maxKeys: keys.length });
}

/** Generates running pods of one workload, which may differ, or the one template of a Deployment. */
function anyPodsOfWorkload(settings: ClusterSettings, most: number): fc.Arbitrary<readonly Pod[]> {
  const running = fc.array(anyPod(settings), { minLength: 1, maxLength: most });
  const template = anyPod(settings).map((one) => [templateOf(one, settings)]);
  return fc
    .tuple(anyNamespace, fc.oneof(running, template))
    .map(([namespace, pods]) => pods.map((one) => ({ ...one, namespace })));
}

function anyPod(settings: ClusterSettings): fc.Arbitrary<Pod> {
  return fc
    .record({
      labels: anyLabels(['app', 'tier']),
      ports: fc.array(anyContainerPort(), { maxLength: 3 }),
      hostNetwork: fc.constantFrom(false, false, false, true),
      given: fc.tuple(...settings.families.map((family) => fc.option(fc.constantFrom(...GIVEN[family])))),
    })
    .map(({ given, ...spec }) => {
      const own = given.filter((text) => text !== null).map(givenAddress);
      return { ...pod(spec), addresses: own.length > 0 ? own : somewhere(settings, spec.hostNetwork) };
    });
}

function anyContainerPort(): fc.Arbitrary<ContainerPort> {
  return fc
    .tuple(
      fc.constantFrom(...PORT_NUMBERS),
      fc.option(fc.constantFrom(...PORT_NAMES), { freq: 3 }),
      fc.constantFrom(...PROTOCOLS),
    )
    .map((parts) => containerPort(...parts));
}

// No name, no address, and the label that a Deployment adds, whose value no manifest tells.
function templateOf(one: Pod, settings: ClusterSettings): Pod {
  const values = new Map([...one.labels.values, ['pod-template-hash', null] as const]);
  const labels = { values, placeOf: () => HERE };
  return { ...one, name: null, labels, addresses: somewhere(settings, one.hostNetwork) };
}

function somewhere(settings: ClusterSettings, isOnHost: boolean): readonly PodAddress[] {
  const range = isOnHost ? settings.nodeAddresses : settings.podAddresses;
  return settings.families.map((family) => ({
    kind: 'within',
    family,
    range: intersectAddresses(range, allAddressesOf(family)),
  }));
}

function givenAddress(text: string): PodAddress {
  const own = address(text);
  return { kind: 'given', family: own.family, address: own };
}

function workloadOf(pods: readonly Pod[], name: string): Workload {
  const named = pods.map((one, index) =>
    one.name === null ? one : { ...one, name: pods.length === 1 ? name : `${name}-${index}` },
  );
  const [first = pod({ name }), ...rest] = named;
  if (first.name === null) return workload('Deployment', name, [first]);
  return workload(rest.length === 0 ? 'Pod' : 'StatefulSet', name, [first, ...rest]);
}
