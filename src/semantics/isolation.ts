/** Which policies govern a pod, and in which directions they isolate it. */

import type { Cluster, Pod } from '../model/cluster.ts';
import type { Direction, Policy } from '../model/policy.ts';
import type { End } from '../model/verdict.ts';
import { matchesSelector } from './selectors.ts';

/**
 * Tells whether a policy selects a pod: one of its own namespace whose labels match; the empty selector selects
 * them all.
 * Spec: semantics.md 1, 2, 38, 40.
 */
export function selectsPod(policy: Policy, pod: Pod): boolean {
  return policy.namespace === pod.namespace && matchesSelector(policy.podSelector, pod.labels);
}

/**
 * Returns the policies that isolate an end in a direction: those that select it and list the direction (policyTypes
 * as defaulted by sentence 7). An end that none isolates may do everything.
 * Spec: semantics.md 3, 8.
 */
export function isolatingPolicies(cluster: Cluster, direction: Direction, end: End): readonly Policy[] {
  if (end.kind === 'external' || isNodeTraffic(cluster, end.pod)) return [];
  return cluster.policies.filter((policy) => policy.directions[direction] && selectsPod(policy, end.pod));
}

/**
 * Tells whether a pod's traffic is its node's: neither `podSelector` nor `namespaceSelector` sees it, at either end
 * of a connection; only an ipBlock with the node's address does. Choice: reading (b) unless the settings ask for
 * (a).
 * Spec: semantics.md 36.
 */
export function isNodeTraffic(cluster: Cluster, pod: Pod): boolean {
  return pod.hostNetwork && cluster.settings.hostNetwork === 'node';
}
