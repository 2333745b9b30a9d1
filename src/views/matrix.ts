/**
 * The matrix: who may open which connections to whom. Cells are made when they are asked for, so that a large cluster
 * is never held as a table; filters limit what is asked, never what is true.
 */

import type { Connectivity, FamilyPorts } from '../engine/connectivity.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { Peer } from '../model/peers.ts';
import type { PortSet } from '../model/ports.ts';
import { intersectPorts, isNoPorts } from '../model/ports.ts';
import type { MatrixCell, PairCounts } from './cell.ts';
import type { AskedBlocks, MatrixShortcuts } from './matrix-blocks.ts';
import { alikePeers, blocksOf, countAskedPairs, possibleInRow, unknownBlocksOf } from './matrix-blocks.ts';
import type { MatrixPeer } from './matrix-peer.ts';
import { toMatrixPeers } from './matrix-peer.ts';
import type { AskedDirection, PairPorts } from './pair.ts';
import { combineFamilies, limitPorts } from './pair.ts';
import type { AskedPort } from './port-question.ts';
import { askedPortsOf } from './port-question.ts';
import type { ResolvedPeer } from './resolve-peers.ts';
import type { FindUnknownCauses } from './unknown-causes.ts';
import { canBeUnknown, createUnknownCauses, reportUnknown } from './unknown-causes.ts';

/** Who can talk to whom. */
export interface Matrix {
  readonly cluster: Cluster;
  /** Sorted as `Connectivity.peers`. */
  readonly peers: readonly MatrixPeer[];
  /** The rows, as indexes into `peers`, ascending. */
  readonly sources: readonly number[];
  /** The columns, as indexes into `peers`, ascending. */
  readonly destinations: readonly number[];
  /** Null where there is no pair (two external peers, a pod and itself) or none was asked for. */
  readonly cell: (source: number, destination: number) => MatrixCell | null;
  /** The matrix of single peers that this one was folded or grouped from; null for that itself. */
  readonly base: Matrix | null;
  /** What can be told without a look at every pair; null where only the pairs know. */
  readonly shortcuts: MatrixShortcuts | null;
  /** Why something is unknown between two peers. */
  readonly unknownCauses: FindUnknownCauses;
  readonly direction: AskedDirection;
  /** The one port that was asked for, null for all. */
  readonly port: AskedPort | null;
  /** Problems of the input, and warnings about unknown verdicts, one for each ipBlock that causes them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Invalid policies without which the matrix was made (`--keep-going`), by `namespace/name`. */
  readonly leftOut: readonly string[];
  /** The paths that somebody named to read from, for the command to ask next; none where the default was read. */
  readonly named: readonly string[];
  readonly shape: MatrixShape;
}

/** How somebody wants the matrix to be laid out. */
export interface MatrixShape {
  /** `auto` leaves it to the format, which may have too little room. Default: `auto`. */
  readonly groupBy: 'auto' | 'workload' | 'namespace';
  /** Whether equal workloads are folded even where there is room. Default: false. */
  readonly isFolded: boolean;
  /** Whether it is a list of connections rather than a table. Default: false. */
  readonly isList: boolean;
  /** Whether cells tell all ports, however many. Default: false. */
  readonly hasAllPorts: boolean;
}

/** The layout when nothing is said about it. */
export const ANY_SHAPE: MatrixShape = { groupBy: 'auto', isFolded: false, isList: false, hasAllPorts: false };

/** What is asked of the matrix; whatever is left out does not limit it. */
export interface MatrixQuestion {
  readonly from?: readonly ResolvedPeer[];
  readonly to?: readonly ResolvedPeer[];
  /** Connections with at least one end among these. */
  readonly of?: readonly ResolvedPeer[];
  readonly port?: AskedPort;
  /** Default: `both`. */
  readonly direction?: AskedDirection;
  readonly shape?: MatrixShape;
  /** Invalid policies that were left out. Default: none. */
  readonly leftOut?: readonly string[];
  /** The paths that were named to read from. Default: none. */
  readonly named?: readonly string[];
  /** Problems of the input, which the answer carries along. Default: none. */
  readonly diagnostics?: readonly Diagnostic[];
}

