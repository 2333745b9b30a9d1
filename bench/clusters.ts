/**
 * Large clusters as manifests, from a seed: teams with namespaces, workloads with a few replicas each, and policies as
 * people write them. The hostile ones in `hostile.ts` are what breaks evaluators.
 */

import type {
  DeploymentManifest,
  NamespaceManifest,
  PeerManifest,
  PodManifest,
  PodSpecManifest,
  PolicyManifest,
  PortManifest,
  SelectorManifest,
} from './manifests.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';

/** How large a cluster is, and what stands for its pods. */
export interface ClusterSize {
  readonly seed: number;
  readonly pods: number;
  readonly policies: number;
  /** Running pods with addresses as in a dump, or Deployments as in a repository. */
  readonly of: 'pods' | 'deployments';
}

/** A cluster's objects. */
export interface GeneratedCluster {
  readonly namespaces: readonly NamespaceManifest[];
  readonly workloads: readonly (PodManifest | DeploymentManifest)[];
  readonly policies: readonly PolicyManifest[];
}

const PODS_PER_WORKLOAD = 3;
const WORKLOADS_PER_NAMESPACE = 30;
const POLICIES_PER_NAMESPACE = 10;
const APPS = ['web', 'api', 'auth', 'cart', 'orders', 'search', 'mail', 'billing', 'stock', 'ship'];
const TIERS = ['frontend', 'backend', 'data'];
const TEAMS = Array.from({ length: 40 }, (_, index) => `team-${index + 1}`);
const ENVIRONMENTS = ['dev', 'staging', 'prod'];
const DNS_NAMESPACE = 'kube-system';

interface WorkloadPlan {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpecManifest;
}

/** Returns the cluster of a size. */
export function generateCluster(size: ClusterSize): GeneratedCluster {
  const random = createRandom(size.seed);
  // Policies have a stream of their own, so that the same ones stand in clusters of any number of pods.
  const policyRandom = createRandom(size.seed + 1);
  const workloadCount = Math.max(1, Math.round(size.pods / PODS_PER_WORKLOAD));
  const namespaceCount = Math.max(2, Math.round(workloadCount / WORKLOADS_PER_NAMESPACE));
  const namespaces = planNamespaces(namespaceCount, random);
  const names = namespaces.map(({ metadata }) => metadata.name);
  const plans = Array.from({ length: workloadCount }, (_, index) =>
    planWorkload(names[index % names.length] ?? DNS_NAMESPACE, Math.floor(index / names.length), random),
  );
  const policed = names.slice(0, Math.max(1, Math.round(size.policies / POLICIES_PER_NAMESPACE)));
  const policies = Array.from({ length: size.policies }, (_, index) =>
    planPolicy(policed[index % policed.length] ?? DNS_NAMESPACE, Math.floor(index / policed.length), policyRandom),
  );
  const workloads =
    size.of === 'deployments'
      ? plans.map((plan) => deploymentOf(plan))
      : plans.flatMap((plan, index) => podsOf(plan, index, replicasAt(index, size.pods, workloadCount), random));
  return { namespaces, workloads, policies };
}

function planNamespaces(count: number, random: Random): readonly NamespaceManifest[] {
  return Array.from({ length: count }, (_, index): NamespaceManifest => {
    const environment = random.pick(ENVIRONMENTS);
    const team = random.pick(TEAMS);
    const name = index === 0 ? DNS_NAMESPACE : `${team}-${environment}-${index}`;
    const labels = { 'kubernetes.io/metadata.name': name, env: environment, team };
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  });
}

function planWorkload(namespace: string, index: number, random: Random): WorkloadPlan {
  const isDns = namespace === DNS_NAMESPACE && index === 0;
  const app = APPS[index % APPS.length] ?? 'web';
  const name = isDns ? 'coredns' : `${app}-${Math.floor(index / APPS.length)}`;
  const labels = isDns
    ? { 'k8s-app': 'kube-dns' }
    : {
        app,
        'app.kubernetes.io/name': name,
        'app.kubernetes.io/managed-by': 'Helm',
        tier: random.pick(TIERS),
        version: `v${random.below(4)}`,
      };
  const ports = isDns
    ? [
        { name: 'dns', containerPort: 53, protocol: 'UDP' as const },
        { name: 'dns-tcp', containerPort: 53 },
      ]
    : [
        { name: 'http', containerPort: random.chance(0.8) ? 8080 : 8000 + random.below(4) },
        { name: 'metrics', containerPort: 9090 },
      ];
  const containers = [{ name: 'main', image: `registry.example/${app}:${random.below(90)}`, ports }];
  return { namespace, name, labels, spec: random.chance(0.004) ? { hostNetwork: true, containers } : { containers } };
}

function replicasAt(index: number, pods: number, workloads: number): number {
  return Math.floor(((index + 1) * pods) / workloads) - Math.floor((index * pods) / workloads);
}

