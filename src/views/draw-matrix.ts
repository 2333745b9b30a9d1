/**
 * What a diagram shows, decided once for every format: which nodes, in which namespaces, with which edges. Equal workloads
 * are one node, and edges of a whole namespace are one edge; above a number of edges whole namespaces are drawn.
 */

import { isNoPorts, NO_PORTS } from '../model/ports.ts';
import { bundleEdges } from './bundle-edges.ts';
import type { MatrixCell } from './cell.ts';
import { drawReach, groupNamespaces } from './coarse-drawing.ts';
import type {
  Drawing,
  DrawingOptions,
  DrawingOverview,
  DrawnEdge,
  DrawnNamespace,
  DrawnNode,
  EdgeMeaning,
  Openness,
} from './drawing.ts';
import { DRAWING_OPTIONS } from './drawing.ts';
import { mergeNamespaceEdges } from './drawing-edges.ts';
import { focusMatrix } from './focus.ts';
import { foldMatrix } from './fold.ts';
import type { Matrix } from './matrix.ts';
import { entriesOf } from './matrix.ts';
import type { MatrixShortcuts } from './matrix-blocks.ts';
import type { MatrixPeer } from './matrix-peer.ts';
import { isIsolated, membersOf } from './matrix-peer.ts';
import { groupByNamespace } from './namespace-matrix.ts';
import { hideUnreachable, reachablePeers } from './shape-matrix.ts';

/**
 * Returns the diagram of a matrix. Two replicas of one workload are not drawn, as the text matrix does not count them;
 * nothing else that was asked for is left out.
 */
export function drawMatrix(matrix: Matrix, options: Partial<DrawingOptions> = {}): Drawing {
  const { maxEdges, focus, show } = { ...DRAWING_OPTIONS, ...options };
  const reachable = hideUnreachable(matrix);
  const shown = focus === null ? reachable : focusMatrix(reachable, focus);
  const total = reachablePeers(matrix).length;
  const draw = (peers: Matrix, overview: DrawingOverview | null): Drawing => {
    const drawing = drawPeers(peers, overview, show);
    return { ...drawing, omitted: total - countDrawn(drawing) };
  };
  const { groupBy } = shown.shape;
  const estimate = groupBy === 'auto' && shown.shortcuts !== null ? countFoldedEdges(shown.shortcuts) : 0;
  const isHopeless = estimate > HOPELESSLY_MANY_EDGES;
  const workloads = groupBy === 'namespace' || isHopeless ? null : draw(foldMatrix(shown), null);
  if (workloads !== null && (groupBy === 'workload' || countStrokes(workloads) <= maxEdges)) return workloads;
  const edges = workloads?.edges.length ?? (isHopeless ? estimate : null);
  const overview = { edges, maxEdges, tells: 'ports' } as const;
  return chooseOverview(draw(groupByNamespace(shown), overview), overview);
}

// So many are never drawn one by one, and need not be made to find that out.
const HOPELESSLY_MANY_EDGES = 20_000;

function countFoldedEdges({ alike, blocks }: MatrixShortcuts): number {
  const representatives = new Set(alike().map(([first]) => first));
  const count = (indexes: readonly number[]): number => indexes.filter((index) => representatives.has(index)).length;
  let edges = 0;
  for (const { sources, destinations, cell } of blocks())
    if (!isNoPorts(cell.open) || !isNoPorts(cell.unknown)) edges += count(sources) * count(destinations);
  return edges;
}

// The most detailed overview that can be read; where none can, the one with the fewest lines.
function chooseOverview(namespaces: Drawing, overview: DrawingOverview): Drawing {
  const reach: Drawing = { ...drawReach(namespaces), overview: { ...overview, tells: 'reach' } };
  const groups: Drawing = { ...groupNamespaces(reach), overview: { ...overview, tells: 'groups' } };
  const all = [namespaces, reach, groups];
  const fewest = Math.min(...all.map(countStrokes));
  return all.find((drawing) => countStrokes(drawing) <= Math.max(fewest, overview.maxEdges)) ?? groups;
}

function countStrokes(drawing: Drawing): number {
  return bundleEdges(drawing).strokes.length;
}

