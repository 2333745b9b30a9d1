/** The matrix of namespaces: all workloads of a namespace as one row and one column, with counts of open pairs. */

import { equalPorts, isNoPorts, NO_PORTS, subtractPorts, unionPorts } from '../model/ports.ts';
import type { Matrix, MatrixCell } from './matrix.ts';
import { addPairs, NO_PAIRS } from './matrix.ts';
import type { MatrixPeer, SingleMatrixPeer } from './matrix-peer.ts';
import { membersOf, namespacePeer } from './matrix-peer.ts';
import type { FamilySlice, PairPorts } from './pair.ts';
import { NO_PAIR_PORTS } from './pair.ts';
import type { UnknownCause } from './unknown-causes.ts';

/** A row of the new matrix, and the rows of the old one that it stands for. */
interface Group {
  readonly peer: MatrixPeer;
  readonly indexes: readonly number[];
}

/** Returns the matrix with namespaces for workloads; external peers stay. Two replicas of one workload are not counted. */
export function groupByNamespace(matrix: Matrix): Matrix {
  if (matrix.peers.some(({ kind }) => kind === 'namespace')) return matrix;
  const groups = groupPeers(matrix.peers);
  const sources = new Set(matrix.sources);
  const destinations = new Set(matrix.destinations);
  const pairsOf = (source: number, destination: number): readonly (readonly [number, number])[] =>
    (groups[source]?.indexes ?? [])
      .filter((index) => sources.has(index))
      .flatMap((from) =>
        (groups[destination]?.indexes ?? [])
          .filter((index) => destinations.has(index) && index !== from)
          .map((to): readonly [number, number] => [from, to]),
      );
  const isAmong = (asked: ReadonlySet<number>): readonly number[] =>
    groups.flatMap(({ indexes }, at) => (indexes.some((index) => asked.has(index)) ? [at] : []));
  return {
    ...matrix,
    peers: groups.map(({ peer }) => peer),
    sources: isAmong(sources),
    destinations: isAmong(destinations),
    cell: rememberCells(groups.length, (source, destination) => uniteCells(matrix, pairsOf(source, destination))),
    unknownCauses: (source, destination) => {
      const causes = pairsOf(source, destination).flatMap(([from, to]) => matrix.unknownCauses(from, to));
      return [...new Map(causes.map((cause): [UnknownCause['block'], UnknownCause] => [cause.block, cause])).values()];
    },
  };
}

function groupPeers(peers: readonly MatrixPeer[]): readonly Group[] {
  const members = new Map<string, { readonly indexes: number[]; readonly workloads: SingleMatrixPeer[] }>();
  const external: Group[] = [];
  for (const [index, peer] of peers.entries()) {
    if (peer.namespace === null) {
      external.push({ peer, indexes: [index] });
      continue;
    }
    const own = members.get(peer.namespace) ?? { indexes: [], workloads: [] };
    own.indexes.push(index);
    own.workloads.push(...membersOf(peer));
    members.set(peer.namespace, own);
  }
  const namespaces = [...members].map(([namespace, { indexes, workloads }]) => ({
    peer: namespacePeer(namespace, workloads),
    indexes,
  }));
  return [...namespaces, ...external];
}

// Most pairs of two namespaces share a few cells, so what they say is put together once for each.
function uniteCells(matrix: Matrix, pairs: readonly (readonly [number, number])[]): MatrixCell | null {
  const cells = new Set<MatrixCell>();
  let counts = NO_PAIRS;
  for (const [from, to] of pairs) {
    const cell = matrix.cell(from, to);
    if (cell === null) continue;
    cells.add(cell);
    counts = addPairs(counts, cell.pairs);
  }
  return cells.size === 0 ? null : { ...[...cells].reduce(unitePorts, NO_PAIR_PORTS), pairs: counts };
}

function rememberCells(size: number, make: Matrix['cell']): Matrix['cell'] {
  const made = new Map<number, MatrixCell | null>();
  return (source, destination) => {
    const key = source * size + destination;
    const known = made.get(key);
    if (known !== undefined) return known;
    const cell = make(source, destination);
    made.set(key, cell);
    return cell;
  };
}

// Open for one pair and unknown for another is both: the counts tell how many.
function unitePorts(left: PairPorts, right: PairPorts): PairPorts {
  return {
    open: uniteSets(left.open, right.open),
    unknown: uniteSets(left.unknown, right.unknown),
    halfOpen: uniteSets(left.halfOpen, right.halfOpen),
    slices: uniteSlices([...left.slices, ...right.slices]),
    isRestricted: left.isRestricted || right.isRestricted,
  };
}

function uniteSets(left: PairPorts['open'], right: PairPorts['open']): PairPorts['open'] {
  return equalPorts(left, right) ? left : unionPorts(left, right);
}

// A port that some pair has open over all its families needs no mark.
function uniteSlices(slices: readonly FamilySlice[]): readonly FamilySlice[] {
  const byFamilies = new Map<string, FamilySlice>();
  for (const slice of slices) {
    const key = slice.families?.join() ?? '';
    byFamilies.set(key, { ...slice, ports: uniteSets(byFamilies.get(key)?.ports ?? NO_PORTS, slice.ports) });
  }
  const unmarked = byFamilies.get('')?.ports ?? NO_PORTS;
  return [...byFamilies.values()]
    .map((slice) => (slice.families === null ? slice : { ...slice, ports: subtractPorts(slice.ports, unmarked) }))
    .filter(({ ports }) => !isNoPorts(ports));
}
