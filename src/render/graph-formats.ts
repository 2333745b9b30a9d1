/** The formats of `netpol graph`; apart from the others, whose commands need not load the libraries of graphs. */

import type { GraphAnswer } from '../views/graph-answer.ts';
import { renderAnalysisMarkdown, renderAnalysisText } from './analysis-text.ts';
import { drawingNotes } from './drawing-text.ts';
import { renderGraphDot } from './graph-dot.ts';
import { renderGraphGexf } from './graph-gexf.ts';
import { renderGraphJson } from './graph-json.ts';
import { renderGraphMermaid } from './graph-mermaid.ts';
import type { Format } from './index.ts';

/** Every format; the first is what is written when nothing is asked for. */
export const GRAPH_FORMATS: readonly Format<GraphAnswer>[] = [
  { name: 'mermaid', aliases: ['mmd'], render: ({ drawing }) => [renderGraphMermaid(drawing)], notes: notesOfGraph },
  { name: 'dot', aliases: [], render: ({ drawing }) => [renderGraphDot(drawing)], notes: notesOfGraph },
  { name: 'json', aliases: [], render: (answer) => [renderGraphJson(answer)] },
  { name: 'gexf', aliases: [], render: ({ drawing }) => [renderGraphGexf(drawing)] },
  { name: 'text', aliases: ['pretty'], render: ({ analyze }, style) => [renderAnalysisText(analyze(), style)] },
  { name: 'markdown', aliases: ['md'], render: ({ analyze }) => [renderAnalysisMarkdown(analyze())] },
];

function notesOfGraph({ drawing }: GraphAnswer): readonly string[] {
  return drawingNotes(drawing);
}
