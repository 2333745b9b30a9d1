/**
 * Small clusters as values, for tests that need no manifest: `pod`, `workload`, `policy` and `cluster` take only
 * what a test is about and default the rest. They decode nothing, so directions are said, not derived.
 */

import type {
  Cluster,
  ClusterSettings,
  ContainerPort,
  Namespace,
  Pod,
  PodAddress,
  Workload,
} from '../src/model/cluster.ts';
import type { Address, Cidr, Family, IpSet } from '../src/model/ip.ts';
import {
  addressesOfCidrs,
  allAddressesOf,
  familiesOf,
  intersectAddresses,
  parseAddress,
  parseCidr,
  subtractAddresses,
} from '../src/model/ip.ts';
import type { LabelRequirement, LabelSelector, Labels, LabelValue } from '../src/model/labels.ts';
import { compareNamed, compareText } from '../src/model/order.ts';
import type { Direction, Policy, Rule, RulePeer, RulePort } from '../src/model/policy.ts';
import type { Protocol } from '../src/model/ports.ts';
import type { Place } from '../src/model/provenance.ts';
import { placeOfFile } from '../src/model/provenance.ts';
import type { End } from '../src/model/verdict.ts';

/** Where everything built here is written. */
export const HERE: Place = placeOfFile('test.yaml');

/** Labels as a test writes them; null is a value that no manifest tells. */
export type LabelsLike = Readonly<Record<string, LabelValue>>;

/** A selector as a test writes it: matchLabels, or a whole selector made by `selector`. */
export type SelectorLike = Readonly<Record<string, string>> | LabelSelector;

/** Returns labels, all written at `HERE`. */
export function labels(values: LabelsLike): Labels {
  return { values: new Map(Object.entries(values)), placeOf: () => HERE };
}

/** Returns a selector of matchLabels and further requirements; `selector({})` is the empty one. */
export function selector(
  matchLabels: Readonly<Record<string, string>>,
  ...more: readonly LabelRequirement[]
): LabelSelector {
  const equal = Object.entries(matchLabels).map(([key, value]) => isIn(key, value));
  return { requirements: [...equal, ...more], at: HERE };
}

/** Returns `key in (values)`. */
export function isIn(key: string, ...values: readonly string[]): LabelRequirement {
  return { operator: 'In', key, values: values.toSorted(), at: HERE };
}

/** Returns `key notin (values)`. */
export function notIn(key: string, ...values: readonly string[]): LabelRequirement {
  return { operator: 'NotIn', key, values: values.toSorted(), at: HERE };
}

/** Returns the requirement that a label exists. */
export function exists(key: string): LabelRequirement {
  return { operator: 'Exists', key, at: HERE };
}

/** Returns the requirement that a label does not exist. */
export function absent(key: string): LabelRequirement {
  return { operator: 'DoesNotExist', key, at: HERE };
}

/** Returns an address. Throws on text that is none. */
export function address(text: string): Address {
  const read = parseAddress(text);
  if (read === undefined) throw new Error(`not an address: ${text}`);
  return read;
}

/** Returns a CIDR. Throws on text that is none. */
export function cidr(text: string): Cidr {
  const read = parseCidr(text);
  if (read === undefined) throw new Error(`not a CIDR: ${text}`);
  return read;
}

/** Returns the union of CIDRs. */
export function addresses(...cidrs: readonly string[]): IpSet {
  return addressesOfCidrs(cidrs.map(cidr));
}

/** Returns a container port; TCP and without name unless said. */
export function containerPort(port: number, name: string | null = null, protocol: Protocol = 'TCP'): ContainerPort {
  return { name, protocol, port, at: HERE };
}

/** What a test may say of a pod. */
export interface PodSpec {
  readonly namespace?: string;
  /** Default: `a`; null for a template. */
  readonly name?: string | null;
  readonly labels?: LabelsLike;
  readonly ports?: readonly ContainerPort[];
  readonly hostNetwork?: boolean;
  /** Its addresses: `10.0.0.1` is given, `10.0.0.0/8` is somewhere within. Default: somewhere in 10.0.0.0/8. */
  readonly at?: readonly string[];
}

