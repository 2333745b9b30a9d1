/** What `netpol check` exits with (design.md section 7): the same for every format. */

import type { TestSeverity } from '../model/tests.ts';
import type { CheckView } from '../views/check.ts';
import { hasVacuousTest } from '../views/check.ts';
import type { CheckFlags } from './check-options.ts';
import { SEVERITIES } from './check-options.ts';
import type { ExitCode } from './exit-code.ts';
import { EXIT, exitOfInput, weightiestExit } from './exit-code.ts';
import type { LoadedRun } from './runs.ts';

/** Returns the exit status of runs and of what was found in them. */
export function exitOfCheck(runs: readonly LoadedRun[], view: CheckView, flags: CheckFlags): ExitCode {
  return weightiestExit([
    ...runs.map(({ diagnostics }) => exitOfInput(diagnostics)),
    exitOfTestFiles(runs, flags),
    exitOfView(view, flags),
  ]);
}

/** Tells whether there is a test file, be it one that cannot be read. */
export function hasTestFile(runs: readonly LoadedRun[]): boolean {
  return runs.some(({ tests, testProblems }) => tests !== null || testProblems.length > 0);
}

function exitOfTestFiles(runs: readonly LoadedRun[], { only }: CheckFlags): ExitCode {
  if (runs.some(({ testProblems }) => testProblems.some(({ severity }) => severity === 'error'))) return EXIT.usage;
  return only === 'test' && !hasTestFile(runs) ? EXIT.usage : EXIT.ok;
}

function exitOfView(view: CheckView, { failOn }: CheckFlags): ExitCode {
  const lowest = SEVERITIES.indexOf(failOn);
  const weighs = (severity: TestSeverity): boolean => SEVERITIES.indexOf(severity) >= lowest;
  const findings = view.findings.filter(({ suppressed }) => suppressed === undefined);
  const hasProblem = [...view.diagnostics, ...findings].some(({ severity }) => weighs(severity));
  const hasFailure = view.tests.some(({ outcome, test }) => outcome === 'failed' && weighs(test.severity));
  return hasProblem || hasFailure || hasVacuousTest(view) ? EXIT.failed : EXIT.ok;
}
