/** Runs the tests of one file on one cluster. */

import type { Connectivity } from '../../engine/connectivity.ts';
import type { TestEntry, TestFile } from '../../model/tests.ts';
import type { Bench } from './bench.ts';
import { createBench } from './bench.ts';
import { connectionReasons } from './connection-reasons.ts';
import type { ConnectionsResult } from './connections.ts';
import { testConnections, testOnly } from './connections.ts';
import type { TestFinding, TestOutcome, TestReason } from './outcome.ts';
import { testEvery } from './workload-properties.ts';

/** What tests need beside the cluster. */
export interface TestContext {
  /** Namespace of a peer that names none. */
  readonly namespace: string;
}

/** Returns what comes of every test of a file, in the order of the file. */
export function runTests(file: TestFile, connectivity: Connectivity, context: TestContext): readonly TestOutcome[] {
  const bench = createBench(file, connectivity, context.namespace);
  return file.tests.map((test) => runTest(test, bench));
}

function runTest(test: TestEntry, bench: Bench): TestOutcome {
  if (test.skip !== null)
    return { test, outcome: 'skipped', measure: null, reasons: [{ kind: 'skipped', reason: test.skip }] };
  const { measure, reasons: found, hangsOnUnknown } = lookAt(test, bench);
  const reasons = test.allowEmpty ? found.filter((reason) => !isEmptiness(reason)) : found;
  if (reasons.length === 0) return { test, outcome: 'passed', measure, reasons };
  if (test.onUnknown === 'skip' && hangsOnUnknown) return { test, outcome: 'skipped', measure, reasons };
  if (test.todo === null) return { test, outcome: 'failed', measure, reasons };
  return { test, outcome: 'skipped', measure, reasons: [{ kind: 'todo', reason: test.todo }, ...reasons] };
}

function lookAt({ expectation }: TestEntry, bench: Bench): TestFinding {
  switch (expectation.kind) {
    case 'allow':
    case 'deny':
      return tellConnections(testConnections(expectation, bench), bench);
    case 'only':
      return tellConnections(testOnly(expectation, bench), bench);
    case 'every':
      return testEvery(expectation, bench);
    case 'snapshot':
    case 'policies':
    case 'equivalent':
    case 'within':
    case 'permits':
    case 'forbids':
      return { measure: null, reasons: [{ kind: 'skipped', reason: 'not evaluated yet' }], hangsOnUnknown: false };
  }
}

function tellConnections(result: ConnectionsResult, bench: Bench): TestFinding {
  const { measure, problems, misses } = result;
  return {
    measure,
    reasons: [...problems, ...connectionReasons(result, bench)],
    hangsOnUnknown: problems.length === 0 && misses.every(({ verdict }) => verdict === 'unknown'),
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
