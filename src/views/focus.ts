/** The part of a matrix around some peers: whom they reach and who reaches them, in so many hops. */

import { isNoPorts } from '../model/ports.ts';
import type { MatrixCell } from './cell.ts';
import type { Matrix } from './matrix.ts';

/** Where to look, and how far. */
export interface Focus {
  /** Indexes into `Matrix.peers`. */
  readonly peers: readonly number[];
  /** Hops, in either direction; at least 1. */
  readonly depth: number;
}

/**
 * Returns the matrix of the peers within some hops, with the connections on the way. A path never leads through addresses
 * outside, which would join everything with everything.
 */
export function focusMatrix(matrix: Matrix, { peers, depth }: Focus): Matrix {
  const distances = new Map(peers.map((peer) => [peer, 0]));
  let frontier = peers;
  for (let hops = 1; hops <= depth && frontier.length > 0; hops += 1) {
    const reached = frontier.flatMap((peer) => neighboursOf(matrix, peer)).filter((peer) => !distances.has(peer));
    frontier = [...new Set(reached)];
    for (const peer of frontier) distances.set(peer, hops);
    frontier = frontier.filter((peer) => matrix.peers[peer]?.kind !== 'external');
  }
  const isOnTheWay = (source: number, destination: number): boolean =>
    Math.min(distances.get(source) ?? depth, distances.get(destination) ?? depth) < depth;
  return pickPeers(matrix, [...distances.keys()].toSorted(ascending), isOnTheWay);
}

/** Returns the matrix of some of its peers, with those of their connections that are wanted. */
function pickPeers(
  matrix: Matrix,
  picked: readonly number[],
  isWanted: (source: number, destination: number) => boolean,
): Matrix {
  const at = (index: number): number => picked[index] ?? -1;
  const among = (side: readonly number[]): readonly number[] => {
    const asked = new Set(side);
    return [...picked.keys()].filter((index) => asked.has(at(index)));
  };
  return {
    ...matrix,
    peers: picked.flatMap((index) => matrix.peers[index] ?? []),
    sources: among(matrix.sources),
    destinations: among(matrix.destinations),
    cell: (source, destination) =>
      isWanted(at(source), at(destination)) ? matrix.cell(at(source), at(destination)) : null,
    base: null,
    shortcuts: null,
    unknownCauses: (source, destination) => matrix.unknownCauses(at(source), at(destination)),
  };
}

function neighboursOf({ peers, cell }: Matrix, peer: number): readonly number[] {
  return [...peers.keys()].filter((other) => isConnected(cell(peer, other)) || isConnected(cell(other, peer)));
}

function isConnected(cell: MatrixCell | null): boolean {
  return cell !== null && !(isNoPorts(cell.open) && isNoPorts(cell.unknown));
}

function ascending(left: number, right: number): number {
  return left - right;
}
