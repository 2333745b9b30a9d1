/** Clusters that are made to break evaluators: each drives one quantity to where careless code becomes quadratic. */

import type { GeneratedCluster } from './clusters.ts';
import type { NamespaceManifest, PeerManifest, PodManifest, PolicyManifest, SelectorManifest } from './manifests.ts';
import { createRandom } from './random.ts';

/** Every pod has a label of its own that a policy mentions, so that there are as many classes as pods. */
export function everyPodUnique(pods: number): GeneratedCluster {
  const peersOf = (index: number): readonly PeerManifest[] => [
    { podSelector: { matchLabels: { id: `pod-${(index * 7919 + 1) % pods}` } } },
    { podSelector: { matchLabels: { id: `pod-${(index * 104729 + 2) % pods}` } } },
  ];
  return {
    namespaces: [namespaceOf('unique')],
    workloads: Array.from({ length: pods }, (_, index) => podOf('unique', index, { id: `pod-${index}` })),
    policies: Array.from({ length: pods }, (_, index) =>
      policyOf('unique', index, { matchLabels: { id: `pod-${index}` } }, peersOf(index)),
    ),
  };
}

/** One policy in whose rule stand as many CIDRs as one likes, some of them inside others. */
export function manyCidrs(cidrs: number): GeneratedCluster {
  const random = createRandom(1);
  const blocks = Array.from({ length: cidrs }, (_, index): PeerManifest => {
    const net = `${11 + (index >> 12)}.${(index >> 4) & 255}`;
    if (index % 16 === 0) return { ipBlock: { cidr: `${net}.0.0/16`, except: [`${net}.${random.below(256)}.0/24`] } };
    return { ipBlock: { cidr: `${net}.${random.below(256)}.${random.below(256)}/32` } };
  });
  const apart = blocks.map((block, index) =>
    policyOf('cidrs', index, { matchLabels: { app: `app-${index % 50}` } }, [block]),
  );
  return {
    namespaces: [namespaceOf('cidrs')],
    workloads: Array.from({ length: 1000 }, (_, index) => podOf('cidrs', index, { app: `app-${index % 50}` })),
    policies: [policyOf('cidrs', cidrs, {}, blocks), ...apart],
  };
}

/** One namespace for everything, with policies whose selectors overlap in every way. */
export function hugeNamespace(pods: number, policies: number): GeneratedCluster {
  const random = createRandom(2);
  const apps = Array.from({ length: 100 }, (_, index) => `app-${index}`);
  const zones = Array.from({ length: 20 }, (_, index) => `zone-${index}`);
  const tiers = ['frontend', 'backend', 'data'];
  const select = (): SelectorManifest => ({
    matchLabels: { app: random.pick(apps) },
    matchExpressions: [{ key: 'zone', operator: 'NotIn', values: [random.pick(zones)] }],
  });
  return {
    namespaces: [namespaceOf('huge')],
    workloads: Array.from({ length: pods }, (_, index) =>
      podOf('huge', index, { app: random.pick(apps), zone: random.pick(zones), tier: random.pick(tiers) }),
    ),
    policies: Array.from({ length: policies }, (_, index) =>
      policyOf('huge', index, select(), [
        { podSelector: select() },
        { podSelector: { matchLabels: { tier: random.pick(tiers) } } },
      ]),
    ),
  };
}

/** Many policies that all select the same pods and each let in others. */
export function manyPoliciesOnOnePod(pods: number, policies: number): GeneratedCluster {
  return {
    namespaces: [namespaceOf('crowded')],
    workloads: Array.from({ length: pods }, (_, index) => podOf('crowded', index, { app: `app-${index % 997}` })),
    policies: Array.from({ length: policies }, (_, index) =>
      policyOf('crowded', index, { matchLabels: { app: 'app-0' } }, [
        { podSelector: { matchLabels: { app: `app-${(index * 31) % 997}` } } },
      ]),
    ),
  };
}

function namespaceOf(name: string): NamespaceManifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'kubernetes.io/metadata.name': name } } };
}

function podOf(namespace: string, index: number, labels: Readonly<Record<string, string>>): PodManifest {
  const podIP = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name: `pod-${index}`, labels },
    spec: { containers: [{ name: 'main', image: 'main', ports: [{ name: 'http', containerPort: 8080 }] }] },
    status: { phase: 'Running', hostIP: '192.168.0.1', podIP, podIPs: [{ ip: podIP }] },
  };
}

function policyOf(
  namespace: string,
  index: number,
  podSelector: SelectorManifest,
  peers: readonly PeerManifest[],
): PolicyManifest {
  const ports = [{ protocol: 'TCP' as const, port: 8000 + (index % 100) }];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace, name: `policy-${index}` },
    spec: {
      podSelector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: peers, ports }],
      egress: [{ to: peers, ports }],
    },
  };
}
