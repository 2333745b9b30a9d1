/** The graph for programs: graphology's own export, which every graphology library reads, and the analysis beside it. */

import { exportGraph } from '../views/graph.ts';
import type { GraphAnswer } from '../views/graph-answer.ts';
import { analysisJson } from './analysis-json.ts';

/** Returns the graph as JSON, version 1. */
export function renderGraphJson({ drawing, analyze }: GraphAnswer): string {
  const answer = { version: 1, graph: exportGraph(drawing), analysis: analysisJson(analyze()) };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
