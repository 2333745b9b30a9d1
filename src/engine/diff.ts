/**
 * What differs between two sets of policies on one line, again as rectangles. Each side's row becomes a row of pairs, before
 * and after; only groups whose row changed are walked, so that a small edit is answered in milliseconds.
 */

import type { Direction } from '../model/policy.ts';
import { equalPorts } from '../model/ports.ts';
import type { Answers } from './answers.ts';
import { groupEnds } from './answers.ts';
import type { FamilyPorts } from './connectivity.ts';
import { remember, rememberPairs } from './intern.ts';
import type { LineMap, PointSet } from './line.ts';
import { mergeMaps } from './line.ts';
import type { Walkable, WalkableSide } from './rectangles.ts';
import { createWalk, walkGroups } from './rectangles.ts';

/** Pairs of ends whose verdict changed. */
export interface ChangedEnds {
  readonly sources: PointSet;
  readonly destinations: PointSet;
  /** Verdicts, before and after. */
  readonly before: number;
  readonly after: number;
}

/** Two sets of policies on one line. */
export interface Comparison extends Walkable {
  readonly sides: Readonly<Record<Direction, ComparedSide>>;
  readonly pairs: Pairs;
  /** Tells whether two verdicts leave the same ports open and unknown. */
  readonly isSame: (before: number, after: number) => boolean;
  readonly join: (egress: number, ingress: number) => { readonly before: number; readonly after: number };
}

/** One direction of two sets of policies; a signature is a pair of signatures, an answer a pair of answers. */
export interface ComparedSide extends WalkableSide {
  readonly isChanged: (signature: number) => boolean;
}

/** Pairs of numbers, before and after, as numbers. */
export interface Pairs {
  readonly idOf: (before: number, after: number) => number;
  readonly before: (pair: number) => number;
  readonly after: (pair: number) => number;
  readonly isChange: (pair: number) => boolean;
}

/** Puts two sets of policies of one line side by side. */
export function compareAnswers(before: Answers, after: Answers): Comparison {
  const pairs = createPairs();
  const { universe } = after;
  const { join, familyPorts } = universe.verdicts;
  const isSame = rememberPairs((left, right) => Number(sameOutcome(familyPorts(left), familyPorts(right))));
  return {
    universe,
    sides: {
      egress: compareSides(before, after, 'egress', pairs),
      ingress: compareSides(before, after, 'ingress', pairs),
    },
    pairs,
    isSame: (left, right) => left === right || isSame(left, right) === 1,
    join: (egress, ingress) => ({
      before: join(pairs.before(egress), pairs.before(ingress)),
      after: join(pairs.after(egress), pairs.after(ingress)),
    }),
  };
}

/** Yields the pairs of ends of which some port is open or unknown otherwise than before, each exactly once. */
export function* changedRectangles(comparison: Comparison): Iterable<ChangedEnds> {
  const { isChange } = comparison.pairs;
  yield* changedFrom(comparison, 'egress', () => true);
  // What a changed egress side did has been told, and the rest is of ingress alone.
  yield* changedFrom(comparison, 'ingress', (egress) => !isChange(egress));
}

function* changedFrom(
  comparison: Comparison,
  near: Direction,
  wantsFar: (answer: number) => boolean,
): Iterable<ChangedEnds> {
  const { groups, isChanged } = comparison.sides[near];
  const walk = createWalk(comparison, near, comparison.pairs.isChange, wantsFar);
  const changed = groups.filter(({ signature }) => isChanged(signature));
  for (const { sources, destinations, egress, ingress } of walkGroups(changed, near, walk)) {
    const { before, after } = comparison.join(egress, ingress);
    if (!comparison.isSame(before, after)) yield { sources, destinations, before, after };
  }
}

function compareSides(before: Answers, after: Answers, direction: Direction, pairs: Pairs): ComparedSide {
  const [old, now] = [before.sides[direction], after.sides[direction]];
  const signatures = createPairs();
  const signatureMap = mergeMaps(old.signatureMap, now.signatureMap, signatures.idOf);
  const rowsOf = (signature: number): readonly [before: LineMap, after: LineMap] => [
    old.signatures.rowOf(signatures.before(signature)),
    now.signatures.rowOf(signatures.after(signature)),
  ];
  return {
    signatures: {
      count: signatures.count,
      rowOf: remember((signature) => {
        const [left, right] = rowsOf(signature);
        return mergeMaps(left, right, pairs.idOf);
      }),
    },
    signatureMap,
    groups: groupEnds(after.universe, signatureMap),
    isChanged: remember((signature) => {
      const [left, right] = rowsOf(signature);
      return left !== right && !equalRuns(left.runs, right.runs);
    }),
  };
}

function createPairs(): Pairs & { readonly count: () => number } {
  const befores: number[] = [];
  const afters: number[] = [];
  return {
    count: () => befores.length,
    idOf: rememberPairs((before, after) => {
      befores.push(before);
      return afters.push(after) - 1;
    }),
    before: (pair) => befores[pair] ?? 0,
    after: (pair) => afters[pair] ?? 0,
    isChange: (pair) => befores[pair] !== afters[pair],
  };
}

function sameOutcome(before: readonly FamilyPorts[], after: readonly FamilyPorts[]): boolean {
  return (
    before.length === after.length &&
    before.every((left, index) => {
      const right = after[index];
      return (
        right !== undefined &&
        left.family === right.family &&
        equalPorts(left.open, right.open) &&
        equalPorts(left.unknown, right.unknown)
      );
    })
  );
}

function equalRuns(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
