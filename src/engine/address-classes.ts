/**
 * All addresses of both families, cut by the ipBlocks of the rules into classes: addresses that lie in exactly the same
 * rules' blocks. External peers are these classes, and a pod stands in the classes that its address may lie in.
 */

import type { Address, IpSet } from '../model/ip.ts';
import { addressSet } from '../model/ip.ts';
import type { PointSet } from './line.ts';
import { at, countBelow, visitPoints, visitSet } from './line.ts';
import { createPartition } from './partition.ts';

/** The classes of addresses, numbered by their first address, IPv4 before IPv6. */
export interface AddressClasses {
  readonly addresses: readonly IpSet[];
  readonly classOf: (address: Address) => number;
  /** Returns the classes inside a set; exact for the sets that made the cuts and for no other. */
  readonly classesIn: (set: IpSet) => PointSet;
  /** Returns the classes of which a set holds some address, ascending. */
  readonly classesTouching: (set: IpSet) => readonly number[];
}

/** Returns the coarsest classes of addresses that all sets of a list are unions of. */
export function compileAddressClasses(sets: readonly IpSet[]): AddressClasses {
  const v4 = cutsOf(
    sets.flatMap((set) => set.v4),
    0,
    2 ** 32,
  );
  const v6 = cutsOf(
    sets.flatMap((set) => set.v6),
    0n,
    2n ** 128n,
  );
  // Pieces are the intervals between neighbouring cuts: those of IPv4, then those of IPv6.
  const piecesOf = (set: IpSet): PointSet => [
    ...set.v4.map((bound, index) => pieceOf(v4, bound, index)),
    ...set.v6.map((bound, index) => v4.length + pieceOf(v6, bound, index)),
  ];
  const partition = createPartition(v4.length + v6.length);
  for (const set of sets) partition.split(joinTouching(piecesOf(set)));
  const classOfPiece = partition.blocks();
  const firstPieces = firstOfEach(classOfPiece);
  const classAt = (address: Address): number => at(classOfPiece, piecesOf(addressSet(address))[0] ?? 0);
  return {
    addresses: collectAddresses(v4, v6, classOfPiece, firstPieces.length),
    classOf: classAt,
    // INVARIANT: a class lies wholly inside such a set or wholly outside, so its first piece speaks for it.
    classesIn: (set) => joinTouching(piecesOf(set).map((piece) => countBelow(firstPieces, piece))),
    classesTouching: (set) => {
      const touched = new Set<number>();
      visitPoints(piecesOf(set), (piece) => touched.add(at(classOfPiece, piece)));
      return [...touched].toSorted((left, right) => left - right);
    },
  };
}

function cutsOf<T extends number | bigint>(bounds: readonly T[], first: T, end: T): readonly T[] {
  const cuts = new Set([first, ...bounds]);
  cuts.delete(end);
  return [...cuts].toSorted((left, right) => (left < right ? -1 : 1));
}

// The piece that holds a start; for an end, the piece behind the last one that the set reaches into.
function pieceOf<T extends number | bigint>(cuts: readonly T[], bound: T, index: number): number {
  const isStart = index % 2 === 0;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const cut = cuts[middle];
    if (cut !== undefined && (cut < bound || (isStart && cut === bound))) low = middle + 1;
    else high = middle;
  }
  return isStart ? low - 1 : low;
}

// Runs of pieces may touch where runs of addresses do not: the last of IPv4 and the first of IPv6, or empty runs of classes.
function joinTouching(bounds: readonly number[]): PointSet {
  const joined: number[] = [];
  visitSet(bounds, (start, end) => {
    if (start === end) return;
    if (joined.at(-1) === start) joined.pop();
    else joined.push(start);
    joined.push(end);
  });
  return joined;
}

function firstOfEach(classOfPiece: Int32Array): readonly number[] {
  const firsts: number[] = [];
  for (let piece = 0; piece < classOfPiece.length; piece += 1)
    if (at(classOfPiece, piece) === firsts.length) firsts.push(piece);
  return firsts;
}

function collectAddresses(
  v4: readonly number[],
  v6: readonly bigint[],
  classOfPiece: Int32Array,
  count: number,
): readonly IpSet[] {
  const sets = Array.from({ length: count }, (): { v4: number[]; v6: bigint[] } => ({ v4: [], v6: [] }));
  for (const [piece, start] of v4.entries()) sets[at(classOfPiece, piece)]?.v4.push(start, v4[piece + 1] ?? 2 ** 32);
  for (const [piece, start] of v6.entries())
    sets[at(classOfPiece, v4.length + piece)]?.v6.push(start, v6[piece + 1] ?? 2n ** 128n);
  return sets;
}
