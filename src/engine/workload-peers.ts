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
  const { id, pods } = workload;
  const [first] = classes;
  if (first !== undefined && classes.every((podClass) => podClass === first))
    return [{ podClass: first, peer: { kind: 'workload', id, workload, part: null, pods } }];
  const podsByClass = new Map<number, Pod[]>();
  for (const index of inOrderOfNames(pods)) {
    const [pod, podClass] = [pods[index], classes[index]];
    if (pod === undefined || podClass === undefined) return null;
    const part = podsByClass.get(podClass);
    if (part === undefined) podsByClass.set(podClass, [pod]);
    else part.push(pod);
  }
  return [...podsByClass].map(([podClass, part], index) => ({
    podClass,
    peer: { kind: 'workload', id: `${id}~${index + 1}`, workload, part: index + 1, pods: part },
  }));
}

// Indexes of pods by name; sorting is stable, so templates come last in their order.
function inOrderOfNames(pods: readonly Pod[]): readonly number[] {
  return [...pods.keys()].sort((left, right) => compareNamesFirst(pods[left]?.name ?? null, pods[right]?.name ?? null));
}

function compareNamesFirst(left: string | null, right: string | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compareText(left, right);
}
