/**
 * Looks for the smallest change of the policies that makes a failed test pass. What is offered was tried: the changed cluster
 * is compiled, the test passes on it, and so does every test that passed before.
 */

import type { Cluster } from '../../model/cluster.ts';
import type { TestEntry } from '../../model/tests.ts';
import type { Candidate } from './change-candidates.ts';
import { candidatesFor } from './change-candidates.ts';
import { editOf } from './change-edits.ts';
import type { TestFix, TestOutcome } from './outcome.ts';
import { changeCluster } from './policy-changes.ts';

/** Tells whether all tests pass on a cluster. */
export type AllPass = (tests: readonly TestEntry[], cluster: Cluster) => boolean;

/** How many changed clusters are compiled for a test file of a cluster with this many workloads. */
function trialsFor(workloads: number): number {
  return Math.min(MOST_TRIALS, Math.floor(WORKLOADS_COMPILED / Math.max(workloads, 1)));
}

const MOST_TRIALS = 100;
const WORKLOADS_COMPILED = 20_000;

/** Returns the outcomes, failed ones with the change that mends them where one was found. */
export function mendOutcomes(
  outcomes: readonly TestOutcome[],
  cluster: Cluster,
  allPass: AllPass,
): readonly TestOutcome[] {
  const passed = outcomes.filter(({ outcome }) => outcome === 'passed').map(({ test }) => test);
  const keepsOthers = new Map<string, boolean>();
  let trialsLeft = trialsFor(cluster.workloads.length);
  const mends = (test: TestEntry, candidate: Candidate): boolean => {
    if (trialsLeft === 0) return false;
    trialsLeft -= 1;
    const edited = changeCluster(cluster, candidate);
    if (!allPass([test], edited)) return false;
    const key = keyOf(candidate);
    const isHarmless = keepsOthers.get(key) ?? allPass(passed, edited);
    keepsOthers.set(key, isHarmless);
    return isHarmless;
  };
  return outcomes.map((outcome) => {
    if (outcome.outcome !== 'failed') return outcome;
    const mending = candidatesOf(outcome).find((candidate) => mends(outcome.test, candidate));
    return mending === undefined ? outcome : { ...outcome, fix: describe(mending) };
  });
}

const CONNECTIONS_LOOKED_AT = 3;

// A change that mends all mends each, so the first connections suggest it.
function candidatesOf({ reasons }: TestOutcome): readonly Candidate[] {
  const connections = reasons.filter((reason) => reason.kind === 'connection');
  const candidates = connections.slice(0, CONNECTIONS_LOOKED_AT).flatMap(candidatesFor);
  return [...new Map(candidates.map((candidate) => [keyOf(candidate), candidate])).values()];
}

function keyOf(candidate: Candidate): string {
  return candidate
    .map(
      ({ policy, description }) =>
        `${policy} ${JSON.stringify(description, (key, value) => (key === 'at' ? undefined : value))}`,
    )
    .join(' ');
}

function describe(candidate: Candidate): TestFix {
  return {
    changes: candidate.map(({ description, policy, at }) => ({
      description,
      policy,
      at,
      edit: editOf({ description, at }),
    })),
  };
}
