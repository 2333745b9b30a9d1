/** The words of a diagram, the same in every format that draws. */

import type { Junction } from '../views/bundle-edges.ts';
import { bundleEdges } from '../views/bundle-edges.ts';
import type { Drawing, DrawingOverview, DrawnEdge, DrawnNode, Openness } from '../views/drawing.ts';
import { NO_PAIRS } from '../views/matrix.ts';
import { printable, wrapWords } from './columns.ts';
import { formatPorts, formatSlices } from './port-text.ts';
import { PLAIN } from './style.ts';

const PORTS_ON_AN_EDGE = 6;
/** A node of more names has several on a line. */
const MOST_LINES = 6;
const LIST_WIDTH = 40;

/** Returns what a junction says of all lines that meet in it. */
export function junctionLabel({ edge }: Junction, drawing: Drawing): string {
  return edgeLabel({ ...edge, pairs: NO_PAIRS }, drawing);
}

/** Returns the label of an edge: its ports, or how many pairs of namespaces are open. */
export function edgeLabel(edge: DrawnEdge, { overview }: Drawing): string {
  const { kind, pairs } = edge;
  const word = KIND_WORDS[kind];
  if (overview?.tells === 'reach') return word;
  const count = countOf(edge);
  if (overview?.tells === 'groups') return `${word} ${count} of ${pairs.of}`.trim();
  const isOpen = kind === 'rule' || kind === 'open';
  const ports = isOpen ? formatSlices(edge.slices, 'any') : formatPorts(edge.ports, 'any');
  const rest = ports.length - PORTS_ON_AN_EDGE;
  const shown = rest > 1 ? [...ports.slice(0, PORTS_ON_AN_EDGE), `+${rest}`] : ports;
  const counts = overview === null || pairs.of < 2 ? '' : ` (${count}/${pairs.of})`;
  return `${word} ${shown.join(', ')}${counts}`.trim();
}

const KIND_WORDS: Readonly<Record<DrawnEdge['kind'], string>> = {
  rule: '',
  open: '',
  unknown: '?',
  'half-open': 'half-open',
  denied: 'denied',
};

function countOf({ kind, pairs }: DrawnEdge): number {
  switch (kind) {
    case 'rule':
    case 'open':
      return pairs.open;
    case 'unknown':
      return pairs.unknown;
    case 'half-open':
      return pairs.halfOpen;
    case 'denied':
      return pairs.of;
  }
}

/** Returns the lines of a node's label; the last says where nobody restricts it, unless its frame says so. */
export function nodeLabel({ names, kind, openness }: DrawnNode, frame: Openness): readonly string[] {
  const note = opennessNote(openness);
  const words = kind === 'external' ? names.flatMap((name) => name.split(', ')) : names;
  const isList = kind === 'external' || words.length > MOST_LINES;
  const lines = isList
    ? wrapWords(words.map(printable), ', ', '', { ...PLAIN, width: LIST_WIDTH })
    : words.map(printable);
  return note === null || openness === frame ? lines : [...lines, `(${note})`];
}

/** Returns what a namespace is called in a diagram. */
export function namespaceLabel(name: string, openness: Openness): string {
  const note = opennessNote(openness);
  return note === null ? printable(name) : `${printable(name)} (${note})`;
}

const OVERVIEWS: Readonly<Record<DrawingOverview['tells'], string>> = {
  ports: '',
  reach: ' without ports, all address ranges but the internet being one node',
  groups: ', namespaces alike in isolation and reach of the internet being one node',
};

/** Returns what is to be said beside a diagram. */
export function drawingNotes(drawing: Drawing): readonly string[] {
  const { overview, edges, nodes, namespaces, omitted } = drawing;
  const folded = namespaces.flatMap((one) => one.nodes).filter(({ kind }) => kind === 'folded');
  return [
    ...(overview === null || overview.edges === null
      ? []
      : [
          `folded ${overview.edges} edges into ${edges.length} between ${nodes.length} nodes${OVERVIEWS[overview.tells]}, since more than ${overview.maxEdges} cannot be read ` +
            '(--max-edges, --group-by workload, --of PEER show more)',
        ]),
    ...(bundleEdges(drawing).junctions.length === 0
      ? []
      : ['lines that mean the same meet in a junction: whoever reaches it reaches everything behind it']),
    ...(folded.length === 0
      ? []
      : [
          `workloads that are treated alike are one node: ${folded.map(({ names, namespace }) => `${namespace}/{${names.join(',')}}`).join(', ')}`,
        ]),
    ...(omitted === 0 ? [] : [`${omitted} peers have no part in what was asked for, and are not drawn`]),
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
