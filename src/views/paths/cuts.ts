/**
 * Peers whose removal cuts paths: those that every path from one peer to another leads through. Peers with the same neighbours
 * stand in for each other, so they are looked at together, and only one that is alone can cut anything.
 */

import type { WeightedGraph } from './dominators.ts';
import { dominatedCounts } from './dominators.ts';
import type { Neighbours } from './neighbours.ts';
import { reverse } from './neighbours.ts';

/** A peer, and what its removal cuts. */
export interface Cut {
  readonly peer: number;
  /** Ordered pairs of other peers that no path joins any more. */
  readonly pairs: number;
}

/** More kinds of peers would take minutes. */
const MOST_CLASSES = 700;

/** Returns the peers that cut most, most first; null where there are too many different peers to tell. */
export function findCuts(neighbours: Neighbours): readonly Cut[] | null {
  const classes = classesOf(neighbours);
  if (classes.length > MOST_CLASSES) return null;
  const classOf = new Map(classes.flatMap((members, index) => members.map((peer) => [peer, index])));
  const after = classes.map(([first]) => [
    ...new Set((neighbours.after[first ?? 0] ?? []).map((peer) => classOf.get(peer) ?? 0)),
  ]);
  const isPassable = (index: number): boolean => neighbours.isPassable(classes[index]?.[0] ?? 0);
  const sizes = classes.map((members) => members.length);

  const pairs = classes.map(() => 0);
  for (const [source, size] of sizes.entries()) {
    const counts = dominatedCounts(withTwins({ after, isPassable, sizes }, source), source);
    for (const index of pairs.keys()) {
      if (index !== source) pairs[index] = (pairs[index] ?? 0) + size * (counts[index] ?? 0);
    }
  }
  return classes
    .flatMap((members, index): readonly Cut[] => {
      const [peer, ...twins] = members;
      const count = pairs[index] ?? 0;
      return peer === undefined || twins.length > 0 || count === 0 ? [] : [{ peer, pairs: count }];
    })
    .toSorted((left, right) => right.pairs - left.pairs || left.peer - right.peer);
}

// A peer of several is the source, and the others of its class are a node of their own behind all others.
function withTwins({ after, isPassable, sizes }: WeightedGraph, source: number): WeightedGraph {
  const others = (sizes[source] ?? 1) - 1;
  if (others === 0 || after[source]?.includes(source) === true) return { after, isPassable, sizes };
  const twins = after.length;
  return {
    after: [...after.map((next) => next.map((node) => (node === source ? twins : node))), after[source] ?? []],
    isPassable: (node) => isPassable(node === twins ? source : node),
    sizes: [...sizes, others],
  };
}

// Twins that are joined have the same neighbours once each counts itself among them, others without that.
function classesOf({ size, after, isPassable }: Neighbours): readonly (readonly number[])[] {
  const before = reverse(after);
  const keyOf = (peer: number, isClosed: boolean): string => {
    const list = (others: readonly number[]): string =>
      (isClosed ? [...others, peer].toSorted((left, right) => left - right) : others).join();
    return `${isPassable(peer)}|${list(after[peer] ?? [])}|${list(before[peer] ?? [])}`;
  };
  const joined = group(
    Array.from({ length: size }, (_, peer) => peer),
    (peer) => keyOf(peer, true),
  );
  const alone = joined.filter((members) => members.length === 1).flat();
  return [...joined.filter((members) => members.length > 1), ...group(alone, (peer) => keyOf(peer, false))];
}

function group(peers: readonly number[], keyOf: (peer: number) => string): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const peer of peers) {
    const key = keyOf(peer);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [peer]);
    else known.push(peer);
  }
  return [...groups.values()];
}
