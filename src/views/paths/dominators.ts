/**
 * Dominators: which nodes every path from a source leads through. After Cooper, Harvey and Kennedy, "A Simple, Fast Dominance
 * Algorithm"; iterative throughout.
 */

import { reverse } from './neighbours.ts';
import { postorder } from './postorder.ts';

/** A graph with weights; a path does not lead through nodes that are not passable, but may start or end there. */
export interface WeightedGraph {
  readonly after: readonly (readonly number[])[];
  readonly isPassable: (node: number) => boolean;
  readonly sizes: readonly number[];
}

/** Returns for each node the weight of the other nodes that a source reaches through it only. */
export function dominatedCounts(graph: WeightedGraph, source: number): readonly number[] {
  const { after, isPassable, sizes } = graph;
  const next = (node: number): readonly number[] => (node === source || isPassable(node) ? (after[node] ?? []) : []);
  const order = postorder(next, [source]);
  const rank = new Map(order.map((node, index) => [node, index]));
  const before = reverse(after.map((_, node) => (rank.has(node) ? next(node) : [])));

  const dominator = new Map([[source, source]]);
  const meet = (left: number, right: number): number => {
    let [one, other] = [left, right];
    while (one !== other) {
      const isDeeper = (rank.get(one) ?? 0) < (rank.get(other) ?? 0);
      if (isDeeper) one = dominator.get(one) ?? source;
      else other = dominator.get(other) ?? source;
    }
    return one;
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let index = order.length - 2; index >= 0; index -= 1) {
      const node = order[index] ?? source;
      const known = (before[node] ?? []).filter((one) => dominator.has(one));
      const chosen = known.reduce((left, right) => meet(left, right));
      if (dominator.get(node) !== chosen) {
        dominator.set(node, chosen);
        isChanged = true;
      }
    }
  }
  const counts = after.map(() => 0);
  // Whoever is dominated comes before its dominator, so its own count is complete.
  for (const node of order) {
    const above = dominator.get(node) ?? source;
    if (node !== source) counts[above] = (counts[above] ?? 0) + (counts[node] ?? 0) + (sizes[node] ?? 0);
  }
  return counts;
}
