/** Folding: workloads of a namespace with the same row and the same column become one row and one column. */

import { equalPorts } from '../model/ports.ts';
import type { Matrix, MatrixCell, PairCounts } from './matrix.ts';
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
    cell: (source, destination) => {
      const pair = representatives(source, destination);
      const cell = pair === null ? null : matrix.cell(...pair);
      const others = source === destination ? Math.max(sizeOf(source) - 1, 1) : sizeOf(destination);
      return cell === null ? null : multiplyPairs(cell, sizeOf(source) * others);
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

// INVARIANT: peers that equal the first of a group equal each other, since what lies between the two is compared as well.
function groupEqualPeers(matrix: Matrix): readonly Group[] {
  const groups: [IndexedPeer, ...IndexedPeer[]][] = [];
  const groupsByHint = new Map<string, [IndexedPeer, ...IndexedPeer[]][]>();
  const areEqual = createComparison(matrix);
  for (const [index, peer] of matrix.peers.entries()) {
    const hint = hintOf(peer);
    const candidates = groupsByHint.get(hint) ?? [];
    const equal = candidates.find(([first]) => areEqual(first.index, index));
    if (equal === undefined) {
      const group: [IndexedPeer, ...IndexedPeer[]] = [{ index, peer }];
      groups.push(group);
      groupsByHint.set(hint, [...candidates, group]);
    } else equal.push({ index, peer });
  }
  return groups;
}

// What must be the same before it is worth comparing whole rows; only workloads are folded.
function hintOf(peer: MatrixPeer): string {
  if (peer.kind !== 'workload') return peer.id;
  const { ingress, egress } = peer.peer.isolated;
  return `${peer.namespace} ${ingress} ${egress}`;
}

function createComparison(matrix: Matrix): (left: number, right: number) => boolean {
  const all = [...matrix.peers.keys()];
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
    return all.every(
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

function multiplyPairs(cell: MatrixCell, factor: number): MatrixCell {
  const { of, open, unknown, halfOpen, halfOpenBesideOpen } = cell.pairs;
  if (factor === 1 || of === 0) return cell;
  const pairs: PairCounts = {
    of: of * factor,
    open: open * factor,
    unknown: unknown * factor,
    halfOpen: halfOpen * factor,
    halfOpenBesideOpen: halfOpenBesideOpen * factor,
  };
  return { ...cell, pairs };
}
