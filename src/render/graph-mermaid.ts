/**
 * Mermaid flowcharts that GitHub and GitLab draw: generated ids, every label quoted and escaped, no emoji, and below the
 * limits of both. A name can be anything a hostile manifest holds; it never becomes syntax.
 */

import type { Junction, Stroke } from '../views/bundle-edges.ts';
import { bundleEdges } from '../views/bundle-edges.ts';
import type { Drawing, DrawnEdge, DrawnNamespace, DrawnNode, Openness } from '../views/drawing.ts';
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

const LONGEST_IN_CIRCLE = 20;

/** Returns the diagram as Mermaid text. */
export function renderGraphMermaid(drawing: Drawing, limits: MermaidLimits = MERMAID_LIMITS): string {
  const text = flowchart(drawing);
  if (bundleEdges(drawing).strokes.length <= limits.edges && text.length <= limits.characters) return text;
  // What Mermaid refuses to draw would be an error box in place of the answer.
  const label = `${drawing.edges.length} edges are more than Mermaid draws: narrow them with --of, --from or --to, or use -o dot`;
  return `flowchart LR\n  too_large["${escapeLabel(label)}"]\n`;
}

/** How ids are written, and the drawing that they are of. */
interface Writing {
  readonly drawing: Drawing;
  readonly idOf: (id: string) => string;
  /** Frames with a node of their own that stands for all that is in them. */
  readonly anchored: ReadonlySet<string>;
}

function flowchart(drawing: Drawing): string {
  const { namespaces, nodes } = drawing;
  const { junctions, strokes } = bundleEdges(drawing);
  const idOf = createIds();
  const writing: Writing = { drawing, idOf, anchored: anchoredFrames(namespaces, strokes) };
  const all = [...namespaces.flatMap((one) => one.nodes), ...nodes];
  const open = all.filter(({ openness }) => openness === 'both').map(({ id }) => idOf(id));
  const linesOf = (...kinds: readonly DrawnEdge['kind'][]): readonly number[] =>
    strokes.flatMap(({ edge }, index) => (kinds.includes(edge.kind) ? [index] : []));
  const unknown = linesOf('unknown');
  const closed = linesOf('half-open', 'denied');
  const lines = [
    ...nodes.filter(({ kind }) => kind === 'external').map((node) => `  ${nodeText(node, 'none', writing)}`),
    ...namespaces.flatMap((namespace) => frameLines(namespace, writing)),
    ...nodes.filter(({ kind }) => kind !== 'external').map((node) => `  ${nodeText(node, 'none', writing)}`),
    ...junctions.map((junction) => `  ${junctionText(junction, writing)}`),
    ...strokes.map((stroke) => `  ${strokeText(stroke, writing)}`),
    ...(open.length === 0
      ? []
      : ['  classDef open stroke:#d97706,stroke-width:2px,stroke-dasharray:4 3', `  class ${open.join(',')} open`]),
    ...(unknown.length === 0 ? [] : [`  linkStyle ${unknown.join(',')} stroke-dasharray:1 4`]),
    ...(closed.length === 0 ? [] : [`  linkStyle ${closed.join(',')} stroke:#b91c1c`]),
  ];
  return `flowchart LR\n${lines.map((line) => `${line}\n`).join('')}`;
}

// Where lines cross a frame, Mermaid draws those of the frame itself to one of its nodes and cuts them off, which loses some and
// hides others behind nodes. There they end at a node that stands for all.
function anchoredFrames(namespaces: readonly DrawnNamespace[], strokes: readonly Stroke[]): ReadonlySet<string> {
  const frameOf = new Map(namespaces.flatMap(({ id, nodes }) => nodes.map((node) => [node.id, id])));
  const ends = strokes.flatMap(({ from, to }) => [[from, to] as const, [to, from] as const]);
  const crossed = new Set(
    ends.filter(([end, other]) => frameOf.get(end) !== frameOf.get(other)).map(([end]) => frameOf.get(end)),
  );
  const used = new Set(ends.map(([end]) => end));
  return new Set(namespaces.map(({ id }) => id).filter((id) => crossed.has(id) && used.has(id)));
}

function frameLines({ id, name, nodes, openness }: DrawnNamespace, writing: Writing): readonly string[] {
  const anchor = writing.anchored.has(id) ? [`    ${endOf(id, writing)}(["all"])`] : [];
  return [
    `  subgraph ${writing.idOf(id)}["${escapeLabel(namespaceLabel(name, openness))}"]`,
    ...anchor,
    ...nodes.map((node) => `    ${nodeText(node, openness, writing)}`),
    '  end',
  ];
}

function nodeText(node: DrawnNode, frame: Openness, { idOf }: Writing): string {
  const lines = nodeLabel(node, frame);
  const label = `"${lines.map(escapeLabel).join('<br/>')}"`;
  if (node.kind === 'external') {
    // A circle is as wide as it is high.
    const isShort = lines.length === 1 && lines.every((line) => line.length <= LONGEST_IN_CIRCLE);
    return isShort ? `${idOf(node.id)}((${label}))` : `${idOf(node.id)}([${label}])`;
  }
  return node.isStateful ? `${idOf(node.id)}[(${label})]` : `${idOf(node.id)}[${label}]`;
}

function junctionText(junction: Junction, { drawing, idOf }: Writing): string {
  return `${idOf(junction.id)}(["${escapeLabel(junctionLabel(junction, drawing)) || ' '}"])`;
}

const LINES: Readonly<
  Record<DrawnEdge['kind'], { readonly line: string; readonly head: string; readonly tail: string }>
> = {
  rule: { line: '--', head: '>', tail: '<' },
  open: { line: '-.-', head: '>', tail: '<' },
  unknown: { line: '-.-', head: '>', tail: '<' },
  'half-open': { line: '-.-', head: 'x', tail: 'x' },
  denied: { line: '-.-', head: 'x', tail: 'x' },
};

function strokeText({ from, to, edge, isBundled, isMutual }: Stroke, writing: Writing): string {
  const { line, head, tail } = LINES[edge.kind];
  const arrow = `${isMutual ? tail : ''}${line}${head}`;
  const label = isBundled ? '' : escapeLabel(edgeLabel(edge, writing.drawing));
  return `${endOf(from, writing)} ${arrow}${label === '' ? '' : `|"${label}"|`} ${endOf(to, writing)}`;
}

function endOf(id: string, { idOf, anchored }: Writing): string {
  return anchored.has(id) ? idOf(`all/${id.slice(id.indexOf('/') + 1)}`) : idOf(id);
}

// Mermaid reads quotes, `%%{…}%%`, `#…;`, backquotes, colons behind "style" and HTML inside labels too, so every ASCII
// character that is not plainly text is written as an entity.
function escapeLabel(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N} .,/()+*?_-]/gu, (character) => `#${character.codePointAt(0)};`);
}
