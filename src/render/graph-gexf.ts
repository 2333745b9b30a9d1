/** The graph as GEXF, which Gephi and other explorers of large graphs read. */

import { write } from 'graphology-gexf';
import type { Drawing, DrawnEdge } from '../views/drawing.ts';
import { toGraph } from '../views/graph.ts';
import { printable } from './columns.ts';
import { edgeLabel } from './drawing-text.ts';

/** Returns the graph as GEXF 1.3; ports are told as in the diagrams. */
export function renderGraphGexf(drawing: Drawing): string {
  const edges = new Map(drawing.edges.map((edge, index): [string, DrawnEdge] => [`e${index}`, edge]));
  const labelOf = (key: string): string => {
    const edge = edges.get(key);
    return edge === undefined ? '' : edgeLabel(edge, drawing);
  };
  const text = write(toGraph(drawing), {
    version: '1.3',
    formatNode: (_, { kind, label, namespace, openness }) => ({
      label,
      attributes: { kind, openness, ...(namespace !== null && { namespace }) },
    }),
    formatEdge: (key, { kind, pairs }) => ({
      label: labelOf(key),
      attributes: { kind, ports: labelOf(key), open: pairs.open, of: pairs.of },
    }),
  });
  // Control characters are not allowed in XML, not even escaped.
  return `${text.trimEnd().split('\n').map(printable).join('\n')}\n`;
}
