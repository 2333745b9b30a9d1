/**
 * All pairs as rectangles, sources × destinations of one verdict. The row of a signature tells what its members may do
 * towards every end; the row of a signature found there, cut to those members, is the other side. No pair is ever walked.
 */

import type { Direction } from '../model/policy.ts';
import type { Answers, Group } from './answers.ts';
import type { LineMap, PointSet, VisitRun } from './line.ts';
import { at, visitCommon, visitRuns, visitSet } from './line.ts';
import { createThreads } from './threads.ts';

/** Pairs of ends with one verdict. */
export interface EndRectangle {
  readonly sources: PointSet;
  readonly destinations: PointSet;
  readonly verdict: number;
}

/** What can be walked: ends, and for both directions their signatures with a row of answers each. */
export interface Walkable {
  readonly universe: { readonly externalStart: number; readonly endsEnd: number };
  readonly sides: Readonly<Record<Direction, WalkableSide>>;
}

/** One direction of what can be walked. */
export interface WalkableSide {
  readonly signatures: { readonly count: () => number; readonly rowOf: (signature: number) => LineMap };
  readonly signatureMap: LineMap;
  readonly groups: readonly Group[];
}

/** Tells of one side's answer (`Verdicts.addFamily`) whether its pairs are looked at; what is not costs next to nothing. */
export type IsWanted = (sides: number) => boolean;

/** Runs of ends with their answers; good until the call returns that it was handed to. */
export interface Answered {
  readonly visit: (visit: VisitRun) => void;
}

/** Receives members of a near group and ends of one far signature; all pairs of them are meant. */
export type VisitBlock = (own: Answered, others: Answered) => void;

/** Returns everything: all pairs, each exactly once. */
export function everyRectangle(answers: Answers): Iterable<EndRectangle> {
  return yieldRectangles(answers, 'egress', createWalk(answers, 'egress', wantsAll, wantsAll));
}

/** Returns the pairs of which some port is open or unknown, each exactly once. */
export function* possibleRectangles(answers: Answers): Iterable<EndRectangle> {
  const { isPossible } = answers.universe.verdicts;
  for (const rectangle of yieldRectangles(answers, 'egress', walkPossible(answers)))
    if (isPossible(rectangle.verdict)) yield rectangle;
}

/** Returns the half-open pairs, each exactly once: those of listing egress rules, then those that only ingress rules list. */
export function* halfOpenRectangles(answers: Answers): Iterable<EndRectangle> {
  const { isHalfOpen, isListingSide } = answers.universe.verdicts;
  const isOnlyIngress: IsWanted = (sides) => !isListingSide(sides);
  const fromEgress = createWalk(answers, 'egress', isListingSide, wantsAll);
  const fromIngress = createWalk(answers, 'ingress', isListingSide, isOnlyIngress);
  for (const rectangle of yieldRectangles(answers, 'egress', fromEgress))
    if (isHalfOpen(rectangle.verdict)) yield rectangle;
  for (const rectangle of yieldRectangles(answers, 'ingress', fromIngress))
    if (isHalfOpen(rectangle.verdict)) yield rectangle;
}

function wantsAll(): boolean {
  return true;
}

/** Visits the same pairs as `possibleRectangles` in blocks, sources as the near side, without making sets of them. */
export function visitPossibleBlocks(answers: Answers, visit: VisitBlock): void {
  const walk = walkPossible(answers);
  for (const group of answers.sides.egress.groups) walk(group, visit);
}

// The runs of each answer, in order of first use.
function groupByAnswer(answered: Answered): ReadonlyMap<number, PointSet> {
  const runs = new Map<number, number[]>();
  answered.visit((start, end, answer) => {
    const list = runs.get(answer);
    if (list === undefined) runs.set(answer, [start, end]);
    else if (list.at(-1) === start) list[list.length - 1] = end;
    else list.push(start, end);
  });
  return runs;
}

/** Visits the pairs of one near group in blocks, one per far signature. */
export type Walk = (group: Group, visit: VisitBlock) => void;

function walkPossible(answers: Answers): Walk {
  const { isPossibleSide } = answers.universe.verdicts;
  const suitors = collectSuitors(answers, 'egress', isPossibleSide);
  return createWalk(answers, 'egress', isPossibleSide, isPossibleSide, suitors);
}

function* yieldRectangles(answers: Answers, near: Direction, walk: Walk): Iterable<EndRectangle> {
  const { join } = answers.universe.verdicts;
  for (const { sources, destinations, egress, ingress } of walkGroups(answers.sides[near].groups, near, walk))
    yield { sources, destinations, verdict: join(egress, ingress) };
}

