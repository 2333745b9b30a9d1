/** The words of a diagram, the same in every format that draws. */

import type { Drawing, DrawnEdge, DrawnNode, Openness } from '../views/drawing.ts';
import { printable } from './columns.ts';
import { formatPorts, formatSlices } from './port-text.ts';

const PORTS_ON_AN_EDGE = 6;

/** Returns the label of an edge: its ports, or how many pairs of namespaces are open. */
export function edgeLabel(edge: DrawnEdge, { overview }: Drawing): string {
  const ports = edge.kind === 'unknown' ? formatPorts(edge.ports, 'any') : formatSlices(edge.slices, 'any');
  const rest = ports.length - PORTS_ON_AN_EDGE;
  const shown = rest > 1 ? [...ports.slice(0, PORTS_ON_AN_EDGE), `+${rest}`] : ports;
  const { open, unknown, of } = edge.pairs;
  const count = edge.kind === 'unknown' ? unknown : open;
  const counts = overview === null || of < 2 ? '' : ` (${count}/${of})`;
  return `${edge.kind === 'unknown' ? '? ' : ''}${shown.join(', ')}${counts}`;
}

/** Returns the lines of a node's label; the last says where nobody restricts it, unless its frame says so. */
export function nodeLabel({ names, openness }: DrawnNode, frame: Openness): readonly string[] {
  const note = opennessNote(openness);
  const lines = names.map(printable);
  return note === null || openness === frame ? lines : [...lines, `(${note})`];
}

/** Returns what a namespace is called in a diagram. */
export function namespaceLabel(name: string, openness: Openness): string {
  const note = opennessNote(openness);
  return note === null ? printable(name) : `${printable(name)} (${note})`;
}

/** Returns what is to be said beside a diagram. */
export function drawingNotes({ overview, edges, nodes, namespaces }: Drawing): readonly string[] {
  const folded = namespaces.flatMap((one) => one.nodes).filter(({ kind }) => kind === 'folded');
  return [
    ...(overview === null || overview.edges === null
      ? []
      : [
          `folded ${overview.edges} edges into ${edges.length} between ${nodes.length} nodes, since more than ${overview.maxEdges} cannot be read ` +
            '(--max-edges, --group-by workload, --of PEER show more)',
        ]),
    ...(folded.length === 0
      ? []
      : [
          `workloads that are treated alike are one node: ${folded.map(({ names, namespace }) => `${namespace}/{${names.join(',')}}`).join(', ')}`,
        ]),
  ].map(printable);
}

function opennessNote(openness: Openness): string | null {
  switch (openness) {
    case 'both':
      return 'not isolated';
    case 'ingress':
    case 'egress':
      return `${openness} open`;
    case 'none':
      return null;
  }
}
