/** `netpol graph`: the connections as a diagram. */

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { compileConnectivity } from '../../engine/compile.ts';
import { drawingNotes } from '../../render/drawing-text.ts';
import { GRAPH_FORMATS } from '../../render/index.ts';
import { drawMatrix } from '../../views/draw-matrix.ts';
import { DRAWING_OPTIONS } from '../../views/drawing.ts';
import { ANY_SHAPE, buildMatrix } from '../../views/matrix.ts';
import type { CommandDefinition } from '../command.ts';
import { admitInput, reportDiagnostics, reportNotes } from '../diagnostics.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { loadInput } from '../load.ts';
import type { ConductFlags, InputFlags } from '../options.ts';
import { addConductOptions, addExamples, addInputOptions, outputOption } from '../options.ts';
import { requestedOutputs, writeOutputs } from '../output.ts';
import type { PictureFlags } from '../pictures.ts';
import { addPictureOptions, PICTURE_FORMATS, pictureFormats } from '../pictures.ts';
import type { QuestionFlags } from '../question.ts';
import { addQuestionOptions, questionOf } from '../question.ts';

/** Options of `netpol graph`. */
export interface GraphFlags extends InputFlags, QuestionFlags, PictureFlags, ConductFlags {
  readonly output: readonly string[];
  readonly maxEdges: number;
}

/** The command `netpol graph`. */
export const graphCommand: CommandDefinition<GraphFlags> = { describe, run };

function describe(command: Command): Command {
  command
    .name('graph')
    .summary('draw who can talk to whom')
    .description('Draws the open connections, as a Mermaid diagram unless another format is asked for.')
    .argument('[paths...]', 'files, folders, globs or - to read')
    .addOption(outputOption([...GRAPH_FORMATS.map(({ name }) => name), ...PICTURE_FORMATS]))
    .option('--max-edges <n>', 'edges above which namespaces are drawn', parseCount, DRAWING_OPTIONS.maxEdges);
  addExamples(command, [
    'netpol graph k8s',
    'netpol graph k8s -o svg=k8s.svg -o mermaid=k8s.mmd',
    'netpol graph k8s --of shop/any -o png=shop.png',
  ]);
  return addConductOptions(addInputOptions(addPictureOptions(addQuestionOptions(command))));
}

async function run(paths: readonly string[], flags: GraphFlags, host: Host): Promise<ExitCode> {
  const outputs = requestedOutputs(flags.output, [...GRAPH_FORMATS, ...pictureFormats(flags, host)]);
  const input = await loadInput(paths, flags, host);
  const admission = admitInput(input, flags, host);
  if (!admission.isAdmitted) return admission.exit;
  const connectivity = compileConnectivity(input.cluster);
  const shape = { ...ANY_SHAPE, groupBy: flags.groupBy, isFolded: flags.fold === true };
  const question = questionOf(flags, { connectivity, namespace: flags.namespace ?? 'default' });
  const matrix = buildMatrix(connectivity, { ...question, shape, leftOut: input.leftOut });
  reportDiagnostics(matrix.diagnostics, flags, host);
  const drawing = drawMatrix(matrix, { maxEdges: flags.maxEdges });
  await writeOutputs(drawing, outputs, flags, host);
  reportNotes(drawingNotes(drawing), flags, host);
  return admission.exit;
}

function parseCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError(`"${value}" is not a positive number`);
  return count;
}