function deploymentOf({ namespace, name, labels, spec }: WorkloadPlan): DeploymentManifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace, name },
    spec: {
      replicas: PODS_PER_WORKLOAD,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec },
    },
  };
}

function podsOf(plan: WorkloadPlan, index: number, replicas: number, random: Random): readonly PodManifest[] {
  const hash = random.below(2 ** 32).toString(36);
  return Array.from({ length: replicas }, (_, replica): PodManifest => {
    const number = index * PODS_PER_WORKLOAD + replica;
    const hostIP = `192.168.${(number >> 6) & 255}.${(number >> 14) & 255}`;
    const podIP = plan.spec.hostNetwork ? hostIP : `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
    const owner = `${plan.name}-${hash}`;
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        namespace: plan.namespace,
        name: `${owner}-${number.toString(36)}`,
        labels: { ...plan.labels, 'pod-template-hash': hash },
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner, controller: true }],
      },
      spec: plan.spec,
      status: { phase: 'Running', hostIP, podIP, podIPs: [{ ip: podIP }] },
    };
  });
}

// A namespace's first policies are what everyone begins with; then come those of single applications.
function planPolicy(namespace: string, index: number, random: Random): PolicyManifest {
  if (index === 0) return policyOf(namespace, 'default-deny', {}, random.chance(0.5) ? BOTH : ['Ingress'], {});
  if (index === 1) return policyOf(namespace, 'allow-dns', {}, ['Egress'], { egress: [DNS_RULE] });
  const app = random.pick(APPS);
  const podSelector = random.chance(0.7)
    ? { matchLabels: { app } }
    : { matchLabels: { app, tier: random.pick(TIERS) } };
  const name = `${app}-${index}`;
  const from = Array.from({ length: 1 + random.below(3) }, () => planPeer(random, 0.1));
  const ingress = [{ from, ports: planPorts(random) }];
  if (random.chance(0.6)) return policyOf(namespace, name, podSelector, ['Ingress'], { ingress });
  const to = Array.from({ length: 1 + random.below(2) }, () => planPeer(random, 0.4));
  const egress = random.chance(0.1) ? [{}] : [DNS_RULE, { to, ports: planPorts(random) }];
  return policyOf(namespace, name, podSelector, BOTH, { ingress, egress });
}

const BOTH = ['Ingress', 'Egress'] as const;

const DNS_RULE = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': DNS_NAMESPACE } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
} as const;

function policyOf(
  namespace: string,
  name: string,
  podSelector: SelectorManifest,
  policyTypes: readonly ('Ingress' | 'Egress')[],
  rules: Pick<PolicyManifest['spec'], 'ingress' | 'egress'>,
): PolicyManifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace, name },
    spec: { podSelector, policyTypes, ...rules },
  };
}

function planPeer(random: Random, blockChance: number): PeerManifest {
  if (random.chance(blockChance)) return { ipBlock: planBlock(random) };
  const byApp = { matchLabels: { app: random.pick(APPS) } };
  const byTier = { matchExpressions: [{ key: 'tier', operator: 'In' as const, values: TIERS.slice(random.below(2)) }] };
  const byTeam = { matchLabels: { team: random.pick(TEAMS) } };
  switch (random.below(6)) {
    case 0:
    case 1:
      return { podSelector: byApp };
    case 2:
      return { podSelector: random.chance(0.5) ? byTier : {} };
    case 3:
      return { namespaceSelector: byTeam };
    case 4:
      return { namespaceSelector: byTeam, podSelector: byApp };
    default:
      return {
        namespaceSelector: {
          matchExpressions: [{ key: 'env', operator: 'NotIn', values: [random.pick(ENVIRONMENTS)] }],
        },
        podSelector: { matchLabels: { app: random.pick(APPS), tier: random.pick(TIERS) } },
      };
  }
}

function planBlock(random: Random): { readonly cidr: string; readonly except?: readonly string[] } {
  switch (random.below(4)) {
    case 0:
      return { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] };
    case 1:
      return { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] };
    case 2:
      return { cidr: `203.0.${random.below(256)}.${random.below(16) * 16}/28` };
    default: {
      const net = `10.${random.below(200)}`;
      return { cidr: `${net}.0.0/16`, except: [`${net}.${random.below(256)}.0/24`] };
    }
  }
}

function planPorts(random: Random): readonly PortManifest[] {
  switch (random.below(5)) {
    case 0:
      return [{ protocol: 'TCP', port: 'http' }];
    case 1:
      return [{ protocol: 'TCP', port: 8000, endPort: 8099 }];
    case 2:
      return [
        { protocol: 'TCP', port: 8080 },
        { protocol: 'TCP', port: 'metrics' },
      ];
    default:
      return [{ protocol: 'TCP', port: random.pick([80, 443, 5432, 6379, 8080, 9090]) }];
  }
}
