/** `netpol graph`: the connections as a diagram. */

import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { drawingNotes } from '../../render/drawing-text.ts';
import { GRAPH_FORMATS } from '../../render/graph-formats.ts';
import type { DrawingOptions } from '../../views/drawing.ts';
import { DRAWING_OPTIONS } from '../../views/drawing.ts';
import type { Focus } from '../../views/focus.ts';
import type { PathQuestion } from '../../views/graph-analysis.ts';
import { NO_PATH_QUESTION } from '../../views/graph-analysis.ts';
import { answerGraph } from '../../views/graph-answer.ts';
import { ANY_SHAPE, buildMatrix } from '../../views/matrix.ts';
import type { ResolvedPeer } from '../../views/resolve-peers.ts';
import type { CommandDefinition } from '../command.ts';
import { admitInput, reportDiagnostics, reportNotes } from '../diagnostics.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { loadInput } from '../load.ts';
import type { InputFlags } from '../options.ts';
import { addConductOptions, addExamples, addInputOptions, outputOption } from '../options.ts';
import { requestedOutputs, writeOutputs } from '../output.ts';
import type { PeerScope } from '../peers.ts';
import { resolvePeerText } from '../peers.ts';
import type { PictureFlags } from '../pictures.ts';
import { addPictureOptions, PICTURE_FORMATS, pictureFormats } from '../pictures.ts';
import type { QuestionFlags } from '../question.ts';
import { addQuestionOptions, questionOf } from '../question.ts';
import type { VerifyFlags } from '../verify.ts';
import { addVerifyOption, compileVerified } from '../verify.ts';

/** Options of `netpol graph`. */
export interface GraphFlags extends InputFlags, QuestionFlags, PictureFlags, VerifyFlags {
  readonly output: readonly string[];
  readonly maxEdges: number;
  readonly focus?: string;
  readonly depth: number;
  readonly show: DrawingOptions['show'];
  readonly intruder?: string;
  readonly hops: number;
  readonly pathTo?: string;
}

/** The command `netpol graph`. */
export const graphCommand: CommandDefinition<GraphFlags> = { describe, run };

function describe(command: Command): Command {
  command
    .description('Draws the open connections, as a Mermaid diagram unless another format is asked for.')
    .argument('[paths...]', 'files, folders, globs or - to read')
    .addOption(outputOption([...GRAPH_FORMATS.map(({ name }) => name), ...PICTURE_FORMATS]))
    .option('--max-edges <n>', 'edges above which namespaces are drawn', parseCount, DRAWING_OPTIONS.maxEdges)
    .option('--focus <peer>', 'draw only what is near this peer')
    .option('--depth <n>', 'hops that count as near', parseCount, 1)
    .addOption(
      new Option('--show <what>', 'draw denied connections too, or those that only one side denies')
        .choices(['open', 'half-open', 'denied'])
        .default(DRAWING_OPTIONS.show),
    )
    .option('--intruder <peer>', 'tell whom somebody reaches who holds this peer (text, markdown, json)')
    .option('--hops <n>', 'hops that the intruder takes at most', parseCount, NO_PATH_QUESTION.hops)
    .option('--path-to <peer>', 'tell the shortest path from the internet to this peer (text, markdown, json)');
  addExamples(command, [
    'netpol graph k8s',
    'netpol graph k8s -o svg=k8s.svg -o mermaid=k8s.mmd',
    'netpol graph k8s --of shop/any -o png=shop.png',
    'netpol graph k8s --intruder shop/frontend --path-to data/postgres -o text',
  ]);
  return addVerifyOption(addConductOptions(addInputOptions(addPictureOptions(addQuestionOptions(command)))));
}

async function run(paths: readonly string[], flags: GraphFlags, host: Host): Promise<ExitCode> {
  const outputs = requestedOutputs(flags.output, [...GRAPH_FORMATS, ...pictureFormats(flags, host)]);
  const input = await loadInput(paths, flags, host);
  const admission = admitInput(input, flags, host);
  if (!admission.isAdmitted) return admission.exit;
  const connectivity = compileVerified(input.cluster, flags, host);
  const shape = { ...ANY_SHAPE, groupBy: flags.groupBy, isFolded: flags.fold === true };
  const scope = { connectivity, namespace: flags.namespace ?? 'default' };
  const { of, ...question } = questionOf(flags, scope);
  const matrix = buildMatrix(connectivity, { ...question, shape, leftOut: input.leftOut });
  reportDiagnostics(matrix.diagnostics, flags, host);
  const focus = focusOf(of, flags, scope);
  const answer = answerGraph(
    matrix,
    { maxEdges: flags.maxEdges, focus, show: flags.show },
    pathQuestionOf(flags, scope),
  );
  await writeOutputs(answer, outputs, flags, host);
  if (outputs.some(({ format }) => !ANALYSES.has(format.name))) reportNotes(drawingNotes(answer.drawing), flags, host);
  return admission.exit;
}

/** Formats that tell of paths and draw nothing. */
const ANALYSES = new Set(['text', 'markdown']);

// `--of` is what `matrix` calls the nearest neighbours.
function focusOf(
  of: readonly ResolvedPeer[] | undefined,
  { focus, depth }: GraphFlags,
  scope: PeerScope,
): Focus | null {
  if (focus !== undefined) return { peers: indexesOf(resolvePeerText(focus, scope)), depth };
  return of === undefined ? null : { peers: indexesOf(of), depth: 1 };
}

function pathQuestionOf({ intruder, hops, pathTo }: GraphFlags, scope: PeerScope): PathQuestion {
  return {
    intruder: intruder === undefined ? null : indexesOf(resolvePeerText(intruder, scope)),
    hops,
    pathTo: pathTo === undefined ? null : indexesOf(resolvePeerText(pathTo, scope)),
  };
}

function indexesOf(peers: readonly ResolvedPeer[]): readonly number[] {
  return peers.map(({ index }) => index);
}

function parseCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError(`"${value}" is not a positive number`);
  return count;
}
