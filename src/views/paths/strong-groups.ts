/** Groups in which everybody reaches everybody, in some hops: strongly connected components, after Kosaraju. */

import type { Neighbours } from './neighbours.ts';
import { reverse } from './neighbours.ts';
import { postorder } from './postorder.ts';

/** Returns the groups of at least two peers, each ascending, the largest first. Linear. */
export function strongGroups(neighbours: Neighbours): readonly (readonly number[])[] {
  const { after, isPassable } = neighbours;
  const before = reverse(after);
  const isInside = new Set([...after.keys()].filter(isPassable));
  const inside = (list: readonly (readonly number[])[]): ((peer: number) => readonly number[]) => {
    const kept = list.map((peers) => peers.filter((peer) => isInside.has(peer)));
    return (peer) => kept[peer] ?? [];
  };
  const backwards = inside(before);
  const taken = new Set<number>();
  const groups: (readonly number[])[] = [];
  // Whoever is left in the order and reaches its first one backwards is reached from there as well.
  for (const root of postorder(inside(after), isInside).toReversed()) {
    if (taken.has(root)) continue;
    const group = postorder((peer) => backwards(peer).filter((other) => !taken.has(other)), [root]);
    for (const peer of group) taken.add(peer);
    if (group.length > 1) groups.push(group.toSorted((left, right) => left - right));
  }
  return groups.toSorted((left, right) => right.length - left.length || (left[0] ?? 0) - (right[0] ?? 0));
}