/** Returns the matrix of single workloads and external peers; `shapeMatrix` lays it out. */
export function buildMatrix(connectivity: Connectivity, question: MatrixQuestion = {}): Matrix {
  const { cluster, peers, between } = connectivity;
  const { direction = 'both', port = null, shape = ANY_SHAPE, leftOut = [], named = [] } = question;
  const portsAsked = askedPortsByDestination(peers, question);
  const makeCell = createCellMaker(direction);
  const toCell: AskedBlocks['toCell'] = (families, ports) => makeCell(families, ports, false);
  const sources = indexesOf(peers, question.from);
  const destinations = indexesOf(peers, question.to);
  const asked = { ...sidesAsked(sources, destinations, question), direction, ports: portsAsked, toCell };
  const isAsked = askedPairs(question, asked);
  const cell = (source: number, destination: number): MatrixCell | null => {
    if (!isAsked(source, destination) || !isPair(peers, source, destination)) return null;
    return makeCell(between(source, destination), portsAsked.get(destination) ?? null, source === destination);
  };
  const { find: unknownCauses, countOf } = createUnknownCauses(connectivity, direction);
  const unknown = canBeUnknown(cluster) ? reportUnknown(countOf(unknownBlocksOf(connectivity, asked)), cluster) : [];
  const diagnostics = [...(question.diagnostics ?? []), ...unknown];
  return {
    cluster,
    peers: toMatrixPeers(peers),
    sources,
    destinations,
    cell,
    base: null,
    shortcuts: {
      blocks: () => blocksOf(connectivity, asked),
      unknownBlocks: () => unknownBlocksOf(connectivity, asked),
      possibleInRow: (source) => possibleInRow(connectivity, asked, source),
      countAsked: (from, to) => countAskedPairs(from, to, { peers, asked }),
      alike: () => alikePeers(connectivity, asked),
    },
    unknownCauses,
    direction,
    port,
    diagnostics,
    leftOut,
    named,
    shape,
  };
}

/** A pair that was asked for, with what is said of it. */
export interface MatrixEntry {
  readonly source: number;
  readonly destination: number;
  readonly cell: MatrixCell;
}

/** Goes through all cells, row by row; those that are no pair are left out. */
export function* entriesOf(
  matrix: Pick<Matrix, 'sources' | 'destinations' | 'cell'>,
): Generator<MatrixEntry, void, undefined> {
  for (const source of matrix.sources) {
    for (const destination of matrix.destinations) {
      const cell = matrix.cell(source, destination);
      if (cell !== null) yield { source, destination, cell };
    }
  }
}

/** Goes through the cells of which something is open or unknown, row by row. */
export function* possibleEntriesOf(matrix: Matrix): Generator<MatrixEntry, void, undefined> {
  for (const source of matrix.sources) {
    const row = matrix.shortcuts?.possibleInRow(source) ?? null;
    for (const destination of matrix.destinations) {
      const isKnown = row !== null && destination !== source;
      const cell = isKnown ? (row.get(destination) ?? null) : matrix.cell(source, destination);
      if (cell !== null && !(isNoPorts(cell.open) && isNoPorts(cell.unknown))) yield { source, destination, cell };
    }
  }
}

// Two external peers are never judged, nor is a pod and itself; other workloads may have replicas.
function isPair(peers: readonly Peer[], source: number, destination: number): boolean {
  const from = peers[source];
  const to = peers[destination];
  if (from?.kind === 'external') return to?.kind === 'workload';
  return source !== destination || from?.workload.kind !== 'Pod';
}

function sidesAsked(
  sources: readonly number[],
  destinations: readonly number[],
  { of }: MatrixQuestion,
): Pick<AskedBlocks, 'sources' | 'destinations' | 'ends'> {
  const ends = of === undefined ? null : new Set(of.map(({ index }) => index));
  return { sources: new Set(sources), destinations: new Set(destinations), ends };
}

