/** Lays a matrix out as somebody wants it: folded, by namespace, or both left to the format. */

import { foldMatrix } from './fold.ts';
import type { Matrix } from './matrix.ts';
import { limitShortcuts } from './matrix-blocks.ts';
import type { MatrixPeer } from './matrix-peer.ts';
import { groupByNamespace } from './namespace-matrix.ts';

/** Returns the matrix in the shape it asks for; what is left to the format stays as it is. */
export function shapeMatrix(matrix: Matrix): Matrix {
  if (matrix.shape.groupBy === 'namespace') return groupByNamespace(matrix);
  return matrix.shape.isFolded ? foldMatrix(matrix) : matrix;
}

/** Returns the matrix without external peers that only IPv6 reaches, in a cluster without IPv6; people need not see them. */
export function hideUnreachable(matrix: Matrix): Matrix {
  const shown = new Set(reachablePeers(matrix));
  if (shown.size === matrix.peers.length) return matrix;
  const isShown = (index: number): boolean => shown.has(index);
  return {
    ...matrix,
    sources: matrix.sources.filter(isShown),
    destinations: matrix.destinations.filter(isShown),
    base: matrix.base && hideUnreachable(matrix.base),
    shortcuts: matrix.shortcuts && limitShortcuts(matrix.shortcuts, shown),
  };
}

/** Returns the indexes of the peers that share a family with the cluster, ascending. */
export function reachablePeers({ cluster, peers }: Matrix): readonly number[] {
  const isReachable = (peer: MatrixPeer | undefined): boolean =>
    peer?.kind !== 'external' || peer.peer.addresses.v4.length > 0 || cluster.settings.families.includes('IPv6');
  return [...peers.keys()].filter((index) => isReachable(peers[index]));
}
