/** `check --watch`: checks again whenever a file changes, and tells which connections that opened and closed. */

import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { compileConnectivity } from '../engine/compile.ts';
import type { Connectivity, Difference } from '../engine/connectivity.ts';
import { shownPath } from '../io/input-files.ts';
import type { Cluster } from '../model/cluster.ts';
import { renderChangesText } from '../render/changes-text.ts';
import { counted } from '../render/messages/words.ts';
import { describeChanges, isUnchanged } from '../views/connectivity-changes.ts';
import { neededFiles } from '../views/tests/run-tests.ts';
import type { CheckAnswer, CompileRun } from './check-answer.ts';
import { answerCheck } from './check-answer.ts';
import type { CheckFlags } from './check-options.ts';
import { reportNotes, reportUsageError } from './diagnostics.ts';
import { EXIT, exitOfInput, UsageError } from './exit-code.ts';
import type { Host } from './host.ts';
import type { LoadedRun } from './runs.ts';
import { styleOf } from './style.ts';

/** Where answers go. */
export interface WatchedOutput {
  readonly write: (answer: CheckAnswer) => Promise<void>;
  /** Files that `write` writes, as they were named; their changes are our own. */
  readonly files: readonly string[];
}

const MOST_CHANGES = 40;

/** Checks again and again; ends only with the process. */
export async function watchCheck(
  paths: readonly string[],
  flags: CheckFlags,
  host: Host,
  output: WatchedOutput,
): Promise<never> {
  const { openWatch } = await import('../io/watch.ts');
  const watch = openWatch(new Set(output.files.map((file) => resolve(host.cwd, file))));
  const memory = createMemory();
  const first = await answerCheck(paths, flags, host, memory.compile);
  await watch.add(sourcesOf(first, host));
  memory.endRound(first.runs);
  await output.write(first);
  reportNotes(['watching for changes; Ctrl-C ends'], flags, host);
  for (;;) {
    const changed = await watch.nextChanges();
    reportNotes([`${namesOf(changed, host)} changed`], flags, host);
    try {
      const answer = await answerCheck(paths, flags, host, memory.compile);
      await watch.add(sourcesOf(answer, host));
      reportDifferences(memory.endRound(answer.runs), flags, host);
      await output.write(answer);
    } catch (error) {
      // A file may be half written, or a configuration wrong for now.
      if (!(error instanceof UsageError)) throw error;
      reportUsageError(error, flags, host);
    }
  }
}

function reportDifferences(differences: readonly Difference[], flags: CheckFlags, host: Host): void {
  const style = styleOf(host.stderr, host.env, flags);
  const changes = differences.map((difference) => describeChanges(difference, MOST_CHANGES));
  const changed = changes.filter((one) => !isUnchanged(one));
  for (const one of changed) host.stderr.write(renderChangesText(one, style));
  if (changes.length > 0 && changed.length === 0) reportNotes(['no connection opened or closed'], flags, host);
}

function sourcesOf({ runs }: CheckAnswer, { cwd }: Host): readonly string[] {
  return runs.flatMap(({ sources, folder, tests, compared }) => {
    const snapshots = tests === null ? [] : neededFiles(tests).snapshots.map((file) => resolve(folder, file));
    return [...sources, ...snapshots, ...compared.files.map((file) => resolve(cwd, file))];
  });
}

const MOST_NAMES = 3;

function namesOf(paths: readonly string[], { cwd }: Host): string {
  const names = paths.slice(0, MOST_NAMES).map((path) => shownPath(path, cwd));
  const more = paths.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${counted(more, 'more file')}`;
}

/** The verdicts of the last round, from which those of the next are made. */
interface Memory {
  readonly compile: CompileRun;
  /** Returns what changed since the round before, run by run; a run that cannot be judged is compared once it can. */
  readonly endRound: (runs: readonly LoadedRun[]) => readonly Difference[];
}

function createMemory(): Memory {
  const last = new Map<string, Connectivity>();
  const current = new Map<string, Connectivity>();
  const differences: Difference[] = [];
  const compile: CompileRun = (run) => {
    const before = last.get(keyOf(run));
    const difference = before?.update(keepSettings(before.cluster, run.cluster));
    if (difference !== undefined) differences.push(difference);
    const connectivity = difference?.after ?? compileConnectivity(run.cluster);
    current.set(keyOf(run), connectivity);
    return connectivity;
  };
  const endRound = (runs: readonly LoadedRun[]): readonly Difference[] => {
    for (const run of runs.filter(({ diagnostics }) => exitOfInput(diagnostics) === EXIT.ok)) {
      last.set(keyOf(run), current.get(keyOf(run)) ?? compile(run));
    }
    current.clear();
    return differences.splice(0);
  };
  return { compile, endRound };
}

function keyOf({ tests, folder }: LoadedRun): string {
  return tests === null ? folder : tests.at.source.file;
}

// The engine starts from nothing where the settings are another object.
function keepSettings({ settings }: Cluster, now: Cluster): Cluster {
  return isDeepStrictEqual(settings, now.settings) ? { ...now, settings } : now;
}
