/** Workloads as peers: one each, or a part per class where policies treat a workload's pods differently. */

import type { Pod, Workload } from '../model/cluster.ts';
import { compareText } from '../model/order.ts';
import type { WorkloadPeer } from '../model/peers.ts';

/** A peer without what policies make of it, and the class its pods are in. */
export interface WorkloadPart {
  readonly podClass: number;
  readonly peer: Omit<WorkloadPeer, 'isolated'>;
}

/** Returns the parts of a workload, numbered by sorted pod names, then by template. */
export function splitWorkload(workload: Workload, classOf: (pod: Pod) => number): readonly WorkloadPart[] {
  const podsByClass = new Map<number, Pod[]>();
  for (const pod of workload.pods.length === 1 ? workload.pods : workload.pods.toSorted(compareNamesFirst)) {
    const podClass = classOf(pod);
    const pods = podsByClass.get(podClass);
    if (pods === undefined) podsByClass.set(podClass, [pod]);
    else pods.push(pod);
  }
  const isSplit = podsByClass.size > 1;
  return [...podsByClass].map(([podClass, pods], index) => ({
    podClass,
    peer: {
      kind: 'workload',
      id: isSplit ? `${workload.id}~${index + 1}` : workload.id,
      workload,
      part: isSplit ? index + 1 : null,
      pods,
    },
  }));
}

// Sorting is stable, so templates keep their order.
function compareNamesFirst(left: Pod, right: Pod): number {
  if (left.name === null || right.name === null) return Number(left.name === null) - Number(right.name === null);
  return compareText(left.name, right.name);
}
