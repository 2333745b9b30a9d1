/** The graph for programs: graphology's own export, which every graphology library reads. */

import type { Drawing } from '../views/drawing.ts';
import { exportGraph } from '../views/graph.ts';

/** Returns the graph as JSON, version 1. */
export function renderGraphJson(drawing: Drawing): string {
  return `${JSON.stringify({ version: 1, graph: exportGraph(drawing) }, null, 2)}\n`;
}
