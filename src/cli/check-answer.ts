/** What `netpol check` finds in all runs below some paths, and the exit status of that. */

import type { Connectivity } from '../engine/connectivity.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import { formatPlace } from '../model/provenance.ts';
import type { CheckView } from '../views/check.ts';
import { buildCheck } from '../views/check.ts';
import { exitOfCheck, hasTestFile } from './check-exit.ts';
import type { CheckFlags } from './check-options.ts';
import type { TestedRun } from './check-tests.ts';
import { chooseTests, testRun } from './check-tests.ts';
import { reportNotes } from './diagnostics.ts';
import type { ExitCode } from './exit-code.ts';
import { EXIT, exitOfInput } from './exit-code.ts';
import type { Host } from './host.ts';
import type { LoadedRun } from './runs.ts';
import { loadRuns } from './runs.ts';

/** Returns the verdicts of a run's cluster. */
export type CompileRun = (run: LoadedRun) => Connectivity;

/** What `check` found. */
export interface CheckAnswer {
  readonly view: CheckView;
  readonly exit: ExitCode;
  readonly runs: readonly LoadedRun[];
}

/** Loads the runs below paths and checks them. Throws `UsageError` for what the person did wrong. */
export async function answerCheck(
  paths: readonly string[],
  flags: CheckFlags,
  host: Host,
  compile: CompileRun,
): Promise<CheckAnswer> {
  const loaded = await loadRuns(paths, flags, host);
  const runs = chooseTests(loaded, flags);
  const tested = runs.map((run): TestedRun => {
    if (!isTestable(run, flags)) return { outcomes: [], written: [] };
    return testRun(run, compile(run), flags, host);
  });
  const view = buildCheck([
    {
      diagnostics: distinct(runs.flatMap(({ testProblems, diagnostics }) => [...testProblems, ...diagnostics])),
      findings: [],
      tests: tested.flatMap(({ outcomes }) => outcomes),
    },
  ]);
  const written = tested.flatMap((run) => run.written.map((file) => `wrote ${file}`));
  reportNotes([...notesOf(loaded, runs, flags), ...written], flags, host);
  return { view, exit: exitOfCheck(runs, view, flags), runs };
}

// No verdict of a cluster with an invalid object can be trusted, so its tests say nothing.
function isTestable({ tests, diagnostics }: LoadedRun, { only, keepGoing }: CheckFlags): boolean {
  if (tests === null || only === 'validate') return false;
  return exitOfInput(diagnostics) === EXIT.ok || keepGoing === true;
}

function notesOf(loaded: readonly LoadedRun[], chosen: readonly LoadedRun[], { only }: CheckFlags): readonly string[] {
  if (only === 'validate') return [];
  if (!hasTestFile(loaded)) return ['no test file found (netpol.test.yaml); netpol init writes one'];
  const [all, some] = [countTests(loaded), countTests(chosen)];
  return some < all ? [`chose ${some} of ${all} tests`] : [];
}

function countTests(runs: readonly LoadedRun[]): number {
  return runs.reduce((sum, { tests }) => sum + (tests?.tests.length ?? 0), 0);
}

// Two runs may read the same files; what is wrong with them is told once.
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ at, code, path, args }: Diagnostic): string =>
    [formatPlace(at), code, path, JSON.stringify(args)].join(' ');
  return [...new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic])).values()];
}
