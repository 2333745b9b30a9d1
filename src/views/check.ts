/** The answer of `check`: problems of the input, findings, and what came of the tests, over all runs together. */

import type { Diagnostic, Severity } from '../model/diagnostics.ts';
import type { Finding } from '../model/findings.ts';
import type { TestOutcome } from './tests/outcome.ts';

/** What one run gave; each test file is a run of its own, with its own cluster. */
export interface CheckRun {
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
  readonly tests: readonly TestOutcome[];
}

/** What every format of `check` writes. */
export interface CheckView extends CheckRun {
  readonly summary: CheckSummary;
}

/** What there is, counted (design.md sections 6 and 7). */
export interface CheckSummary {
  /** Diagnostics and findings of severity error. */
  readonly errors: number;
  /** Those of severity warning, and failed tests of that severity. */
  readonly warnings: number;
  /** Those of severity info, and failed tests of that severity. */
  readonly infos: number;
  readonly passed: number;
  /** Tests of severity error or critical that do not hold. */
  readonly failed: number;
  readonly skipped: number;
}

/** Puts the runs together, in their order. */
export function buildCheck(runs: readonly CheckRun[]): CheckView {
  const all: CheckRun = {
    diagnostics: runs.flatMap(({ diagnostics }) => diagnostics),
    findings: runs.flatMap(({ findings }) => findings),
    tests: runs.flatMap(({ tests }) => tests),
  };
  return { ...all, summary: summaryOf(all) };
}

/** Returns the counts of a run. */
function summaryOf({ diagnostics, findings, tests }: CheckRun): CheckSummary {
  const problems = [...diagnostics, ...findings.filter(({ suppressed }) => suppressed === undefined)];
  const failed = tests.filter(({ outcome }) => outcome === 'failed').map(({ test }) => test.severity);
  const count = (severity: Severity): number => problems.filter((problem) => problem.severity === severity).length;
  const countFailed = (severity: string): number => failed.filter((one) => one === severity).length;
  return {
    errors: count('error'),
    warnings: count('warning') + countFailed('warning'),
    infos: count('info') + countFailed('info'),
    passed: tests.filter(({ outcome }) => outcome === 'passed').length,
    failed: countFailed('error') + countFailed('critical'),
    skipped: tests.filter(({ outcome }) => outcome === 'skipped').length,
  };
}

/** Tells whether some test tested nothing, which is a failure whatever its severity (design.md section 7). */
export function hasVacuousTest({ tests }: CheckRun): boolean {
  return tests.some(({ outcome, reasons }) => outcome === 'failed' && reasons.some(isVacuous));
}

function isVacuous({ kind }: TestOutcome['reasons'][number]): boolean {
  return kind === 'names-nothing' || kind === 'nothing-to-test' || kind === 'no-port';
}
