/**
 * Graphviz: namespaces as clusters, solid edges by rule, dashed where nobody restricts, dotted with `?` where unknown, and ending in
 * a bar where it is denied.
 */

import type { Junction, Stroke } from '../views/bundle-edges.ts';
import { bundleEdges } from '../views/bundle-edges.ts';
import type { Drawing, DrawnNamespace, DrawnNode, Openness } from '../views/drawing.ts';
import { edgeLabel, junctionLabel, namespaceLabel, nodeLabel } from './drawing-text.ts';
import { createIds } from './graph-ids.ts';

// Graphviz knows how wide its letters are, and src/io brings it along.
const FONT = 'DejaVu Sans';
/** Colour is never the only sign: lines differ in style, and what is open says so in words. */
const OPEN = '#b45309';
const CLOSED = '#b91c1c';
const STROKES = {
  rule: ['style=solid'],
  open: ['style=dashed', `color="${OPEN}"`],
  unknown: ['style=dotted', 'penwidth=1.5'],
  'half-open': ['style=dotted', 'arrowhead=tee', 'arrowtail=tee', `color="${CLOSED}"`],
  denied: ['style=dotted', 'arrowhead=tee', 'arrowtail=tee', `color="${CLOSED}"`],
} as const;
/** Curves around many lines take minutes to find, and nobody sees that they are curves. */
const MOST_CURVES = 200;

/** Returns the diagram as DOT text. */
export function renderGraphDot(drawing: Drawing): string {
  const idOf = createIds();
  const frames = new Map(drawing.namespaces.map((namespace) => [namespace.id, namespace]));
  const { junctions, strokes } = bundleEdges(drawing);
  const lines = [
    'digraph netpol {',
    '  graph [rankdir=LR, compound=true, bgcolor=white, pad=0.2, nodesep=0.2, ranksep=0.7];',
    `  graph [fontname="${FONT}", fontsize=13, style="rounded,filled", fillcolor="#f1f5f9", color="#cbd5e1"];`,
    `  node [fontname="${FONT}", fontsize=12, shape=box, style="rounded,filled", fillcolor=white, color="#475569"];`,
    '  node [height=0.35, margin="0.12,0.06"];',
    `  edge [fontname="${FONT}", fontsize=10, color="#475569", fontcolor="#334155", arrowsize=0.7];`,
    ...(strokes.length > MOST_CURVES ? ['  graph [splines=polyline, nslimit=2, nslimit1=2, mclimit=0.2];'] : []),
    ...drawing.nodes.map((node) => `  ${nodeText(node, 'none', idOf)}`),
    ...drawing.namespaces.flatMap((namespace) => clusterLines(namespace, idOf)),
    ...junctions.map((junction) => `  ${junctionText(junction, drawing, idOf)}`),
    ...strokes.map((stroke) => `  ${strokeText(stroke, drawing, frames, idOf)}`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function clusterLines({ id, name, nodes, openness }: DrawnNamespace, idOf: (id: string) => string): readonly string[] {
  return [
    `  subgraph cluster_${idOf(id)} {`,
    `    label=${quote(namespaceLabel(name, openness))};`,
    ...nodes.map((node) => `    ${nodeText(node, openness, idOf)}`),
    '  }',
  ];
}

function nodeText(node: DrawnNode, frame: Openness, idOf: (id: string) => string): string {
  const attributes = [
    `label=${quote(nodeLabel(node, frame).join('\n'))}`,
    ...(node.kind === 'external' ? ['shape=ellipse', 'fillcolor="#e0f2fe"', 'color="#0369a1"'] : []),
    ...(node.isStateful ? ['shape=cylinder'] : []),
    ...(node.openness === 'both' ? ['style="rounded,filled,dashed"', 'fillcolor="#fffbeb"', `color="${OPEN}"`] : []),
  ];
  return `${idOf(node.id)} [${attributes.join(', ')}];`;
}

function junctionText(junction: Junction, drawing: Drawing, idOf: (id: string) => string): string {
  const label = junctionLabel(junction, drawing);
  const shape =
    label === '' ? 'shape=point, width=0.1' : 'height=0.2, fontsize=10, fillcolor="#e2e8f0", margin="0.08,0.03"';
  return `${idOf(junction.id)} [label=${quote(label)}, ${shape}];`;
}

// A line of a whole cluster runs to one of its nodes and is cut off at the frame.
function strokeText(
  { from, to, edge, isBundled, isMutual }: Stroke,
  drawing: Drawing,
  frames: ReadonlyMap<string, DrawnNamespace>,
  idOf: (id: string) => string,
): string {
  const endOf = (id: string): string => idOf(frames.get(id)?.nodes[0]?.id ?? id);
  const label = isBundled ? '' : edgeLabel(edge, drawing);
  const attributes = [
    ...(label === '' ? [] : [`label=${quote(label)}`]),
    ...STROKES[edge.kind],
    ...(isMutual ? ['dir=both'] : []),
    ...(frames.has(from) ? [`ltail=cluster_${idOf(from)}`] : []),
    ...(frames.has(to) ? [`lhead=cluster_${idOf(to)}`] : []),
  ];
  return `${endOf(from)} -> ${endOf(to)} [${attributes.join(', ')}];`;
}

function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  // DOT decodes HTML entities in labels.
  return `"${escaped.replaceAll('&', '&amp;')}"`;
}
