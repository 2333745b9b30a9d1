/** Who opens connections to whom, as lists of indexes: what analyses of many hops walk on. */

import { isNoPorts } from '../../model/ports.ts';
import type { Matrix } from '../matrix.ts';
import { entriesOf } from '../matrix.ts';

/** The open connections of a matrix, peer by peer; unknown ones are not among them. */
export interface Neighbours {
  readonly size: number;
  /** Indexes of the peers that each peer may connect to, ascending; itself is not among them. */
  readonly after: readonly (readonly number[])[];
  /** Tells whether a path may lead through a peer: not through addresses outside, where nobody's pods are. */
  readonly isPassable: (peer: number) => boolean;
}

/** Returns the open connections of a matrix. */
export function neighboursOf(matrix: Matrix): Neighbours {
  const after: number[][] = matrix.peers.map(() => []);
  for (const { source, destination, cell } of entriesOf(matrix)) {
    if (source !== destination && !isNoPorts(cell.open)) after[source]?.push(destination);
  }
  return { size: matrix.peers.length, after, isPassable: (peer) => matrix.peers[peer]?.kind !== 'external' };
}

/** Returns the peers before each, where the peers after each are given. */
export function reverse(after: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const before: number[][] = after.map(() => []);
  for (const [peer, others] of after.entries()) for (const other of others) before[other]?.push(peer);
  return before;
}

/** Returns each peer's predecessor on a shortest path from some sources; undefined for sources and what is not reached. */
export function shortestPaths(
  { size, after, isPassable }: Neighbours,
  sources: readonly number[],
): { readonly hops: readonly (number | undefined)[]; readonly before: readonly (number | undefined)[] } {
  const hops = Array.from<number | undefined>({ length: size });
  const before = Array.from<number | undefined>({ length: size });
  for (const source of sources) hops[source] = 0;
  const queue = [...sources];
  // The queue grows while it is read.
  for (const peer of queue) {
    const distance = hops[peer] ?? 0;
    if (distance > 0 && !isPassable(peer)) continue;
    for (const next of after[peer] ?? []) {
      if (hops[next] !== undefined) continue;
      hops[next] = distance + 1;
      before[next] = peer;
      queue.push(next);
    }
  }
  return { hops, before };
}
