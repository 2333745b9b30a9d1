/** The tests of runs: which of them are asked for, what comes of them, and the snapshots that are accepted by the way. */

import type { Connectivity } from '../engine/connectivity.ts';
import type { TestEntry, TestFile } from '../model/tests.ts';
import type { TestOutcome } from '../views/tests/outcome.ts';
import { runTests } from '../views/tests/run-tests.ts';
import type { CheckFlags } from './check-options.ts';
import { updateSnapshots } from './compared-files.ts';
import { UsageError } from './exit-code.ts';
import type { Host } from './host.ts';
import type { LoadedRun } from './runs.ts';

/** Returns the runs with those tests only that `--grep` and `--tag` choose. Throws `UsageError` where they choose none. */
export function chooseTests(runs: readonly LoadedRun[], flags: CheckFlags): readonly LoadedRun[] {
  const { grep, tag = [] } = flags;
  if (grep === undefined && tag.length === 0) return runs;
  const chosen = runs.map((run) => ({ ...run, tests: run.tests === null ? null : chooseFrom(run.tests, flags) }));
  const hadTests = runs.some(({ tests }) => tests !== null);
  if (hadTests && chosen.every(({ tests }) => tests === null || tests.tests.length === 0)) {
    const asked = [...(grep === undefined ? [] : [`--grep "${grep}"`]), ...tag.map((name) => `--tag ${name}`)];
    throw new UsageError(`no test matches ${asked.join(' ')}`);
  }
  return chosen;
}

function chooseFrom(file: TestFile, { grep = '', tag = [] }: CheckFlags): TestFile {
  const text = comparable(grep);
  const isChosen = ({ name, tags }: TestEntry): boolean =>
    comparable(name).includes(text) && (tag.length === 0 || tag.some((one) => tags.includes(one)));
  return { ...file, tests: file.tests.filter(isChosen) };
}

// A name may be copied from the output, where the arrow is one character.
function comparable(text: string): string {
  return text.toLowerCase().replaceAll('→', '->');
}

/** What came of the tests of a run. */
export interface TestedRun {
  readonly outcomes: readonly TestOutcome[];
  /** Snapshots that were written, as paths for people. */
  readonly written: readonly string[];
}

/** Runs the tests of a run; with `--update` the snapshots are made as the cluster is before they count. */
export function testRun(
  run: LoadedRun,
  connectivity: Connectivity,
  flags: Pick<CheckFlags, 'namespace' | 'update'>,
  host: Host,
): TestedRun {
  const { tests, folder, compared } = run;
  if (tests === null) return { outcomes: [], written: [] };
  const namespace = flags.namespace ?? 'default';
  const { policySets } = compared;
  const outcomes = runTests(tests, connectivity, { namespace, snapshots: compared.snapshots, policySets });
  if (flags.update !== true) return { outcomes, written: [] };
  const { snapshots, written } = updateSnapshots(outcomes, compared.snapshots, folder, host);
  if (written.length === 0) return { outcomes, written };
  return { outcomes: runTests(tests, connectivity, { namespace, snapshots, policySets }), written };
}
