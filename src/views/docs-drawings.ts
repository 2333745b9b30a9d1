/** The diagrams of a document: one, or where it would be too large to read an overview and one diagram for each namespace. */

import { drawMatrix } from './draw-matrix.ts';
import type { Drawing, DrawingOptions } from './drawing.ts';
import { focusMatrix } from './focus.ts';
import type { Matrix } from './matrix.ts';
import { hideUnreachable } from './shape-matrix.ts';

/** The diagrams. */
export interface DocsDrawings {
  /** Everything that was asked for, workload by workload or namespace by namespace. */
  readonly main: Drawing;
  /** The namespaces of an overview, sorted by name; none where workloads are drawn. */
  readonly details: readonly NamespaceDrawing[];
}

/** A namespace with everything that its workloads reach, and that reaches them. */
export interface NamespaceDrawing {
  readonly namespace: string;
  readonly drawing: Drawing;
}

/**
 * Draws a matrix for a document; `fits` tells whether a diagram can be shown there. An overview that was asked for has no
 * details.
 */
export function drawForDocs(
  matrix: Matrix,
  options: DrawingOptions,
  fits: (drawing: Drawing) => boolean,
): DocsDrawings {
  const asked = options.focus === null ? matrix : focusMatrix(hideUnreachable(matrix), options.focus);
  const first = drawMatrix(matrix, options);
  const isLeftToUs = matrix.shape.groupBy === 'auto';
  const main =
    first.overview === null && isLeftToUs && !fits(first) ? drawMatrix(matrix, { ...options, maxEdges: 0 }) : first;
  return { main, details: main.overview !== null && isLeftToUs ? drawNamespaces(asked) : [] };
}

function drawNamespaces(matrix: Matrix): readonly NamespaceDrawing[] {
  const shown = new Set([...matrix.sources, ...matrix.destinations]);
  const peersByNamespace = new Map<string, number[]>();
  for (const [index, { namespace }] of matrix.peers.entries()) {
    if (namespace === null || !shown.has(index)) continue;
    peersByNamespace.set(namespace, [...(peersByNamespace.get(namespace) ?? []), index]);
  }
  const workloads: Matrix = { ...matrix, shape: { ...matrix.shape, groupBy: 'workload' } };
  return [...peersByNamespace].map(([namespace, peers]) => ({
    namespace,
    drawing: drawMatrix(workloads, { focus: { peers, depth: 1 } }),
  }));
}
