/** Kinds that the API server, or the project they come from, warns about because they are going away. */

import type { Cursor } from './cursor.ts';
import { fieldOf, reportAt } from './cursor.ts';

interface DeprecatedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The N of the first Kubernetes 1.N that warns. */
  readonly since: number;
  readonly instead: string;
}

// Spec: APILifecycleDeprecated and APILifecycleReplacement in k8s.io/api; the network-policy-api project after v0.1.7.
const ADMIN = { apiVersion: 'policy.networking.k8s.io/v1alpha1', since: 0 } as const;
const CLUSTER_POLICY = 'ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2';

const DEPRECATED_KINDS: readonly DeprecatedKind[] = [
  { ...ADMIN, kind: 'AdminNetworkPolicy', instead: CLUSTER_POLICY },
  { ...ADMIN, kind: 'BaselineAdminNetworkPolicy', instead: CLUSTER_POLICY },
  { apiVersion: 'batch/v1beta1', kind: 'CronJob', since: 21, instead: 'CronJob of batch/v1' },
  { apiVersion: 'v1', kind: 'Endpoints', since: 33, instead: 'EndpointSlice of discovery.k8s.io/v1' },
];

/** Tells whether there is something to warn of. */
export function isDeprecated(apiVersion: string, kind: string): boolean {
  return DEPRECATED_KINDS.some((one) => one.kind === kind && one.apiVersion === apiVersion);
}

/** Warns of an object whose kind is going away. */
export function warnDeprecated(object: Cursor, apiVersion: string, kind: string): void {
  const found = DEPRECATED_KINDS.find((one) => one.kind === kind && one.apiVersion === apiVersion);
  if (found === undefined || object.context.options.kubeMinor < found.since) return;
  const args = { apiVersion, kind, instead: found.instead };
  reportAt(fieldOf(object, 'kind'), { code: 'deprecated-kind', severity: 'warning', args });
}
