/** The matrix of namespaces: all workloads of a namespace as one row and one column, with counts of open pairs. */

import { equalPorts, isNoPorts, NO_PORTS, subtractPorts, unionPorts } from '../model/ports.ts';
import type { MatrixCell, PairCounts } from './cell.ts';
import type { Matrix } from './matrix.ts';
import { addPairs, multiplyPairs, NO_PAIRS } from './matrix.ts';
import type { MatrixBlock, MatrixShortcuts } from './matrix-blocks.ts';
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
export function groupByNamespace(given: Matrix): Matrix {
  if (given.peers.some(({ kind }) => kind === 'namespace')) return given;
  const matrix = given.base ?? given;
  const groups = groupPeers(matrix.peers);
  const sources = new Set(matrix.sources);
  const destinations = new Set(matrix.destinations);
  const isAmong = (asked: ReadonlySet<number>): readonly number[] =>
    groups.flatMap(({ indexes }, at) => (indexes.some((index) => asked.has(index)) ? [at] : []));
  const membersOfGroup = (group: number): readonly number[] => groups[group]?.indexes ?? [];
  return {
    ...matrix,
    peers: groups.map(({ peer }) => peer),
    sources: isAmong(sources),
    destinations: isAmong(destinations),
    base: matrix,
    shortcuts: null,
    cell: matrix.shortcuts === null ? cellsOfPairs(matrix, groups) : cellsOfBlocks(matrix, matrix.shortcuts, groups),
    unknownCauses: (source, destination) => {
      const causes = pairsBetween(membersOfGroup(source), membersOfGroup(destination))
        .filter(([from, to]) => !isNoPorts(matrix.cell(from, to)?.unknown ?? NO_PORTS))
        .flatMap(([from, to]) => matrix.unknownCauses(from, to));
      return [...new Map(causes.map((cause): [UnknownCause['block'], UnknownCause] => [cause.block, cause])).values()];
    },
  };
}

// Goes through the pairs of two groups when somebody asks for them.
function cellsOfPairs(matrix: Matrix, groups: readonly Group[]): Matrix['cell'] {
  const made = new Map<number, MatrixCell | null>();
  return (source, destination) => {
    const key = source * groups.length + destination;
    const known = made.get(key);
    if (known !== undefined) return known;
    const said = new Said();
    for (const [from, to] of pairsBetween(groups[source]?.indexes ?? [], groups[destination]?.indexes ?? [])) {
      const cell = matrix.cell(from, to);
      if (cell !== null) said.add(cell, 1);
    }
    const cell = said.toCell(said.counted);
    made.set(key, cell);
    return cell;
  };
}

// Goes through all blocks once; what no block speaks of is denied.
function cellsOfBlocks(
  { peers }: Matrix,
  { blocks, countAsked }: MatrixShortcuts,
  groups: readonly Group[],
): Matrix['cell'] {
  const groupOf = new Int32Array(peers.length);
  for (const [group, { indexes }] of groups.entries()) for (const index of indexes) groupOf[index] = group;
  let saidBetween: ReadonlyMap<number, Said> | null = null;
  const made = new Map<number, MatrixCell | null>();
  return (source, destination) => {
    const key = source * groups.length + destination;
    const known = made.get(key);
    if (known !== undefined) return known;
    saidBetween ??= gatherBlocks(blocks(), groupOf, groups.length);
    const of = countAsked(groups[source]?.indexes ?? [], groups[destination]?.indexes ?? []);
    const cell = (saidBetween.get(key) ?? new Said()).toCell(of);
    made.set(key, cell);
    return cell;
  };
}

function gatherBlocks(
  blocks: Iterable<MatrixBlock>,
  groupOf: Int32Array,
  groupCount: number,
): ReadonlyMap<number, Said> {
  const saidBetween = new Map<number, Said>();
  for (const { sources, destinations, cell } of blocks) {
    const destinationCounts = countByGroup(destinations, groupOf);
    const own = countByGroup(commonOf(sources, destinations), groupOf);
    for (const [source, count] of countByGroup(sources, groupOf)) {
      for (const [destination, otherCount] of destinationCounts) {
        const pairs = count * otherCount - (source === destination ? (own.get(source) ?? 0) : 0);
        if (pairs === 0) continue;
        const key = source * groupCount + destination;
        const said = saidBetween.get(key) ?? new Said();
        saidBetween.set(key, said);
        said.add(cell, pairs);
      }
    }
  }
  return saidBetween;
}

function countByGroup(indexes: readonly number[], groupOf: Int32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const index of indexes) {
    const group = groupOf[index] ?? 0;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

function commonOf(left: readonly number[], right: readonly number[]): readonly number[] {
  const among = new Set(right);
  return left.filter((index) => among.has(index));
}

function pairsBetween(
  sources: readonly number[],
  destinations: readonly number[],
): readonly (readonly [number, number])[] {
  return sources.flatMap((from) =>
    destinations.filter((to) => to !== from).map((to): readonly [number, number] => [from, to]),
  );
}

/** What is said of the pairs of two groups: a few cells, which many pairs share, and how many pairs of each sort there are. */
class Said {
  private readonly cells = new Set<MatrixCell>();
  private counts: PairCounts = NO_PAIRS;

  get counted(): number {
    return this.counts.of;
  }

  add(cell: MatrixCell, pairs: number): void {
    this.cells.add(cell);
    this.counts = addPairs(this.counts, multiplyPairs(cell.pairs, pairs));
  }

  /** Returns the cell of so many pairs, of which those not added are denied. */
  toCell(of: number): MatrixCell | null {
    if (of === 0) return null;
    const ports = [...this.cells].reduce(unitePorts, NO_PAIR_PORTS);
    // A pair is denied because an end is isolated.
    return { ...ports, isRestricted: ports.isRestricted || this.counts.of < of, pairs: { ...this.counts, of } };
  }
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
