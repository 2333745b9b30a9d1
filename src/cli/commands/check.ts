/** `netpol check`: validates the input and runs the tests, as every pipeline does; `validate` and `test` are parts of it. */

import type { Command } from 'commander';
import { Option } from 'commander';
import type { CheckAnswer } from '../check-answer.ts';
import { answerCheck } from '../check-answer.ts';
import type { CheckFlags, CheckPart } from '../check-options.ts';
import { addCheckOptions, addTestOptions, CHECK_PARTS } from '../check-options.ts';
import { watchCheck } from '../check-watch.ts';
import type { CommandDefinition } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { addExamples } from '../options.ts';
import { requestedOutputs, writeOutputs } from '../output.ts';
import { writeStepSummary } from '../step-summary.ts';
import { compileVerified } from '../verify.ts';

/** The command `netpol check`. */
export const checkCommand: CommandDefinition<CheckFlags> = { describe, run };

/** The command `netpol validate`. */
export const validateCommand: CommandDefinition<CheckFlags> = partOfCheck(
  'validate',
  'Tells what of the manifests the API server would refuse.',
);

/** The command `netpol test`. */
export const testCommand: CommandDefinition<CheckFlags> = partOfCheck(
  'test',
  'Runs the netpol.test.yaml files it finds.',
);

function describe(command: Command): Command {
  command
    .description('Refuses what the API server refuses, and runs the netpol.test.yaml files it finds.')
    .addOption(new Option('--only <part>', 'do this part only').choices([...CHECK_PARTS]));
  addExamples(command, [
    'netpol check',
    'netpol check -o text -o sarif=check.sarif -o junit=check.xml',
    'netpol check --update',
  ]);
  return addCheckOptions(addTestOptions(command));
}

async function run(paths: readonly string[], flags: CheckFlags, host: Host): Promise<ExitCode> {
  // Formats are loaded with their libraries, which no other command needs.
  const { CHECK_FORMATS } = await import('../../render/check-formats.ts');
  const outputs = requestedOutputs(flags.output, CHECK_FORMATS);
  const write = async ({ view }: CheckAnswer): Promise<void> => {
    await writeOutputs(view, outputs, flags, host);
    if (outputs.some(({ format }) => format.name === 'github')) await writeStepSummary(view, flags, host);
  };
  if (flags.watch === true) {
    const files = outputs.flatMap(({ file }) => file ?? []);
    return await watchCheck(paths, flags, host, { write, files });
  }
  const answer = await answerCheck(paths, flags, host, ({ cluster }) => compileVerified(cluster, flags, host));
  await write(answer);
  return answer.exit;
}

function partOfCheck(part: CheckPart, about: string): CommandDefinition<CheckFlags> {
  return {
    describe: (command) => {
      command.description(`${about} The same as netpol check --only ${part}.`);
      return addCheckOptions(part === 'test' ? addTestOptions(command) : command);
    },
    run: (paths, flags, host) => run(paths, { ...flags, only: part }, host),
  };
}
