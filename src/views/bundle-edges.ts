/**
 * Edges as they are drawn: where many sources have the same edge to many destinations, all of them meet in a junction, so that a
 * hundred lines become twenty. Whoever reaches a junction reaches everything behind it; nothing is lost.
 */

import type { Drawing, DrawnEdge } from './drawing.ts';

/** A point where lines meet; what it says holds for all of them. */
export interface Junction {
  readonly id: string;
  /** One of the edges that meet here; all say the same. */
  readonly edge: DrawnEdge;
}

/** A line from node to node, from a node to a junction, or from there to a node. */
export interface Stroke {
  readonly from: string;
  readonly to: string;
  readonly edge: DrawnEdge;
  /** Whether a junction at one end says what the line means. */
  readonly isBundled: boolean;
  /** Whether the same holds in the other direction. */
  readonly isMutual: boolean;
}

/** The lines of a drawing. */
export interface BundledEdges {
  readonly junctions: readonly Junction[];
  readonly strokes: readonly Stroke[];
}

/** A junction hides who talks to whom at first sight, so it must spare at least this share of the lines, and so many. */
const LEAST_RATIO = 2;
const LEAST_EDGES = 12;

/** Returns the lines of a drawing, in the order of its edges. */
export function bundleEdges(drawing: Drawing): BundledEdges {
  const bundles = findBundles(drawing);
  const bundled = new Map(bundles.flatMap(({ edges }, index) => edges.map((edge) => [edge, index])));
  const drawn = new Set<number>();
  const strokes = drawing.edges.flatMap((edge): readonly Stroke[] => {
    const index = bundled.get(edge);
    const bundle = index === undefined ? undefined : bundles[index];
    if (index === undefined || bundle === undefined) {
      return [{ from: edge.from, to: edge.to, edge, isBundled: false, isMutual: false }];
    }
    if (drawn.has(index)) return [];
    drawn.add(index);
    const { junction, sources, destinations } = bundle;
    return [
      ...sources.map((from) => ({ from, to: junction.id, edge: junction.edge, isBundled: true, isMutual: false })),
      ...destinations.map((to) => ({ from: junction.id, to, edge: junction.edge, isBundled: true, isMutual: false })),
    ];
  });
  return { junctions: bundles.map(({ junction }) => junction), strokes: joinMutual(strokes) };
}

// Two lines that differ in direction only are one with two heads, in the place of the first.
function joinMutual(strokes: readonly Stroke[]): readonly Stroke[] {
  const keyOf = (from: string, to: string, { edge, isBundled }: Stroke): string =>
    [from, to, meaningOf(edge), isBundled ? '' : `${edge.pairs.open}/${edge.pairs.of}`].join('\n');
  const first = new Set<string>();
  const mutual = new Set<string>();
  for (const stroke of strokes) {
    const back = keyOf(stroke.to, stroke.from, stroke);
    if (stroke.from !== stroke.to && first.has(back)) mutual.add(back);
    else first.add(keyOf(stroke.from, stroke.to, stroke));
  }
  return strokes.flatMap((stroke) => {
    if (mutual.has(keyOf(stroke.from, stroke.to, stroke))) return [{ ...stroke, isMutual: true }];
    const isSecond = stroke.from !== stroke.to && mutual.has(keyOf(stroke.to, stroke.from, stroke));
    return isSecond ? [] : [stroke];
  });
}

interface Bundle {
  readonly junction: Junction;
  readonly edges: readonly DrawnEdge[];
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
}

function findBundles(drawing: Drawing): readonly Bundle[] {
  const isFree = freePairs(drawing);
  const bundles: Bundle[] = [];
  for (const edges of groupBy(drawing.edges, meaningOf).values()) {
    // Two rounds: sources that may be added without saying anything untrue often make sets equal, and sometimes unequal.
    const first = bundleAlike(edges, isFree);
    const taken = new Set(first.flatMap((group) => group.edges));
    const rest = edges.filter((edge) => !taken.has(edge));
    for (const { edges: own, sources, destinations } of [...first, ...bundleAlike(rest, () => false)]) {
      const [edge] = own;
      if (edge === undefined) continue;
      bundles.push({ junction: { id: `junction/${bundles.length + 1}`, edge }, edges: own, sources, destinations });
    }
  }
  return bundles;
}

/** Tells whether a line from a source to a destination would say nothing, be it drawn or not. */
type IsFree = (from: string, to: string) => boolean;

// A workload to itself means two replicas, which are not drawn; two ends outside the cluster are never judged.
function freePairs({ namespaces, nodes }: Drawing): IsFree {
  const all = [...namespaces.flatMap((one) => one.nodes), ...nodes];
  const kinds = new Map(all.map(({ id, kind }) => [id, kind]));
  return (from, to) =>
    (from === to && kinds.get(from) === 'workload') || (kinds.get(from) === 'external' && kinds.get(to) === 'external');
}

function bundleAlike(edges: readonly DrawnEdge[], isFree: IsFree): readonly Omit<Bundle, 'junction'>[] {
  const everySource = [...new Set(edges.map(({ from }) => from))];
  const byDestination = groupBy(edges, ({ to }) => to);
  const alike = groupBy([...byDestination], ([to, own]) => {
    const from = new Set(own.map((edge) => edge.from));
    return everySource.filter((source) => from.has(source) || isFree(source, to)).join('\n');
  });
  return [...alike.values()].flatMap((group) => {
    const own = group.flatMap(([, one]) => one);
    const sources = [...new Set(own.map(({ from }) => from))];
    const destinations = group.map(([to]) => to);
    const isWorthIt = own.length >= LEAST_EDGES && own.length >= LEAST_RATIO * (sources.length + destinations.length);
    return isWorthIt ? [{ edges: own, sources, destinations }] : [];
  });
}

// How many pairs of namespaces an edge stands for differs from edge to edge; a junction leaves it out.
function meaningOf({ kind, ports, slices }: DrawnEdge): string {
  const families = slices.map((slice) => `${slice.families?.join() ?? ''}:${slice.ports.bounds.join()}`);
  return [kind, ports.bounds.join(), ...families].join(' ');
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
