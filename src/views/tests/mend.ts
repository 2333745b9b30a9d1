/**
 * Looks for the smallest change of the policies that makes a failed test pass. What is offered was tried: the changed cluster
 * is compiled, the test passes on it, and so does every test that passed before.
 */

import type { Connectivity } from '../../engine/connectivity.ts';
import type { TestEntry } from '../../model/tests.ts';
import { affectedBy } from './affected-tests.ts';
import type { Bench } from './bench.ts';
import type { Candidate } from './change-candidates.ts';
import { candidatesFor } from './change-candidates.ts';
import { editOf } from './change-edits.ts';
import type { TestFix, TestOutcome } from './outcome.ts';
import { changeCluster } from './policy-changes.ts';

/** Runs one test. */
export type Run = (test: TestEntry) => TestOutcome;

/** Where the tests were run, and how to run them on another cluster. */
export interface Workshop {
  readonly bench: Bench;
  readonly runOn: (connectivity: Connectivity) => Run;
}

/** Returns the outcomes, failed ones with the change that mends them where one was found. */
export function mendOutcomes(outcomes: readonly TestOutcome[], workshop: Workshop): readonly TestOutcome[] {
  const passed = outcomes.filter(({ outcome }) => outcome === 'passed').map(({ test }) => test);
  const trials = new Map<string, Trial>();
  const mostTrials = trialsFor(workshop.bench.connectivity);
  const trialOf = (candidate: Candidate): Trial | undefined => {
    const key = keyOf(candidate);
    const known = trials.get(key);
    if (known !== undefined || trials.size === mostTrials) return known;
    const trial = tryOut(candidate, passed, workshop);
    trials.set(key, trial);
    return trial;
  };
  return outcomes.map((outcome) => {
    if (outcome.outcome !== 'failed') return outcome;
    const mending = candidatesOf(outcome).find((candidate) => {
      const trial = trialOf(candidate);
      return trial?.passes(outcome.test) === true && trial.keepsOthers();
    });
    return mending === undefined ? outcome : { ...outcome, fix: describe(mending) };
  });
}

// In a cluster of thousands an edit takes up to half a second where it mentions labels that no policy mentioned before.
function trialsFor({ peers }: Connectivity): number {
  return Math.min(MOST_TRIALS, Math.floor(PEERS_JUDGED / peers.length));
}

const MOST_TRIALS = 200;
const PEERS_JUDGED = 10_000;

/** A changed cluster. */
interface Trial {
  readonly passes: (test: TestEntry) => boolean;
  /** Tells whether all tests still pass that did before. */
  readonly keepsOthers: () => boolean;
}

function tryOut(candidate: Candidate, passed: readonly TestEntry[], { bench, runOn }: Workshop): Trial {
  const { connectivity } = bench;
  const difference = connectivity.update(changeCluster(connectivity.cluster, candidate));
  const run = runOn(difference.after);
  const passes = (test: TestEntry): boolean => run(test).outcome === 'passed';
  let known: boolean | null = null;
  return {
    passes,
    keepsOthers: () => {
      known ??= passed.filter(affectedBy(difference, bench)).every(passes);
      return known;
    },
  };
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
