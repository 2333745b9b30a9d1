/**
 * Overviews of overviews, for clusters of many namespaces and address ranges. Each tells less than the one before; names are
 * never left out.
 */

import { NO_PORTS } from '../model/ports.ts';
import type { Drawing, DrawnEdge, DrawnNode } from './drawing.ts';
import { addPairs, NO_PAIRS } from './matrix.ts';

const INTERNET = 'external/internet';
const KEPT = new Set([INTERNET, 'external/internet-v6']);

/** Returns who reaches whom at all: one edge for each pair, without ports, and one node for all ranges but the internet's. */
export function drawReach(drawing: Drawing): Drawing {
  const ranges = drawing.nodes.filter(({ id, kind }) => kind === 'external' && !KEPT.has(id));
  if (ranges.length < 2) return mergeNodes(drawing, new Map());
  const others: DrawnNode = {
    id: 'external/others',
    kind: 'external',
    namespace: null,
    names: [`${ranges.length} other address ranges`],
    members: ranges.map(({ id }) => id),
    isStateful: false,
    openness: 'none',
  };
  return mergeNodes(drawing, new Map(ranges.map(({ id }) => [id, others])));
}

/** Returns an overview in which namespaces are one node that are alike in isolation, and in reach of the internet. */
export function groupNamespaces(drawing: Drawing): Drawing {
  const ends = new Set(drawing.edges.map(({ from, to }) => `${from} ${to}`));
  const groups = new Map<string, DrawnNode[]>();
  for (const node of drawing.nodes) {
    if (node.kind !== 'namespace') continue;
    const key = [node.openness, ends.has(`${node.id} ${INTERNET}`), ends.has(`${INTERNET} ${node.id}`)].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  const replacements = new Map<string, DrawnNode>();
  for (const [index, group] of [...groups.values()].entries()) {
    const [first] = group;
    if (first === undefined || group.length < 2) continue;
    const node: DrawnNode = {
      ...first,
      id: `namespaces/${index + 1}`,
      namespace: null,
      names: group.flatMap(({ names }) => names),
      members: group.flatMap(({ members }) => members),
    };
    for (const { id } of group) replacements.set(id, node);
  }
  return mergeNodes(drawing, replacements);
}

// An edge of several kinds is drawn as the strongest, since what is open by a rule is open.
const STRENGTH: readonly DrawnEdge['kind'][] = ['rule', 'open', 'unknown', 'half-open', 'denied'];

function mergeNodes(drawing: Drawing, replacements: ReadonlyMap<string, DrawnNode>): Drawing {
  const endOf = (id: string): string => replacements.get(id)?.id ?? id;
  const edges = new Map<string, DrawnEdge>();
  const counted = new Set<string>();
  for (const edge of drawing.edges) {
    const ends = `${edge.from} ${edge.to}`;
    // INVARIANT: edges with the same ends stand for the same pairs, which count once.
    const pairs = counted.has(ends) ? NO_PAIRS : edge.pairs;
    counted.add(ends);
    const [from, to] = [endOf(edge.from), endOf(edge.to)];
    const merged = { from, to, kind: edge.kind, ports: NO_PORTS, slices: [], pairs };
    const known = edges.get(`${from} ${to}`) ?? merged;
    edges.set(`${from} ${to}`, known === merged ? merged : joinEdges(known, merged));
  }
  const nodes = new Set(drawing.nodes.map((node) => replacements.get(node.id) ?? node));
  return { ...drawing, nodes: [...nodes], edges: [...edges.values()] };
}

function joinEdges(left: DrawnEdge, right: DrawnEdge): DrawnEdge {
  const [kind = left.kind] = STRENGTH.filter((one) => one === left.kind || one === right.kind);
  return { ...left, kind, pairs: addPairs(left.pairs, right.pairs) };
}