function askedPairs(
  { from, to, of }: MatrixQuestion,
  { sources, destinations, ends }: Pick<AskedBlocks, 'sources' | 'destinations' | 'ends'>,
): (source: number, destination: number) => boolean {
  if (from === undefined && to === undefined && of === undefined) return () => true;
  return (source, destination) =>
    sources.has(source) &&
    destinations.has(destination) &&
    (ends === null || ends.has(source) || ends.has(destination));
}

function indexesOf(peers: readonly Peer[], limit: readonly ResolvedPeer[] | undefined): readonly number[] {
  const asked = limit === undefined ? null : new Set(limit.map(({ index }) => index));
  return [...peers.keys()].filter((index) => asked?.has(index) ?? true);
}

// A port's name means something at a destination only, so the ports that are asked for differ from column to column.
function askedPortsByDestination(peers: readonly Peer[], { to, port }: MatrixQuestion): ReadonlyMap<number, PortSet> {
  const asked = new Map<number, PortSet>();
  if (port !== undefined) for (const [index, peer] of peers.entries()) asked.set(index, askedPortsOf(port, peer));
  for (const { index, peer, port: own } of to ?? []) {
    if (own === null) continue;
    const ports = askedPortsOf(own, peer);
    const known = asked.get(index);
    asked.set(index, known === undefined ? ports : intersectPorts(known, ports));
  }
  return asked;
}

// INVARIANT: a cell is a function of what the engine returns for the pair, so pairs that share that value share the cell.
function createCellMaker(
  direction: AskedDirection,
): (families: readonly FamilyPorts[], ports: PortSet | null, isSelf: boolean) => MatrixCell {
  const combined = new WeakMap<readonly FamilyPorts[], { readonly self: MatrixCell; readonly other: MatrixCell }>();
  return (families, ports, isSelf) => {
    let cells = combined.get(families);
    if (cells === undefined) {
      const pair = combineFamilies(families, direction);
      cells = { self: { ...pair, pairs: NO_PAIRS }, other: { ...pair, pairs: countPair(pair) } };
      combined.set(families, cells);
    }
    const cell = isSelf ? cells.self : cells.other;
    if (ports === null) return cell;
    const limited = limitPorts(cell, ports);
    return { ...limited, pairs: isSelf ? NO_PAIRS : countPair(limited) };
  };
}

/** The counts of no pair. */
export const NO_PAIRS: PairCounts = { of: 0, open: 0, unknown: 0, halfOpen: 0, halfOpenBesideOpen: 0 };

function countPair({ open, unknown, halfOpen }: PairPorts): PairCounts {
  const isOpen = isNoPorts(open) ? 0 : 1;
  const isHalfOpen = isNoPorts(halfOpen) ? 0 : 1;
  return {
    of: 1,
    open: isOpen,
    unknown: isNoPorts(unknown) ? 0 : 1,
    halfOpen: isHalfOpen,
    halfOpenBesideOpen: isOpen * isHalfOpen,
  };
}

/** Adds the counts of two cells. */
export function addPairs(left: PairCounts, right: PairCounts): PairCounts {
  return {
    of: left.of + right.of,
    open: left.open + right.open,
    unknown: left.unknown + right.unknown,
    halfOpen: left.halfOpen + right.halfOpen,
    halfOpenBesideOpen: left.halfOpenBesideOpen + right.halfOpenBesideOpen,
  };
}

/** Returns the counts of so many pairs that are like those counted. */
export function multiplyPairs(counts: PairCounts, factor: number): PairCounts {
  return {
    of: counts.of * factor,
    open: counts.open * factor,
    unknown: counts.unknown * factor,
    halfOpen: counts.halfOpen * factor,
    halfOpenBesideOpen: counts.halfOpenBesideOpen * factor,
  };
}