/** Returns a pod. */
export function pod(spec: PodSpec = {}): Pod {
  return {
    namespace: spec.namespace ?? 'default',
    name: spec.name === undefined ? 'a' : spec.name,
    at: HERE,
    labels: labels(spec.labels ?? {}),
    ports: spec.ports ?? [],
    hostNetwork: spec.hostNetwork ?? false,
    addresses: podAddresses(spec.at ?? ['10.0.0.0/8']),
  };
}

/** Returns a pod's addresses from texts: a CIDR is a range in which an address lies that is not given. */
function podAddresses(texts: readonly string[]): readonly PodAddress[] {
  const given = texts.filter((text) => !text.includes('/')).map(address);
  const ranges = addresses(...texts.filter((text) => text.includes('/')));
  return [
    ...given.map((one): PodAddress => ({ kind: 'given', family: one.family, address: one })),
    ...familiesOf(ranges).map((family): PodAddress => ({ kind: 'within', family, range: ofFamily(ranges, family) })),
  ].toSorted((left, right) => compareText(left.family, right.family));
}

/** Returns a workload of one kind, in the namespace of its first pod. */
export function workload(kind: string, name: string, pods: readonly [Pod, ...Pod[]]): Workload {
  const { namespace } = pods[0];
  const id = `${namespace}/${kind.toLowerCase()}/${name}`;
  return { id, kind, namespace, name, at: HERE, replicas: pods.length, pods };
}

/** What a test may say of a rule; `peers` and `ports` are all where they are left out. */
export interface RuleSpec {
  readonly peers?: readonly RulePeer[];
  readonly ports?: readonly RulePort[];
}

/** What a test may say of a policy. */
export interface PolicySpec {
  readonly namespace?: string;
  readonly name?: string;
  /** Default: every pod of the namespace. */
  readonly podSelector?: SelectorLike;
  /** Rules; a direction is isolated when its list is here, be it empty, unless `directions` says otherwise. */
  readonly ingress?: readonly RuleSpec[];
  readonly egress?: readonly RuleSpec[];
  readonly directions?: readonly Direction[];
}

/** Returns a policy of namespace `default` and name `policy` unless said. */
export function policy(spec: PolicySpec): Policy {
  const namespace = spec.namespace ?? 'default';
  const name = spec.name ?? 'policy';
  const isolates = (direction: Direction): boolean =>
    spec.directions === undefined ? spec[direction] !== undefined : spec.directions.includes(direction);
  return {
    kind: 'NetworkPolicy',
    id: `${namespace}/${name}`,
    namespace,
    name,
    at: HERE,
    podSelector: toSelector(spec.podSelector ?? {}),
    directions: { ingress: isolates('ingress'), egress: isolates('egress') },
    rules: { ingress: rulesOf('ingress', spec.ingress ?? []), egress: rulesOf('egress', spec.egress ?? []) },
  };
}

/** Returns a rule peer of pods in the policy's own namespace. */
export function podsHere(podSelector: SelectorLike): RulePeer {
  return { kind: 'pods', path: '', at: HERE, podSelector: toSelector(podSelector), namespaceSelector: null };
}

/** Returns a rule peer of pods in chosen namespaces; of all their pods unless a pod selector is given. */
export function podsIn(namespaceSelector: SelectorLike, podSelector?: SelectorLike): RulePeer {
  return {
    kind: 'pods',
    path: '',
    at: HERE,
    podSelector: podSelector === undefined ? null : toSelector(podSelector),
    namespaceSelector: toSelector(namespaceSelector),
  };
}

