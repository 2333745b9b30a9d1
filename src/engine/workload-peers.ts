/** Workloads as peers: one each, or a part per class where policies treat a workload's pods differently. */

import type { Pod, Workload } from '../model/cluster.ts';
import { compareText } from '../model/order.ts';
import type { WorkloadPeer } from '../model/peers.ts';

/** A peer without what policies make of it, and the class its pods are in. */
export interface WorkloadPart {
  readonly podClass: number;
  readonly peer: Omit<WorkloadPeer, 'isolated'>;
}

/**
 * Returns the parts of a workload, numbered by sorted pod names, then by template; null where a pod has no class.
 * `classes` are those of its pods.
 */
export function splitWorkload(
  workload: Workload,
  classes: readonly (number | undefined)[],
): readonly WorkloadPart[] | null {
  const podsByClass = new Map<number, Pod[]>();
  for (const index of inOrderOfNames(workload.pods)) {
    const [pod, podClass] = [workload.pods[index], classes[index]];
    if (pod === undefined || podClass === undefined) return null;
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

// Indexes of pods by name; sorting is stable, so templates come last in their order.
function inOrderOfNames(pods: readonly Pod[]): readonly number[] {
  const indexes = [...pods.keys()];
  if (pods.length === 1) return indexes;
  return indexes.sort((left, right) => compareNamesFirst(pods[left]?.name ?? null, pods[right]?.name ?? null));
}

function compareNamesFirst(left: string | null, right: string | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compareText(left, right);
}
