/** `netpol matrix`: who can talk to whom. */

import type { Command } from 'commander';
import { compileConnectivity } from '../../engine/compile.ts';
import { renderMatrixCsv } from '../../render/matrix-csv.ts';
import { renderMatrixJson } from '../../render/matrix-json.ts';
import { renderMatrixMarkdown } from '../../render/matrix-markdown.ts';
import { noteMatrixLayout, renderMatrixText } from '../../render/matrix-text.ts';
import type { Matrix, MatrixShape } from '../../views/matrix.ts';
import { buildMatrix } from '../../views/matrix.ts';
import { shapeMatrix } from '../../views/shape-matrix.ts';
import type { CommandDefinition } from '../command.ts';
import { admitInput, reportDiagnostics, reportNotes } from '../diagnostics.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { loadInput } from '../load.ts';
import type { ConductFlags, InputFlags } from '../options.ts';
import { addConductOptions, addInputOptions, collect } from '../options.ts';
import type { OutputFormat } from '../output.ts';
import { requestedOutputs, writeOutputs } from '../output.ts';
import type { QuestionFlags } from '../question.ts';
import { addQuestionOptions, questionOf } from '../question.ts';
import { styleOf } from '../style.ts';

/** Options of `netpol matrix`. */
export interface MatrixFlags extends InputFlags, QuestionFlags, ConductFlags {
  readonly output: readonly string[];
  readonly ports?: boolean;
  readonly list?: boolean;
}

const FORMATS: readonly OutputFormat<Matrix>[] = [
  { name: 'text', aliases: ['pretty'], render: (matrix, style) => [renderMatrixText(matrix, style)] },
  { name: 'json', aliases: [], render: renderMatrixJson },
  { name: 'markdown', aliases: ['md'], render: (matrix) => [renderMatrixMarkdown(matrix)] },
  { name: 'csv', aliases: [], render: renderMatrixCsv },
];

/** The command `netpol matrix`. */
export const matrixCommand: CommandDefinition<MatrixFlags> = { describe, run };

function describe(command: Command): Command {
  command
    .name('matrix')
    .summary('who can talk to whom')
    .description('Shows which connections are open between all workloads and the outside.')
    .argument('[paths...]', 'files, folders, globs or - to read')
    .option('-o, --output <format[=file]>', 'text, json, markdown or csv; repeatable', collect, [])
    .option('--ports', 'tell all ports of every cell')
    .option('--list', 'list the connections instead of drawing a table');
  return addConductOptions(addInputOptions(addQuestionOptions(command)));
}

async function run(paths: readonly string[], flags: MatrixFlags, host: Host): Promise<ExitCode> {
  const outputs = requestedOutputs(flags.output, FORMATS);
  const input = await loadInput(paths, flags, host);
  const admission = admitInput(input, flags, host);
  if (!admission.isAdmitted) return admission.exit;
  const connectivity = compileConnectivity(input.cluster);
  const scope = { connectivity, namespace: flags.namespace ?? 'default' };
  const question = { ...questionOf(flags, scope), shape: shapeOf(flags), leftOut: input.leftOut };
  const matrix = shapeMatrix(buildMatrix(connectivity, question));
  reportDiagnostics(matrix.diagnostics, flags, host);
  await writeOutputs({ ...matrix, diagnostics: [...input.diagnostics, ...matrix.diagnostics] }, outputs, flags, host);
  if (outputs.some(({ format, file }) => format.name === 'text' && file === null)) {
    reportNotes(noteMatrixLayout(matrix, styleOf(host.stdout, host.env, flags)), flags, host);
  }
  return admission.exit;
}

function shapeOf({ groupBy, fold, list, ports }: MatrixFlags): MatrixShape {
  return { groupBy, isFolded: fold === true, isList: list === true, hasAllPorts: ports === true };
}
