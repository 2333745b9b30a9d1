/** Which workloads are isolated, in which direction, and by which policies. */

import type { Connectivity } from '../engine/connectivity.ts';
import type { Direction, Policy } from '../model/policy.ts';
import { isNodeTraffic, isolatingPolicies } from '../semantics/isolation.ts';
import type { SingleMatrixPeer } from './matrix-peer.ts';
import { toMatrixPeers } from './matrix-peer.ts';
import type { ResolvedPeer } from './resolve-peers.ts';

/** One workload and what isolates it. */
export interface CoveredWorkload {
  readonly peer: SingleMatrixPeer;
  /** Policies that isolate it, sorted as in the cluster; none means that everything is open in this direction. */
  readonly isolatedBy: Readonly<Record<Direction, readonly Policy[]>>;
  /** True where it uses the host network and is traffic of its node: no policy can isolate it. */
  readonly isNodeTraffic: boolean;
}

/** All workloads that were asked for, and how many are isolated. */
export interface Coverage {
  readonly workloads: readonly CoveredWorkload[];
  /** Workloads that are isolated, by direction. */
  readonly isolated: Readonly<Record<Direction, number>>;
}

/** Returns what isolates each workload; `of` limits it to some. */
export function buildCoverage({ cluster, peers }: Connectivity, of?: readonly ResolvedPeer[]): Coverage {
  const asked = of === undefined ? null : new Set(of.map(({ index }) => index));
  const workloads = toMatrixPeers(peers)
    .filter((_, index) => asked?.has(index) ?? true)
    .flatMap((peer): readonly CoveredWorkload[] => {
      // Policies treat all pods of a peer alike, so the first stands for them.
      const pod = peer.kind === 'workload' ? peer.peer.pods[0] : undefined;
      if (peer.kind !== 'workload' || pod === undefined) return [];
      const policiesFor = (direction: Direction): readonly Policy[] =>
        isolatingPolicies(cluster, direction, { kind: 'pod', pod });
      return [
        {
          peer,
          isolatedBy: { ingress: policiesFor('ingress'), egress: policiesFor('egress') },
          isNodeTraffic: isNodeTraffic(cluster, pod),
        },
      ];
    });
  const count = (direction: Direction): number =>
    workloads.filter(({ isolatedBy }) => isolatedBy[direction].length > 0).length;
  return { workloads, isolated: { ingress: count('ingress'), egress: count('egress') } };
}
