/** `netpol matrix`: who can talk to whom. */

import type { Command } from 'commander';
import { MATRIX_FORMATS } from '../../render/index.ts';
import { noteMatrixLayout } from '../../render/matrix-text.ts';
import type { MatrixShape } from '../../views/matrix.ts';
import { buildMatrix } from '../../views/matrix.ts';
import { shapeMatrix } from '../../views/shape-matrix.ts';
import type { CommandDefinition } from '../command.ts';
import { admitInput, reportDiagnostics, reportNotes } from '../diagnostics.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { loadInput } from '../load.ts';
import type { InputFlags } from '../options.ts';
import { addConductOptions, addExamples, addInputOptions, outputOption } from '../options.ts';
import { requestedOutputs, writeOutputs } from '../output.ts';
import type { QuestionFlags } from '../question.ts';
import { addQuestionOptions, questionOf } from '../question.ts';
import { styleOf } from '../style.ts';
import type { VerifyFlags } from '../verify.ts';
import { addVerifyOption, compileVerified } from '../verify.ts';

/** Options of `netpol matrix`. */
export interface MatrixFlags extends InputFlags, QuestionFlags, VerifyFlags {
  readonly output: readonly string[];
  readonly ports?: boolean;
  readonly list?: boolean;
}

/** The command `netpol matrix`. */
export const matrixCommand: CommandDefinition<MatrixFlags> = { describe, run };

function describe(command: Command): Command {
  command
    .description('Shows which connections are open between all workloads and the outside.')
    .argument('[paths...]', 'files, folders, globs or - to read')
    .addOption(outputOption(MATRIX_FORMATS.map(({ name }) => name)))
    .option('--ports', 'write all ports into the cells, however many')
    .option('--list', 'list the connections instead of drawing a table');
  addExamples(command, [
    'netpol matrix k8s',
    'netpol matrix k8s --to data/postgres --list',
    'netpol matrix k8s --from internet -o json',
    'helm template charts/web | netpol matrix -',
  ]);
  return addVerifyOption(addConductOptions(addInputOptions(addQuestionOptions(command))));
}

async function run(paths: readonly string[], flags: MatrixFlags, host: Host): Promise<ExitCode> {
  const outputs = requestedOutputs(flags.output, MATRIX_FORMATS);
  const input = await loadInput(paths, flags, host);
  const admission = admitInput(input, flags, host);
  if (!admission.isAdmitted) return admission.exit;
  const connectivity = compileVerified(input.cluster, flags, host);
  const scope = { connectivity, namespace: flags.namespace ?? 'default' };
  const question = {
    ...questionOf(flags, scope),
    shape: shapeOf(flags),
    leftOut: input.leftOut,
    named: [...paths, ...flags.file],
  };
  const built = shapeMatrix(buildMatrix(connectivity, question));
  reportDiagnostics(built.diagnostics, flags, host);
  const matrix = { ...built, diagnostics: [...input.diagnostics, ...built.diagnostics] };
  await writeOutputs(matrix, outputs, flags, host);
  if (outputs.some(({ format, file }) => format.name === 'text' && file === null)) {
    reportNotes(noteMatrixLayout(matrix, styleOf(host.stdout, host.env, flags)), flags, host);
  }
  return admission.exit;
}

function shapeOf({ groupBy, fold, list, ports }: MatrixFlags): MatrixShape {
  return { groupBy, isFolded: fold === true, isList: list === true, hasAllPorts: ports === true };
}