/** Returns a rule peer of addresses. */
export function ipBlock(block: string, ...except: readonly string[]): RulePeer {
  const whole = cidr(block);
  const holes = except.map(cidr);
  const rest = subtractAddresses(whole.addresses, addressesOfCidrs(holes));
  return { kind: 'ipBlock', path: '', at: HERE, cidr: whole, except: holes, addresses: rest };
}

/** Returns a rule port of numbers: every port of the protocol, one, or a run with both ends inclusive. */
export function ports(protocol: Protocol, port?: number, endPort?: number): RulePort {
  const last = endPort ?? port ?? 65535;
  return { kind: 'range', path: '', at: HERE, protocol, port: port ?? 1, endPort: last };
}

/** Returns a rule port by name; TCP unless said. */
export function portNamed(name: string, protocol: Protocol = 'TCP'): RulePort {
  return { kind: 'name', path: '', at: HERE, protocol, name };
}

/** What a test may say of a cluster. */
export interface ClusterSpec {
  /** Each becomes a workload of its own, of kind Pod. */
  readonly pods?: readonly Pod[];
  readonly workloads?: readonly Workload[];
  readonly policies?: readonly Policy[];
  /** Namespace objects by name; others that pods and policies name exist without object. */
  readonly namespaces?: Readonly<Record<string, LabelsLike>>;
  readonly settings?: Partial<ClusterSettings>;
}

/** Returns a cluster, sorted as the model asks. */
export function cluster(spec: ClusterSpec): Cluster {
  const own = (spec.pods ?? []).map((one) => workload('Pod', one.name ?? 'template', [one]));
  const workloads = [...own, ...(spec.workloads ?? [])].toSorted(
    (left, right) => compareNamed(left, right) || compareText(left.kind, right.kind),
  );
  const policies = (spec.policies ?? []).toSorted(compareNamed);
  return {
    settings: { ...SETTINGS, ...spec.settings },
    namespaces: namespacesOf([...workloads, ...policies], spec.namespaces ?? {}),
    workloads,
    policies,
    services: [],
  };
}

/** The settings of design.md section 4. */
export const SETTINGS: ClusterSettings = {
  ipBlocks: 'all',
  hostNetwork: 'node',
  podAddresses: addresses('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'),
  nodeAddresses: addresses('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'),
  serviceAddresses: addresses(),
  podCidrsConfigured: false,
  families: ['IPv4'],
};

/** Returns an end of a connection: a pod, or the address of a machine outside. */
export function end(of: Pod | string): End {
  return typeof of === 'string' ? { kind: 'external', address: address(of) } : { kind: 'pod', pod: of };
}

function namespacesOf(
  named: readonly { readonly namespace: string }[],
  declared: Readonly<Record<string, LabelsLike>>,
): ReadonlyMap<string, Namespace> {
  const namespaces = new Map<string, Namespace>();
  for (const name of new Set([...named.map(({ namespace }) => namespace), ...Object.keys(declared)])) {
    const own = declared[name];
    const values = { ...own, 'kubernetes.io/metadata.name': name };
    namespaces.set(name, { name, labels: labels(values), declared: own === undefined ? null : HERE });
  }
  return namespaces;
}

function rulesOf(direction: Direction, specs: readonly RuleSpec[]): readonly Rule[] {
  return specs.map((spec, index): Rule => {
    const path = `spec.${direction}[${index}]`;
    const list = direction === 'ingress' ? 'from' : 'to';
    return {
      direction,
      path,
      at: HERE,
      peers: spec.peers?.map((peer, item) => ({ ...peer, path: `${path}.${list}[${item}]` })) ?? 'all',
      ports: spec.ports?.map((port, item) => ({ ...port, path: `${path}.ports[${item}]` })) ?? 'all',
    };
  });
}

function toSelector(like: SelectorLike): LabelSelector {
  return isSelector(like) ? like : selector(like);
}

function isSelector(like: SelectorLike): like is LabelSelector {
  return Array.isArray(like['requirements']);
}

function ofFamily(set: IpSet, family: Family): IpSet {
  return intersectAddresses(set, allAddressesOf(family));
}
