/** Edges that run from, or to, every node of a namespace become one edge of its frame. */

import type { DrawnEdge, DrawnNamespace } from './drawing.ts';
import { addPairs } from './matrix.ts';

type EdgeEnd = 'from' | 'to';

/**
 * Returns edges with whole namespaces at their ends where every node of a namespace has the same edge. An edge never joins a
 * frame and something inside it, which no layout can draw.
 */
export function mergeNamespaceEdges(
  edges: readonly DrawnEdge[],
  namespaces: readonly DrawnNamespace[],
): readonly DrawnEdge[] {
  const frames = namespaces.filter(({ nodes }) => nodes.length > 1);
  return mergeEnds(mergeEnds(edges, frames, 'from'), frames, 'to');
}

function mergeEnds(edges: readonly DrawnEdge[], frames: readonly DrawnNamespace[], end: EdgeEnd): readonly DrawnEdge[] {
  const alike = new Map<string, DrawnEdge[]>();
  for (const edge of edges) alike.set(keyOf(edge, end), [...(alike.get(keyOf(edge, end)) ?? []), edge]);

  const replacements = new Map<DrawnEdge, DrawnEdge | null>();
  for (const group of alike.values()) {
    for (const frame of frames) mergeIntoFrame(group, frame, end, replacements);
  }
  return edges.flatMap((edge) => {
    const replacement = replacements.get(edge);
    if (replacement === undefined) return [edge];
    return replacement === null ? [] : [replacement];
  });
}

// The first edge of a frame gives way to the one of the whole frame, the others to nothing.
function mergeIntoFrame(
  group: readonly DrawnEdge[],
  frame: DrawnNamespace,
  end: EdgeEnd,
  replacements: Map<DrawnEdge, DrawnEdge | null>,
): void {
  const inside = new Set(frame.nodes.map(({ id }) => id));
  const own = group.filter((edge) => inside.has(edge[end]));
  const [first, ...others] = own;
  const other = first?.[end === 'from' ? 'to' : 'from'];
  if (first === undefined || other === undefined || own.length < inside.size) return;
  if (other === frame.id || inside.has(other)) return;
  const pairs = others.reduce((sum, edge) => addPairs(sum, edge.pairs), first.pairs);
  replacements.set(first, { ...first, [end]: frame.id, pairs });
  for (const edge of others) replacements.set(edge, null);
}

// Edges of one key have the same other end and say the same; between two nodes there is one of each meaning.
function keyOf({ from, to, kind, ports, slices }: DrawnEdge, end: EdgeEnd): string {
  const families = slices.map((slice) => `${slice.families?.join() ?? ''}:${slice.ports.bounds.join()}`);
  return [end === 'from' ? to : from, kind, ports.bounds.join(), ...families].join(' ');
}
