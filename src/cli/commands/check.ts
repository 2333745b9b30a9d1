/** `netpol check`: validates the input and runs the tests, as every pipeline does. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { compileConnectivity } from '../../engine/compile.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import { formatPlace } from '../../model/provenance.ts';
import { renderCheckJson } from '../../render/check-json.ts';
import { renderCheckText } from '../../render/check-text.ts';
import type { CheckView } from '../../views/check.ts';
import { buildCheck, hasVacuousTest } from '../../views/check.ts';
import type { TestOutcome } from '../../views/tests/outcome.ts';
import { runTests } from '../../views/tests/run-tests.ts';
import type { CommandDefinition } from '../command.ts';
import { reportNotes } from '../diagnostics.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT, exitOfInput, weightiestExit } from '../exit-code.ts';
import type { Host } from '../host.ts';
import type { ConductFlags } from '../options.ts';
import { addConductOptions, addInputOptions, collect } from '../options.ts';
import type { OutputFormat } from '../output.ts';
import { requestedOutputs, writeOutputs } from '../output.ts';
import type { LoadedRun, RunFlags } from '../runs.ts';
import { loadRuns } from '../runs.ts';

/** Options of `netpol check`. */
export interface CheckFlags extends RunFlags, ConductFlags {
  readonly output: readonly string[];
  readonly only?: 'validate' | 'test';
  readonly failOn: FailOn;
}

type FailOn = (typeof SEVERITIES)[number];

// Ascending; a failed test may also be critical.
const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;

const FORMATS: readonly OutputFormat<CheckView>[] = [
  { name: 'text', aliases: ['pretty'], render: renderCheckText },
  { name: 'json', aliases: [], render: renderCheckJson },
];

/** The command `netpol check`. */
export const checkCommand: CommandDefinition<CheckFlags> = { describe, run };

function describe(command: Command): Command {
  command
    .name('check')
    .summary('validate manifests and run tests')
    .description('Refuses what the API server refuses, and runs the netpol.test.yaml files it finds.')
    .argument('[paths...]', 'files, folders, globs or - to read')
    .option('-o, --output <format[=file]>', 'text or json; repeatable', collect, [])
    .addOption(new Option('--only <part>', 'do this part only').choices(['validate', 'test']))
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that fails').choices([...SEVERITIES]).default('error'),
    )
    .option('--allow-run', 'let test files run the commands they name under manifests');
  return addConductOptions(addInputOptions(command));
}

async function run(paths: readonly string[], flags: CheckFlags, host: Host): Promise<ExitCode> {
  const outputs = requestedOutputs(flags.output, FORMATS);
  const runs = await loadRuns(paths, flags, host);
  const view = buildCheck([
    {
      diagnostics: distinct(runs.flatMap(problemsOf)),
      findings: [],
      tests: runs.flatMap((one) => testRun(one, flags)),
    },
  ]);
  await writeOutputs(view, outputs, flags, host);
  return weightiestExit([
    ...runs.map((one) => exitOfInput(one.diagnostics)),
    exitOfTests(runs, flags, host),
    exitOfView(view, flags),
  ]);
}

function problemsOf({ diagnostics, testProblems }: LoadedRun): readonly Diagnostic[] {
  return [...testProblems, ...diagnostics];
}

// No verdict of a cluster with an invalid object can be trusted, so its tests say nothing.
function testRun({ tests, cluster, diagnostics }: LoadedRun, flags: CheckFlags): readonly TestOutcome[] {
  if (tests === null || flags.only === 'validate') return [];
  if (exitOfInput(diagnostics) !== EXIT.ok && flags.keepGoing !== true) return [];
  return runTests(tests, compileConnectivity(cluster), { namespace: flags.namespace ?? 'default' });
}

function exitOfTests(runs: readonly LoadedRun[], flags: CheckFlags, host: Host): ExitCode {
  if (runs.some(({ testProblems }) => testProblems.some(({ severity }) => severity === 'error'))) return EXIT.usage;
  if (flags.only === 'validate' || runs.some(({ tests }) => tests !== null)) return EXIT.ok;
  reportNotes(['no test file found (netpol.test.yaml)'], flags, host);
  return flags.only === 'test' ? EXIT.usage : EXIT.ok;
}

function exitOfView(view: CheckView, { failOn }: CheckFlags): ExitCode {
  const lowest = SEVERITIES.indexOf(failOn);
  const weighs = (severity: FailOn): boolean => SEVERITIES.indexOf(severity) >= lowest;
  const problems = [...view.diagnostics, ...view.findings].some(({ severity }) => weighs(severity));
  const failures = view.tests.some(({ outcome, test }) => outcome === 'failed' && weighs(test.severity));
  return problems || failures || hasVacuousTest(view) ? EXIT.failed : EXIT.ok;
}

// Two runs may read the same files; what is wrong with them is told once.
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ at, code, path, args }: Diagnostic): string =>
    [formatPlace(at), code, path, JSON.stringify(args)].join(' ');
  return [...new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic])).values()];
}
