/**
 * What connections of several hops amount to: how far the internet gets, what an intruder reaches who takes over one peer after
 * the other, through whom most paths lead, and who reaches each other in circles.
 */

import type { PortSet } from '../model/ports.ts';
import { NO_PORTS } from '../model/ports.ts';
import type { Matrix } from './matrix.ts';
import type { MatrixPeer } from './matrix-peer.ts';
import { findCuts } from './paths/cuts.ts';
import type { Neighbours } from './paths/neighbours.ts';
import { neighboursOf, shortestPaths } from './paths/neighbours.ts';
import { strongGroups } from './paths/strong-groups.ts';
import { reachablePeers } from './shape-matrix.ts';

/** What somebody wants to know of paths. */
export interface PathQuestion {
  /** Indexes of the peers that an intruder holds; null where nobody asks. */
  readonly intruder: readonly number[] | null;
  /** Hops that the intruder takes at most. */
  readonly hops: number;
  /** Indexes of the peers to which a path from the internet is wanted; null where nobody asks. */
  readonly pathTo: readonly number[] | null;
}

/** Nobody asks for an intruder or a path. */
export const NO_PATH_QUESTION: PathQuestion = { intruder: null, hops: 3, pathTo: null };

/** The peers that are reached, hop by hop. */
export interface Reach {
  readonly from: readonly MatrixPeer[];
  /** The peers at one hop, at two hops … */
  readonly hops: readonly (readonly MatrixPeer[])[];
  /** Workloads that are not reached in as many hops as were asked for. */
  readonly unreached: readonly MatrixPeer[];
}

/** One hop of a path. */
export interface Hop {
  readonly from: MatrixPeer;
  readonly to: MatrixPeer;
  readonly ports: PortSet;
}

/** A shortest path from the internet. */
export interface InternetPath {
  readonly to: MatrixPeer;
  /** Null where there is none. */
  readonly path: readonly Hop[] | null;
}

/** The answers. Connections whose verdict is unknown lead nowhere here. */
export interface GraphAnalysis {
  readonly internet: Reach;
  readonly intruder: Reach | null;
  /** For each peer that was asked for. */
  readonly paths: readonly InternetPath[];
  /** The peers whose removal leaves most pairs without a path; null where there are too many different peers to tell. */
  readonly cuts: readonly { readonly peer: MatrixPeer; readonly pairs: number }[] | null;
  /** Groups in which everybody reaches everybody, the largest first. */
  readonly groups: readonly (readonly MatrixPeer[])[];
}

const CUTS_TOLD = 10;

/** Answers what was asked, and what is always told. */
export function analyzeGraph(matrix: Matrix, { intruder, hops, pathTo }: PathQuestion): GraphAnalysis {
  const neighbours = neighboursOf(matrix);
  const peersAt = (indexes: readonly number[]): readonly MatrixPeer[] =>
    indexes.flatMap((index) => matrix.peers[index] ?? []);
  const internet = reachablePeers(matrix).filter((index) => isInternet(matrix.peers[index]));
  const cuts = findCuts(neighbours);
  return {
    internet: reachFrom(matrix, neighbours, internet, Number.POSITIVE_INFINITY),
    intruder: intruder === null ? null : reachFrom(matrix, neighbours, intruder, hops),
    paths: pathTo === null ? [] : pathsTo(matrix, neighbours, internet, pathTo),
    cuts:
      cuts?.slice(0, CUTS_TOLD).flatMap(({ peer, pairs }) => peersAt([peer]).map((told) => ({ peer: told, pairs }))) ??
      null,
    groups: strongGroups(neighbours).map(peersAt),
  };
}

function isInternet(peer: MatrixPeer | undefined): boolean {
  return peer?.kind === 'external' && (peer.peer.name === 'internet' || peer.peer.name === 'internet-v6');
}

function reachFrom(matrix: Matrix, neighbours: Neighbours, from: readonly number[], most: number): Reach {
  const distances = shortestPaths(neighbours, from).hops;
  const byHop: MatrixPeer[][] = [];
  const unreached: MatrixPeer[] = [];
  const isShown = new Set(reachablePeers(matrix));
  for (const [index, peer] of matrix.peers.entries()) {
    const hops = distances[index];
    if (hops === 0) continue;
    if (hops !== undefined && hops <= most) {
      while (byHop.length < hops) byHop.push([]);
      byHop[hops - 1]?.push(peer);
    } else if (isShown.has(index) && peer.kind !== 'external') unreached.push(peer);
  }
  return { from: from.flatMap((index) => matrix.peers[index] ?? []), hops: byHop, unreached };
}

function pathsTo(
  matrix: Matrix,
  neighbours: Neighbours,
  internet: readonly number[],
  asked: readonly number[],
): readonly InternetPath[] {
  const { before, hops } = shortestPaths(neighbours, internet);
  return asked.flatMap((index): readonly InternetPath[] => {
    const to = matrix.peers[index];
    if (to === undefined) return [];
    return [{ to, path: hops[index] === undefined ? null : pathBack(matrix, before, index) }];
  });
}

function pathBack(matrix: Matrix, before: readonly (number | undefined)[], end: number): readonly Hop[] {
  const path: Hop[] = [];
  for (let at = end, previous = before[at]; previous !== undefined; at = previous, previous = before[at]) {
    const [from, to] = [matrix.peers[previous], matrix.peers[at]];
    if (from !== undefined && to !== undefined) {
      path.unshift({ from, to, ports: matrix.cell(previous, at)?.open ?? NO_PORTS });
    }
  }
  return path;
}
