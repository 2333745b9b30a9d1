/** Folding: workloads of a namespace with the same row and the same column become one row and one column. */

import { equalPorts } from '../model/ports.ts';
import type { MatrixCell } from './cell.ts';
import type { Matrix } from './matrix.ts';
import { multiplyPairs } from './matrix.ts';
import type { MatrixPeer } from './matrix-peer.ts';
import { foldPeers } from './matrix-peer.ts';
import type { FamilySlice } from './pair.ts';

/** A peer with its index in the matrix that is folded. */
interface IndexedPeer {
  readonly index: number;
  readonly peer: MatrixPeer;
}

/** Equal peers, the first of which stands for all. */
type Group = readonly [IndexedPeer, ...IndexedPeer[]];

/** Groups of peers beyond which rows are not compared any more: only what no policy tells apart is folded. */
const MOST_COMPARED = 1000;

/** Returns the matrix with equal workloads folded; the same matrix where no two are equal. */
export function foldMatrix(matrix: Matrix): Matrix {
  const groups = groupEqualPeers(matrix);
  if (groups.length === matrix.peers.length) return matrix;
  const groupOf = new Map(groups.flatMap((group, at) => group.map(({ index }) => [index, at])));
  const groupsOf = (indexes: readonly number[]): readonly number[] =>
    [...new Set(indexes.flatMap((index) => groupOf.get(index) ?? []))].toSorted((left, right) => left - right);
  // The pair of single peers that stands for a pair of groups; within a group it is two of its members.
  const representatives = (source: number, destination: number): readonly [number, number] | null => {
    const [from] = groups[source] ?? [];
    const [first, second] = groups[destination] ?? [];
    if (from === undefined || first === undefined) return null;
    return [from.index, (source === destination ? (second ?? first) : first).index];
  };
  const sizeOf = (at: number): number => groups[at]?.length ?? 0;
  return {
    ...matrix,
    peers: groups.map(peerOfGroup),
    sources: groupsOf(matrix.sources),
    destinations: groupsOf(matrix.destinations),
    base: matrix.base ?? matrix,
    shortcuts: null,
    cell: (source, destination) => {
      const pair = representatives(source, destination);
      const cell = pair === null ? null : matrix.cell(...pair);
      const others = source === destination ? Math.max(sizeOf(source) - 1, 1) : sizeOf(destination);
      return cell === null ? null : cellOfPairs(cell, sizeOf(source) * others);
    },
    unknownCauses: (source, destination) => {
      const pair = representatives(source, destination);
      return pair === null ? [] : matrix.unknownCauses(...pair);
    },
  };
}

function peerOfGroup(group: Group): MatrixPeer {
  const [first, ...rest] = group.flatMap(({ peer }) => (peer.kind === 'workload' ? [peer] : []));
  return first === undefined || rest.length === 0 ? group[0].peer : foldPeers([first, ...rest]);
}

function groupEqualPeers(matrix: Matrix): readonly Group[] {
  const alike = alikeGroups(matrix);
  return alike.length > MOST_COMPARED ? alike : uniteEqualGroups(matrix, alike);
}

// Only workloads are folded, and peers that the matrix does not know to be alike stand alone.
function alikeGroups({ peers, shortcuts }: Matrix): readonly Group[] {
  const alone = (): readonly (readonly number[])[] => [...peers.keys()].map((index) => [index]);
  return (shortcuts?.alike() ?? alone()).flatMap((indexes): readonly Group[] => {
    const members = indexes.flatMap((index) => peers.slice(index, index + 1).map((peer) => ({ index, peer })));
    const [first, ...rest] = members;
    if (first === undefined) return [];
    return first.peer.kind === 'workload' ? [[first, ...rest]] : members.map((member): Group => [member]);
  });
}

// INVARIANT: groups that equal the first one equal each other, since what lies between the two is compared as well.
function uniteEqualGroups(matrix: Matrix, groups: readonly Group[]): readonly Group[] {
  const united: [Group, ...Group[]][] = [];
  const unitedByHint = new Map<string, [Group, ...Group[]][]>();
  const areEqual = createComparison(
    matrix,
    groups.map(([first]) => first.index),
  );
  for (const group of groups) {
    const [first] = group;
    const hint = hintOf(first.peer);
    const candidates = unitedByHint.get(hint) ?? [];
    unitedByHint.set(hint, candidates);
    const equal = candidates.find(([[candidate]]) => areEqual(candidate.index, first.index));
    if (equal === undefined) {
      const alone: [Group, ...Group[]] = [group];
      united.push(alone);
      candidates.push(alone);
    } else equal.push(group);
  }
  return united.map(joinGroups);
}

function joinGroups([group, ...groups]: readonly [Group, ...Group[]]): Group {
  const members = [...group, ...groups.flat()].toSorted((left, right) => left.index - right.index);
  const [first = group[0], ...rest] = members;
  return [first, ...rest];
}

// What must be the same before it is worth comparing whole rows; only workloads are folded.
function hintOf(peer: MatrixPeer): string {
  if (peer.kind !== 'workload') return peer.id;
  const { ingress, egress } = peer.peer.isolated;
  return `${peer.namespace} ${ingress} ${egress}`;
}

// Compares with one peer of each group, which stands for all of it.
function createComparison(
  matrix: Matrix,
  representatives: readonly number[],
): (left: number, right: number) => boolean {
  const sameCell = (left: MatrixCell | null, right: MatrixCell | null): boolean =>
    left === right || (left !== null && right !== null && equalCells(left, right));
  return (left, right) => {
    const between = [
      matrix.cell(left, right),
      matrix.cell(right, left),
      // A pod has no pair with itself; that alone is no difference.
      matrix.cell(left, left) ?? matrix.cell(left, right),
      matrix.cell(right, right) ?? matrix.cell(left, right),
    ];
    if (!between.every((cell) => sameCell(cell, between[0] ?? null))) return false;
    return representatives.every(
      (index) =>
        index === left ||
        index === right ||
        (sameCell(matrix.cell(left, index), matrix.cell(right, index)) &&
          sameCell(matrix.cell(index, left), matrix.cell(index, right))),
    );
  };
}

function equalCells(left: MatrixCell, right: MatrixCell): boolean {
  return (
    equalPorts(left.open, right.open) &&
    equalPorts(left.unknown, right.unknown) &&
    equalPorts(left.halfOpen, right.halfOpen) &&
    left.isRestricted === right.isRestricted &&
    left.slices.length === right.slices.length &&
    left.slices.every((slice, index) => equalSlices(slice, right.slices[index]))
  );
}

function equalSlices(left: FamilySlice, right: FamilySlice | undefined): boolean {
  return right !== undefined && left.families?.join() === right.families?.join() && equalPorts(left.ports, right.ports);
}

function cellOfPairs(cell: MatrixCell, factor: number): MatrixCell {
  return factor === 1 || cell.pairs.of === 0 ? cell : { ...cell, pairs: multiplyPairs(cell.pairs, factor) };
}
