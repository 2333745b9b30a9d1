/**
 * What one policy says and does: whom it selects and isolates, whom each rule lets through and which ports it means, and what
 * it leaves to others. Words are made in `render/`.
 */

import type { Connectivity } from '../engine/connectivity.ts';
import type { Cluster, Pod } from '../model/cluster.ts';
import type { Direction, PodPeer, Policy, Rule, RulePeer, RulePort } from '../model/policy.ts';
import { isNodeTraffic, selectsPod } from '../semantics/isolation.ts';
import { matchesSelector } from '../semantics/selectors.ts';
import type { SingleMatrixPeer } from './matrix-peer.ts';
import { toMatrixPeers } from './matrix-peer.ts';

/** One policy, told in full. */
export interface PolicyDescription {
  readonly policy: Policy;
  /** Workloads of which it selects pods, sorted as in the cluster. */
  readonly selects: readonly SelectedWorkload[];
  readonly directions: Readonly<Record<Direction, DirectionDescription>>;
}

/** A workload that a policy selects. */
export interface SelectedWorkload {
  readonly peer: SingleMatrixPeer;
  /** True where its pods use the host network and are traffic of their node, so that the policy has no effect on them. */
  readonly isNodeTraffic: boolean;
}

/** What a policy says of one direction. */
export interface DirectionDescription {
  /** Whether the policy isolates for this direction; where it does not, its rules have no effect. */
  readonly isolates: boolean;
  readonly rules: readonly RuleDescription[];
  /** Other policies that isolate one of the same workloads for this direction: what they allow is allowed too. */
  readonly others: readonly Policy[];
}

/** What one rule lets through. */
export interface RuleDescription {
  readonly rule: Rule;
  readonly peers: 'all' | readonly RulePeerDescription[];
  /** Ports by name that nobody at the destination declares. */
  readonly undeclaredPorts: readonly RulePort[];
}

/** Whom one item of `from` or `to` means. */
export interface RulePeerDescription {
  readonly peer: RulePeer;
  /** Workloads whose pods its selectors match; null for an ipBlock, which means addresses. */
  readonly workloads: readonly SingleMatrixPeer[] | null;
}

/** Returns what each policy of a cluster says and does, in the order of the cluster. */
export function describePolicies(connectivity: Connectivity): readonly PolicyDescription[] {
  const { cluster } = connectivity;
  const workloads = toMatrixPeers(connectivity.peers).filter((peer) => peer.kind === 'workload');
  return cluster.policies.map((policy) => {
    const selects = workloads.filter(({ peer }) => peer.pods.some((pod) => selectsPod(policy, pod)));
    const selected: Selection = { cluster, workloads, policy, selects };
    return {
      policy,
      selects: selects.map((peer) => ({ peer, isNodeTraffic: areAllNodeTraffic(cluster, peer) })),
      directions: {
        ingress: describeDirection(selected, 'ingress'),
        egress: describeDirection(selected, 'egress'),
      },
    };
  });
}

/** A policy with the workloads that it selects, among all of them. */
interface Selection {
  readonly cluster: Cluster;
  readonly workloads: readonly SingleMatrixPeer[];
  readonly policy: Policy;
  readonly selects: readonly SingleMatrixPeer[];
}

function describeDirection(selection: Selection, direction: Direction): DirectionDescription {
  const { cluster, policy, selects } = selection;
  const pods = selects.flatMap(({ peer }) => peer.pods);
  return {
    isolates: policy.directions[direction],
    rules: policy.rules[direction].map((rule) => describeRule(selection, rule)),
    others: cluster.policies.filter(
      (other) => other !== policy && other.directions[direction] && pods.some((pod) => selectsPod(other, pod)),
    ),
  };
}

function describeRule(selection: Selection, rule: Rule): RuleDescription {
  const { cluster, workloads, policy } = selection;
  const peers =
    rule.peers === 'all'
      ? 'all'
      : rule.peers.map((peer) => ({
          peer,
          workloads:
            peer.kind === 'ipBlock'
              ? null
              : workloads.filter((one) => one.peer.pods.some((pod) => matchesPod(cluster, policy, peer, pod))),
        }));
  const destinations = rule.direction === 'ingress' ? selection.selects : meantWorkloads(peers, workloads);
  const declared = destinations.flatMap(({ peer }) => peer.pods.flatMap(({ ports }) => ports));
  const isUndeclared = (port: RulePort): boolean =>
    port.kind === 'name' && !declared.some(({ name, protocol }) => name === port.name && protocol === port.protocol);
  return { rule, peers, undeclaredPorts: rule.ports === 'all' ? [] : rule.ports.filter(isUndeclared) };
}

// What an ipBlock means depends on addresses, so that names may resolve at any workload there.
function meantWorkloads(
  peers: 'all' | readonly RulePeerDescription[],
  workloads: readonly SingleMatrixPeer[],
): readonly SingleMatrixPeer[] {
  return peers === 'all' ? workloads : peers.flatMap((peer) => peer.workloads ?? workloads);
}

function matchesPod(cluster: Cluster, policy: Policy, peer: PodPeer, pod: Pod): boolean {
  if (isNodeTraffic(cluster, pod)) return false;
  const { podSelector, namespaceSelector } = peer;
  const labels = cluster.namespaces.get(pod.namespace)?.labels;
  const isInNamespace =
    namespaceSelector === null
      ? pod.namespace === policy.namespace
      : labels !== undefined && matchesSelector(namespaceSelector, labels);
  return isInNamespace && (podSelector === null || matchesSelector(podSelector, pod.labels));
}

function areAllNodeTraffic(cluster: Cluster, { peer }: SingleMatrixPeer): boolean {
  return peer.pods.every((pod) => isNodeTraffic(cluster, pod));
}