/** Pairs of ends with one answer of each side. */
export interface AnsweredRectangle {
  readonly sources: PointSet;
  readonly destinations: PointSet;
  readonly egress: number;
  readonly ingress: number;
}

/** Yields the rectangles of a walk from some groups. */
export function* walkGroups(groups: readonly Group[], near: Direction, walk: Walk): Iterable<AnsweredRectangle> {
  for (const group of groups) {
    const found: AnsweredRectangle[] = [];
    walk(group, (own, others) => {
      const ownByAnswer = groupByAnswer(own);
      for (const [nearAnswer, there] of groupByAnswer(others)) {
        for (const [farAnswer, here] of ownByAnswer) {
          found.push(
            near === 'egress'
              ? { sources: here, destinations: there, egress: nearAnswer, ingress: farAnswer }
              : { sources: there, destinations: here, egress: farAnswer, ingress: nearAnswer },
          );
        }
      }
    });
    yield* found;
  }
}

/** By near signature, the far signatures that want some end of it, as bits. */
export type Suitors = readonly (Int32Array | undefined)[];

// Most signatures have nothing to do with each other, so both sides are asked before any two are looked at.
function collectSuitors({ universe, sides }: Walkable, near: Direction, wantsFar: IsWanted): Suitors {
  const nearSide = sides[near];
  const farSide = sides[opposite(near)];
  const words = (farSide.signatures.count() >>> 5) + 1;
  const suitors: Int32Array[] = [];
  for (const { signature, isExternal } of farSide.groups) {
    const end = isExternal ? universe.externalStart : universe.endsEnd;
    visitRuns(farSide.signatures.rowOf(signature), 0, end, (from, to, answer) => {
      if (!wantsFar(answer)) return;
      visitRuns(nearSide.signatureMap, from, to, (_start, _end, wanted) => {
        suitors[wanted] ??= new Int32Array(words);
        const bits = suitors[wanted];
        bits[signature >>> 5] = at(bits, signature >>> 5) | (1 << (signature & 31));
      });
    });
  }
  return suitors;
}

function isSuitor(bits: Int32Array, signature: number): boolean {
  return (at(bits, signature >>> 5) & (1 << (signature & 31))) !== 0;
}

/** Returns a walk from the groups of one direction over the pairs that both sides want; without `suitors` all pairs that the near side wants are looked at. */
export function createWalk(
  { universe, sides }: Walkable,
  near: Direction,
  wantsNear: IsWanted,
  wantsFar: IsWanted,
  suitors: Suitors | null = null,
): Walk {
  const nearSide = sides[near];
  const farSide = sides[opposite(near)];
  // Millions of short lists pass through a walk, so they are threaded through one array.
  const others = createThreads();
  const own = createThreads();
  return ({ signature, members, isExternal }, visit) => {
    const bits = suitors?.[signature];
    if (suitors !== null && bits === undefined) return;
    const end = isExternal ? universe.externalStart : universe.endsEnd;
    others.clear();
    visitRuns(nearSide.signatures.rowOf(signature), 0, end, (from, to, answer) => {
      if (!wantsNear(answer)) return;
      visitRuns(farSide.signatureMap, from, to, (start, stop, far) => {
        if (bits === undefined || isSuitor(bits, far)) others.add(far, start, stop, answer);
      });
    });
    others.visitThreads((far, there) => {
      own.clear();
      cutRow(farSide.signatures.rowOf(far), members, wantsFar, (start, stop, answer) =>
        own.add(0, start, stop, answer),
      );
      own.visitThreads((_, here) => visit(here, there));
    });
  };
}

// The members of a group with what a row says of them. Either has few runs in most cases, and that one leads.
function cutRow(row: LineMap, members: PointSet, isWanted: IsWanted, visit: VisitRun): void {
  if (members.length < row.runs.length) {
    visitSet(members, (from, to) =>
      visitRuns(row, from, to, (start, end, answer) => {
        if (isWanted(answer)) visit(start, end, answer);
      }),
    );
    return;
  }
  visitRuns(row, members[0] ?? 0, members.at(-1) ?? 0, (from, to, answer) => {
    if (isWanted(answer)) visitCommon(members, from, to, (start, end) => visit(start, end, answer));
  });
}

/** Returns the other direction. */
export function opposite(direction: Direction): Direction {
  return direction === 'egress' ? 'ingress' : 'egress';
}
