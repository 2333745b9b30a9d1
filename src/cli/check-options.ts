/** Options of `netpol check`, and of the commands that are a part of it by name. */

import type { Command } from 'commander';
import { Option } from 'commander';
import type { TestSeverity } from '../model/tests.ts';
import { addConductOptions, addInputOptions, outputOption, repeatable } from './options.ts';
import type { RunFlags } from './runs.ts';
import type { VerifyFlags } from './verify.ts';
import { addVerifyOption } from './verify.ts';

/** A part of what `check` does. */
export type CheckPart = (typeof CHECK_PARTS)[number];

/** What `--only` takes. */
export const CHECK_PARTS = ['validate', 'test'] as const;

/** Severities of problems and tests, the lightest first. */
export const SEVERITIES: readonly TestSeverity[] = ['info', 'warning', 'error', 'critical'];

/** Options of `netpol check`. */
export interface CheckFlags extends RunFlags, VerifyFlags {
  readonly output: readonly string[];
  readonly only?: CheckPart;
  readonly failOn: TestSeverity;
  readonly grep?: string;
  /** Absent where a command runs no tests. */
  readonly tag?: readonly string[];
  readonly update?: boolean;
  readonly watch?: boolean;
}

/** Adds the options that every part of `check` takes. */
export function addCheckOptions(command: Command): Command {
  command
    .argument('[paths...]', 'files, folders, globs or - to read')
    .addOption(outputOption(['text', 'compact', 'json', 'sarif', 'junit', 'tap', 'github', 'gitlab', 'markdown']))
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that fails').choices([...SEVERITIES]).default('error'),
    )
    .option('--watch', 'run again whenever a file changes, and tell which connections that opened and closed');
  return addConductOptions(addInputOptions(command));
}

/** Adds the options that speak of tests. */
export function addTestOptions(command: Command): Command {
  return addVerifyOption(command)
    .option('--grep <text>', 'run the tests whose name holds this text')
    .addOption(repeatable('--tag <name>', 'run the tests that have this tag'))
    .option('--update', 'write the snapshots as the cluster is now')
    .option('--allow-run', 'let test files run the commands they name under manifests');
}
