/** Runs the tests of one file on one cluster. */

import type { Connectivity } from '../../engine/connectivity.ts';
import type { Policy } from '../../model/policy.ts';
import type { TestEntry, TestFile } from '../../model/tests.ts';
import type { Bench, BenchContext } from './bench.ts';
import { connectivityFor, createBench } from './bench.ts';
import { connectionReasons, latentReasons } from './connection-reasons.ts';
import type { ConnectionsResult } from './connections.ts';
import { testConnections, testOnly } from './connections.ts';
import { mendOutcomes } from './mend.ts';
import type { TestFinding, TestOutcome, TestReason } from './outcome.ts';
import { testPolicies } from './policy-properties.ts';
import { testPolicySet } from './policy-sets.ts';
import { testSnapshot } from './snapshots.ts';
import { testEvery } from './workload-properties.ts';

/** What tests need beside the cluster. */
export interface TestContext {
  /** Namespace of a peer that names none. */
  readonly namespace: string;
  /** Texts of the snapshot files that are there, by path as the tests name them. Default: none. */
  readonly snapshots?: ReadonlyMap<string, string>;
  /** Policies of the files and folders that tests compare with, by path as the tests name them. Default: none. */
  readonly policySets?: ReadonlyMap<string, readonly Policy[]>;
}

/** Paths that a test file names, for whoever reads them before the tests run. */
export interface NeededFiles {
  readonly snapshots: readonly string[];
  readonly policySets: readonly string[];
}

/** Returns the files that the tests of a file need, each once, in the order of the tests. */
export function neededFiles({ tests }: TestFile): NeededFiles {
  const expectations = tests.map(({ expectation }) => expectation);
  const snapshots = expectations.flatMap((one) => (one.kind === 'snapshot' ? [one.file] : []));
  const policySets = expectations.flatMap((one) => ('path' in one ? [one.path] : []));
  return { snapshots: [...new Set(snapshots)], policySets: [...new Set(policySets)] };
}

/** Returns what comes of every test of a file, in the order of the file. */
export function runTests(file: TestFile, connectivity: Connectivity, context: TestContext): readonly TestOutcome[] {
  const benchContext = { file, namespace: context.namespace };
  const runContext: RunContext = { ...context, ...benchContext };
  const bench = createBench(connectivityFor(connectivity, benchContext), benchContext);
  const outcomes = file.tests.map((test) => runTest(test, bench, runContext));
  return mendOutcomes(outcomes, {
    bench,
    runOn: (judged) => {
      const edited = createBench(judged, benchContext);
      return (test) => runTest(test, edited, runContext);
    },
  });
}

type RunContext = TestContext & BenchContext;

function runTest(test: TestEntry, bench: Bench, context: RunContext): TestOutcome {
  if (test.skip !== null) {
    const reasons: readonly TestReason[] = [{ kind: 'skipped', reason: test.skip }];
    return { test, outcome: 'skipped', measure: null, reasons, snapshot: null, fix: null };
  }
  const { measure, reasons: found, hangsOnUnknown, snapshot = null } = lookAt(test, bench, context);
  const reasons = test.allowEmpty ? found.filter((reason) => !isEmptiness(reason)) : found;
  const looked = { test, measure, reasons, snapshot, fix: null };
  if (reasons.length === 0) return { ...looked, outcome: 'passed' };
  if (test.onUnknown === 'skip' && hangsOnUnknown) return { ...looked, outcome: 'skipped' };
  if (test.todo === null) return { ...looked, outcome: 'failed' };
  return { ...looked, outcome: 'skipped', reasons: [{ kind: 'todo', reason: test.todo }, ...reasons] };
}

function lookAt({ expectation }: TestEntry, bench: Bench, context: RunContext): TestFinding {
  switch (expectation.kind) {
    case 'allow':
    case 'deny':
      return tellConnections(testConnections(expectation, bench), bench);
    case 'only':
      return tellConnections(testOnly(expectation, bench), bench);
    case 'every':
      return testEvery(expectation, bench);
    case 'snapshot':
      return testSnapshot(expectation, context.snapshots?.get(expectation.file) ?? null, bench);
    case 'policies':
      return testPolicies(expectation, bench);
    case 'equivalent':
    case 'within':
    case 'permits':
    case 'forbids': {
      const { kind, path } = expectation;
      const policies = context.policySets?.get(path) ?? [];
      if (policies.length === 0)
        return { measure: null, reasons: [{ kind: 'no-policies-at', path }], hangsOnUnknown: false };
      const { measure, misses, ours } = testPolicySet(kind, policies, bench.connectivity);
      const reasons = connectionReasons({ misses, missCount: misses.length }, createBench(ours, context));
      return { measure, reasons, hangsOnUnknown: misses.every(({ verdict }) => verdict === 'unknown') };
    }
  }
}

function tellConnections(result: ConnectionsResult, bench: Bench): TestFinding {
  const { measure, problems, isUnknownOnly, latent } = result;
  return {
    measure,
    reasons: [...problems, ...connectionReasons(result, bench), ...latentReasons(latent, bench)],
    hangsOnUnknown: problems.length === 0 && isUnknownOnly,
  };
}

// `allowEmpty` forgives a peer that names nothing, not one that cannot be understood.
function isEmptiness(reason: TestReason): boolean {
  if (reason.kind === 'nothing-to-test') return true;
  if (reason.kind !== 'names-nothing') return false;
  const { kind } = reason.problem;
  return (
    kind === 'no-such-namespace' || kind === 'no-such-workload' || kind === 'no-such-part' || kind === 'nothing-matches'
  );
}