function drawPeers(
  matrix: Matrix,
  overview: DrawingOverview | null,
  show: DrawingOptions['show'],
): Omit<Drawing, 'omitted'> {
  const edges = edgesOf(matrix, show);
  const isDrawn = isAskedFor(matrix, edges);
  const nodes = matrix.peers.flatMap((peer, index) => (isDrawn(peer, index) ? [nodeOf(peer)] : []));
  const namespaces = overview === null ? frame(nodes) : [];
  return {
    namespaces,
    nodes: nodes.filter(({ kind }) => kind === 'external' || overview !== null),
    edges: mergeNamespaceEdges(edges, namespaces),
    overview,
  };
}

// Where only some rows or columns are asked for, the other side is there for its connections.
function isAskedFor(matrix: Matrix, edges: readonly DrawnEdge[]): (peer: MatrixPeer, index: number) => boolean {
  const all = reachablePeers(matrix).length;
  const limited = [matrix.sources, matrix.destinations].filter((side) => side.length < all);
  const asked = new Set(limited.length === 0 ? [...matrix.sources, ...matrix.destinations] : limited.flat());
  const connected = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return ({ id }, index) => asked.has(index) || connected.has(id);
}

function countDrawn({ namespaces, nodes }: Omit<Drawing, 'omitted'>): number {
  const all = [...namespaces.flatMap((one) => one.nodes), ...nodes];
  return all.reduce((sum, { kind, members }) => sum + (kind === 'external' ? 1 : members.length), 0);
}

function edgesOf(matrix: Matrix, show: DrawingOptions['show']): readonly DrawnEdge[] {
  return [...entriesOf(matrix)].flatMap(({ source, destination, cell }): readonly DrawnEdge[] => {
    const [from, to] = [matrix.peers[source], matrix.peers[destination]];
    const isReplica = source === destination && from?.kind === 'workload';
    if (from === undefined || to === undefined || isReplica) return [];
    const ends = { from: from.id, to: to.id, pairs: cell.pairs };
    return [
      ...(isNoPorts(cell.open)
        ? []
        : [{ ...ends, kind: cell.isRestricted ? 'rule' : 'open', ports: cell.open, slices: cell.slices } as const]),
      ...(isNoPorts(cell.unknown) ? [] : [{ ...ends, kind: 'unknown', ports: cell.unknown, slices: [] } as const]),
      ...(show === 'open' ? [] : closedEdges(cell, show).map((edge) => ({ ...ends, ...edge }))),
    ];
  });
}

function closedEdges(cell: MatrixCell, show: 'half-open' | 'denied'): readonly EdgeMeaning[] {
  if (!isNoPorts(cell.halfOpen)) return [{ kind: 'half-open', ports: cell.halfOpen, slices: [] }];
  const isDenied = isNoPorts(cell.open) && isNoPorts(cell.unknown);
  return show === 'denied' && isDenied ? [{ kind: 'denied', ports: NO_PORTS, slices: [] }] : [];
}

function nodeOf(peer: MatrixPeer): DrawnNode {
  const { id, kind, namespace } = peer;
  const members = membersOf(peer);
  const names = peer.kind === 'folded' ? members.map(({ label }) => label) : [peer.label];
  const isStateful = members.length > 0 && members.every((member) => member.peer.workload.kind === 'StatefulSet');
  return {
    id,
    kind,
    namespace,
    names,
    members: members.map((member) => member.id),
    isStateful: isStateful && kind !== 'namespace',
    openness: opennessOf(peer),
  };
}

function opennessOf(peer: MatrixPeer): Openness {
  if (peer.kind === 'external') return 'none';
  const [isIn, isOut] = [isIsolated(peer, 'ingress'), isIsolated(peer, 'egress')];
  if (!isIn && !isOut) return 'both';
  if (isIn && isOut) return 'none';
  return isIn ? 'egress' : 'ingress';
}

function frame(nodes: readonly DrawnNode[]): readonly DrawnNamespace[] {
  const byNamespace = new Map<string, DrawnNode[]>();
  for (const node of nodes) {
    if (node.namespace === null) continue;
    byNamespace.set(node.namespace, [...(byNamespace.get(node.namespace) ?? []), node]);
  }
  return [...byNamespace].map(([name, members]) => {
    const [first, ...others] = new Set(members.map(({ openness }) => openness));
    const openness = first !== undefined && others.length === 0 ? first : 'none';
    return { id: `namespace/${name}`, name, nodes: members, openness };
  });
}
