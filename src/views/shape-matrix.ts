/** Lays a matrix out as somebody wants it: folded, by namespace, or both left to the format. */

import { foldMatrix } from './fold.ts';
import type { Matrix } from './matrix.ts';
import { groupByNamespace } from './namespace-matrix.ts';

/** Returns the matrix in the shape it asks for; what is left to the format stays as it is. */
export function shapeMatrix(matrix: Matrix): Matrix {
  if (matrix.shape.groupBy === 'namespace') return groupByNamespace(matrix);
  return matrix.shape.isFolded ? foldMatrix(matrix) : matrix;
}

/** Returns the matrix without external peers that only IPv6 reaches, in a cluster without IPv6; people need not see them. */
export function hideUnreachable(matrix: Matrix): Matrix {
  if (matrix.cluster.settings.families.includes('IPv6')) return matrix;
  const isShown = (index: number): boolean => {
    const peer = matrix.peers[index];
    return peer?.kind !== 'external' || peer.peer.addresses.v4.length > 0;
  };
  return { ...matrix, sources: matrix.sources.filter(isShown), destinations: matrix.destinations.filter(isShown) };
}
