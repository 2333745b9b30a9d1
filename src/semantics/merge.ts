/**
 * Three values out of two: the same question judged for every address that an end may have, put together. What
 * holds for all of them holds, what holds for none does not, and the rest is unknown.
 */

import type {
  DirectionTrace,
  Match,
  PolicyTrace,
  RulePeerTrace,
  RulePortTrace,
  RuleTrace,
  Verdict,
} from '../model/verdict.ts';

// INVARIANT: traces that are merged differ in the other end's address only, so they have the same policies, rules
// and items in the same order, and only what they say of a match differs.

/** Returns what holds for both of two addresses; folds over any number of them. */
export function mergeDirections(left: DirectionTrace, right: DirectionTrace): DirectionTrace {
  return {
    ...left,
    verdict: agree<Verdict>(left.verdict, right.verdict),
    policies: zip(left.policies, right.policies, mergePolicies),
  };
}

function mergePolicies(left: PolicyTrace, right: PolicyTrace): PolicyTrace {
  return {
    ...left,
    matches: agree<Match>(left.matches, right.matches),
    rules: zip(left.rules, right.rules, mergeRules),
  };
}

function mergeRules(left: RuleTrace, right: RuleTrace): RuleTrace {
  return {
    ...left,
    matches: agree<Match>(left.matches, right.matches),
    peers: zipItems<RulePeerTrace>(left.peers, right.peers),
    ports: zipItems<RulePortTrace>(left.ports, right.ports),
  };
}

function zipItems<T extends { readonly matches: Match }>(
  left: 'all' | readonly T[],
  right: 'all' | readonly T[],
): 'all' | readonly T[] {
  if (left === 'all' || right === 'all') return 'all';
  return zip(left, right, (one, other) => ({ ...one, matches: agree<Match>(one.matches, other.matches) }));
}

function agree<T extends Verdict | Match>(left: T, right: T): T | 'unknown' {
  return left === right ? left : 'unknown';
}

function zip<T>(left: readonly T[], right: readonly T[], merge: (left: T, right: T) => T): readonly T[] {
  return left.flatMap((one, index) => right.slice(index, index + 1).map((other) => merge(one, other)));
}
