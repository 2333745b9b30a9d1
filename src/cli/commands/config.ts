/** `netpol config`: the settings in effect, and where each of them comes from. */

import type { Command } from 'commander';
import type { Setting } from '../../render/settings.ts';
import { renderSettingsJson, renderSettingsText } from '../../render/settings.ts';
import type { CommandDefinition } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { loadConfiguration } from '../load.ts';
import type { ConductFlags, InputFlags } from '../options.ts';
import { addConductOptions, addExamples, addInputOptions, outputOption } from '../options.ts';
import type { OutputFormat } from '../output.ts';
import { requestedOutputs, writeOutputs } from '../output.ts';
import { effectiveSettings } from '../settings.ts';

/** Options of `netpol config`. */
export interface ConfigFlags extends InputFlags, ConductFlags {
  readonly output: readonly string[];
}

/** The command `netpol config`. */
export const configCommand: CommandDefinition<ConfigFlags> = { describe, run };

const FORMATS: readonly OutputFormat<readonly Setting[]>[] = [
  { name: 'text', aliases: ['yaml'], render: renderSettingsText },
  { name: 'json', aliases: [], render: renderSettingsJson },
];

function describe(command: Command): Command {
  command
    .description('Prints every setting as netpol.config.yaml would say it, with the flag or the line it comes from.')
    .addOption(outputOption(FORMATS.map(({ name }) => name)));
  addExamples(command, ['netpol config', 'netpol config --dual-stack -o json']);
  return addConductOptions(addInputOptions(command));
}

async function run(_args: readonly string[], flags: ConfigFlags, host: Host): Promise<ExitCode> {
  const outputs = requestedOutputs(flags.output, FORMATS);
  await writeOutputs(effectiveSettings(await loadConfiguration(flags, host), flags), outputs, flags, host);
  return EXIT.ok;
}
