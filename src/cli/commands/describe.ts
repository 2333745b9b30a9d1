/** `netpol describe`: what policies say and do, in plain language. */

import type { Command } from 'commander';
import { compileConnectivity } from '../../engine/compile.ts';
import { nearestWord } from '../../model/nearest.ts';
import { DESCRIBE_FORMATS } from '../../render/index.ts';
import type { PolicyDescription } from '../../views/describe.ts';
import { describePolicies } from '../../views/describe.ts';
import type { CommandDefinition } from '../command.ts';
import { admitInput } from '../diagnostics.ts';
import type { ExitCode } from '../exit-code.ts';
import { UsageError } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { loadInput } from '../load.ts';
import type { ConductFlags, InputFlags } from '../options.ts';
import { addConductOptions, addExamples, addInputOptions, outputOption } from '../options.ts';
import { requestedOutputs, writeOutputs } from '../output.ts';

/** Options of `netpol describe`. */
export interface DescribeFlags extends InputFlags, ConductFlags {
  readonly output: readonly string[];
}

/** The command `netpol describe`. */
export const describeCommand: CommandDefinition<DescribeFlags> = { describe, run };

function describe(command: Command): Command {
  command
    .description('Tells what policies select and isolate, what they let in and out, and what they do not do.')
    .argument('[policies...]', 'policies as namespace/name; none means all')
    .addOption(outputOption(DESCRIBE_FORMATS.map(({ name }) => name)));
  addExamples(command, ['netpol describe -f k8s', 'netpol describe -f k8s data/redis']);
  return addConductOptions(addInputOptions(command));
}

async function run(names: readonly string[], flags: DescribeFlags, host: Host): Promise<ExitCode> {
  const outputs = requestedOutputs(flags.output, DESCRIBE_FORMATS);
  const input = await loadInput([], flags, host);
  const admission = admitInput(input, flags, host);
  if (!admission.isAdmitted) return admission.exit;
  const all = describePolicies(compileConnectivity(input.cluster));
  const asked = names.map((name) => choosePolicy(name, all, flags.namespace ?? 'default'));
  await writeOutputs(asked.length === 0 ? all : asked, outputs, flags, host);
  return admission.exit;
}

function choosePolicy(name: string, all: readonly PolicyDescription[], namespace: string): PolicyDescription {
  const id = name.includes('/') ? name : `${namespace}/${name}`;
  const found = all.find(({ policy }) => policy.id === id);
  if (found !== undefined) return found;
  const ids = all.map(({ policy }) => policy.id);
  const nearest = nearestWord(id, ids) ?? ids.find((known) => known.endsWith(`/${name}`));
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw new UsageError(`${name}: no such policy.${hint} Known: ${ids.length === 0 ? 'none' : ids.join(', ')}`);
}
