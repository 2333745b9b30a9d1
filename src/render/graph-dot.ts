/** Graphviz: namespaces as clusters, solid edges by rule, dashed where nobody restricts, dotted with `?` where unknown. */

import type { Drawing, DrawnEdge, DrawnNamespace, DrawnNode, Openness } from '../views/drawing.ts';
import { edgeLabel, namespaceLabel, nodeLabel } from './drawing-text.ts';
import { createIds } from './graph-ids.ts';

const STYLES = { rule: 'solid', open: 'dashed', unknown: 'dotted' };

/** Returns the diagram as DOT text. */
export function renderGraphDot(drawing: Drawing): string {
  const idOf = createIds();
  const frames = new Map(drawing.namespaces.map((namespace) => [namespace.id, namespace]));
  const lines = [
    'digraph netpol {',
    '  rankdir=LR;',
    '  compound=true;',
    '  node [shape=box, style=rounded, fontname="DejaVu Sans"];',
    '  edge [fontname="DejaVu Sans", fontsize=10];',
    ...drawing.nodes.map((node) => `  ${nodeText(node, 'none', idOf)}`),
    ...drawing.namespaces.flatMap((namespace) => clusterLines(namespace, idOf)),
    ...drawing.edges.map((edge) => `  ${edgeText(edge, drawing, frames, idOf)}`),
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
    ...(node.kind === 'external' ? ['shape=ellipse'] : []),
    ...(node.isStateful ? ['shape=cylinder'] : []),
    ...(node.openness === 'both' ? ['style="rounded,dashed"', 'color="#d97706"'] : []),
  ];
  return `${idOf(node.id)} [${attributes.join(', ')}];`;
}

// An edge of a whole cluster runs between two of its nodes and is cut off at the frame.
function edgeText(
  edge: DrawnEdge,
  drawing: Drawing,
  frames: ReadonlyMap<string, DrawnNamespace>,
  idOf: (id: string) => string,
): string {
  const endOf = (id: string): string => idOf(frames.get(id)?.nodes[0]?.id ?? id);
  const attributes = [
    `label=${quote(edgeLabel(edge, drawing))}`,
    `style=${STYLES[edge.kind]}`,
    ...(frames.has(edge.from) ? [`ltail=cluster_${idOf(edge.from)}`] : []),
    ...(frames.has(edge.to) ? [`lhead=cluster_${idOf(edge.to)}`] : []),
  ];
  return `${endOf(edge.from)} -> ${endOf(edge.to)} [${attributes.join(', ')}];`;
}

function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  // DOT decodes HTML entities in labels.
  return `"${escaped.replaceAll('&', '&amp;')}"`;
}
