/**
 * Mermaid flowcharts that GitHub and GitLab draw: generated ids, every label quoted and escaped, no emoji, and below the
 * limits of both. A name can be anything a hostile manifest holds; it never becomes syntax.
 */

import type { Junction, Stroke } from '../views/bundle-edges.ts';
import { bundleEdges } from '../views/bundle-edges.ts';
import type { Drawing, DrawnNamespace, DrawnNode, Openness } from '../views/drawing.ts';
import { edgeLabel, junctionLabel, namespaceLabel, nodeLabel } from './drawing-text.ts';
import { createIds } from './graph-ids.ts';

/** What a Mermaid text may hold at most where it is drawn. */
export interface MermaidLimits {
  readonly edges: number;
  readonly characters: number;
}

/** Mermaid's own limits (maxEdges, maxTextSize), which a diagram cannot raise. */
export const MERMAID_LIMITS: MermaidLimits = { edges: 500, characters: 50_000 };

/** The limits where whoever draws has raised them. */
export const NO_MERMAID_LIMITS: MermaidLimits = {
  edges: Number.POSITIVE_INFINITY,
  characters: Number.POSITIVE_INFINITY,
};

/** Returns the diagram as Mermaid text. */
export function renderGraphMermaid(drawing: Drawing, limits: MermaidLimits = MERMAID_LIMITS): string {
  const text = flowchart(drawing);
  if (bundleEdges(drawing).strokes.length <= limits.edges && text.length <= limits.characters) return text;
  // What Mermaid refuses to draw would be an error box in place of the answer.
  const label = `${drawing.edges.length} edges are more than Mermaid draws: narrow them with --of, --from or --to, or use -o dot`;
  return `flowchart LR\n  too_large["${escapeLabel(label)}"]\n`;
}

function flowchart(drawing: Drawing): string {
  const idOf = createIds();
  const { namespaces, nodes } = drawing;
  const { junctions, strokes } = bundleEdges(drawing);
  const all = [...namespaces.flatMap((one) => one.nodes), ...nodes];
  const open = all.filter(({ openness }) => openness === 'both').map(({ id }) => idOf(id));
  const unknown = strokes.flatMap(({ edge }, index) => (edge.kind === 'unknown' ? [index] : []));
  const lines = [
    ...nodes.filter(({ kind }) => kind === 'external').map((node) => `  ${nodeText(node, 'none', idOf)}`),
    ...namespaces.flatMap((namespace) => frameLines(namespace, idOf)),
    ...nodes.filter(({ kind }) => kind !== 'external').map((node) => `  ${nodeText(node, 'none', idOf)}`),
    ...junctions.map((junction) => `  ${junctionText(junction, drawing, idOf)}`),
    ...strokes.map((stroke) => `  ${strokeText(stroke, drawing, idOf)}`),
    ...(open.length === 0
      ? []
      : ['  classDef open stroke:#d97706,stroke-width:2px,stroke-dasharray:4 3', `  class ${open.join(',')} open`]),
    ...(unknown.length === 0 ? [] : [`  linkStyle ${unknown.join(',')} stroke-dasharray:1 4`]),
  ];
  return `flowchart LR\n${lines.map((line) => `${line}\n`).join('')}`;
}

function frameLines({ id, name, nodes, openness }: DrawnNamespace, idOf: (id: string) => string): readonly string[] {
  return [
    `  subgraph ${idOf(id)}["${escapeLabel(namespaceLabel(name, openness))}"]`,
    ...nodes.map((node) => `    ${nodeText(node, openness, idOf)}`),
    '  end',
  ];
}

function nodeText(node: DrawnNode, frame: Openness, idOf: (id: string) => string): string {
  const label = `"${nodeLabel(node, frame).map(escapeLabel).join('<br/>')}"`;
  if (node.kind === 'external') return `${idOf(node.id)}((${label}))`;
  return node.isStateful ? `${idOf(node.id)}[(${label})]` : `${idOf(node.id)}[${label}]`;
}

function junctionText(junction: Junction, drawing: Drawing, idOf: (id: string) => string): string {
  return `${idOf(junction.id)}(["${escapeLabel(junctionLabel(junction, drawing)) || ' '}"])`;
}

function strokeText(
  { from, to, edge, isBundled, isMutual }: Stroke,
  drawing: Drawing,
  idOf: (id: string) => string,
): string {
  const arrow = `${isMutual ? '<' : ''}${edge.kind === 'rule' ? '-->' : '-.->'}`;
  const label = isBundled ? '' : escapeLabel(edgeLabel(edge, drawing));
  return `${idOf(from)} ${arrow}${label === '' ? '' : `|"${label}"|`} ${idOf(to)}`;
}

// Mermaid reads quotes, `%%{…}%%`, `#…;`, backquotes, colons behind "style" and HTML inside labels too, so every ASCII
// character that is not plainly text is written as an entity.
function escapeLabel(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N} .,/()+*?_-]/gu, (character) => `#${character.codePointAt(0)};`);
}
