/**
 * Tells what apiVersion and kind name: a kind that is decoded, one with network meaning that is not evaluated, one
 * without, or one that no API server of the target version serves.
 */

import type { ResourceDiagnostics } from '../model/diagnostics/resources.ts';
import { nearestWord } from '../model/nearest.ts';
import type { KnownKind } from './registry.ts';
import { KNOWN_KINDS } from './registry.ts';

/** What an object is by its type alone. */
export type Recognised =
  | { readonly kind: 'known'; readonly known: KnownKind }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'other' }
  | RefusedType;

/** A type that the API server does not have, and which of the two fields says so. */
export interface RefusedType {
  readonly kind: 'refused';
  readonly field: 'apiVersion' | 'kind';
  readonly problem: TypeProblem;
}

type TypeProblem =
  | { readonly code: 'unknown-api-version'; readonly args: ResourceDiagnostics['unknown-api-version'] }
  | { readonly code: 'unknown-kind'; readonly args: ResourceDiagnostics['unknown-kind'] };

// Spec: what the API server of Kubernetes serves in the groups that netpol reads from, lists aside. A kind of these
// groups that is not here does not exist, so a policy with a misspelt kind is not taken for something else.
const OTHER_KINDS: Readonly<Record<string, readonly string[]>> = {
  v1: [
    'Binding',
    'ComponentStatus',
    'ConfigMap',
    'Endpoints',
    'Event',
    'LimitRange',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'PodTemplate',
    'ResourceQuota',
    'Secret',
    'ServiceAccount',
  ],
  'apps/v1': ['ControllerRevision'],
  'batch/v1': [],
  'networking.k8s.io/v1': ['IPAddress', 'Ingress', 'IngressClass', 'ServiceCIDR'],
  'policy.networking.k8s.io/v1alpha1': [],
  'policy.networking.k8s.io/v1alpha2': [],
};

// Kinds by API group that allow or forbid connections, and that netpol does not evaluate.
const UNSUPPORTED_KINDS: Readonly<Record<string, readonly string[]>> = {
  'cilium.io': ['CiliumClusterwideNetworkPolicy', 'CiliumNetworkPolicy'],
  'crd.antrea.io': ['ClusterNetworkPolicy', 'NetworkPolicy'],
  'crd.projectcalico.org': [
    'GlobalNetworkPolicy',
    'NetworkPolicy',
    'StagedGlobalNetworkPolicy',
    'StagedKubernetesNetworkPolicy',
    'StagedNetworkPolicy',
  ],
  'k8s.cni.cncf.io': ['MultiNetworkPolicy'],
  'k8s.ovn.org': ['EgressFirewall'],
  'network.openshift.io': ['EgressNetworkPolicy'],
  'projectcalico.org': [
    'GlobalNetworkPolicy',
    'NetworkPolicy',
    'StagedGlobalNetworkPolicy',
    'StagedKubernetesNetworkPolicy',
    'StagedNetworkPolicy',
  ],
  'security.istio.io': ['AuthorizationPolicy'],
};

const GROUP_VERSION = /^([^/]*\/)?[^/]+$/;

/** Returns what an apiVersion and kind name for Kubernetes 1.`kubeMinor`. */
export function recogniseKind(apiVersion: string, kind: string, kubeMinor: number): Recognised {
  const known = KNOWN_KINDS.find((candidate) => candidate.kind === kind && candidate.apiVersion === apiVersion);
  if (known !== undefined && isServed(known, kubeMinor)) return { kind: 'known', known };
  const group = groupOf(apiVersion);
  if (UNSUPPORTED_KINDS[group]?.includes(kind) === true) return { kind: 'unsupported' };
  const served = servedVersions(kind, kubeMinor);
  if (served.length > 0 && isClaimedByKubernetes(apiVersion, served))
    return {
      kind: 'refused',
      field: 'apiVersion',
      problem: { code: 'unknown-api-version', args: { apiVersion, kind, served } },
    };
  return isMissing(apiVersion, kind, kubeMinor) ?? { kind: 'other' };
}

function isMissing(apiVersion: string, kind: string, kubeMinor: number): Recognised | undefined {
  const decoded = KNOWN_KINDS.filter((known) => known.apiVersion === apiVersion && isServed(known, kubeMinor));
  const others = OTHER_KINDS[apiVersion];
  const existing = [...decoded.map((known) => known.kind), ...(others ?? [])];
  if (others === undefined || existing.includes(kind.replace(/List$/, '')) || kind === 'List') return undefined;
  const meant = nearestWord(kind, existing);
  const args = { apiVersion, kind, ...(meant !== undefined && { meant }) };
  return { kind: 'refused', field: 'kind', problem: { code: 'unknown-kind', args } };
}

function servedVersions(kind: string, kubeMinor: number): readonly string[] {
  return KNOWN_KINDS.filter((known) => known.kind === kind && isServed(known, kubeMinor)).map(
    (known) => known.apiVersion,
  );
}

function isServed({ servedUntil }: KnownKind, kubeMinor: number): boolean {
  return servedUntil === undefined || kubeMinor <= servedUntil;
}

// A group of somebody's own may have a kind of the same name; the groups of Kubernetes have no dot or end in k8s.io.
function isClaimedByKubernetes(apiVersion: string, served: readonly string[]): boolean {
  if (!GROUP_VERSION.test(apiVersion)) return true;
  const group = groupOf(apiVersion);
  const isServedGroup = served.some((version) => groupOf(version) === group.toLowerCase());
  return isServedGroup || !group.includes('.') || group.toLowerCase().endsWith('.k8s.io');
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.lastIndexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}
