/** Junctions: lines that meet say exactly what the edges said, and there are fewer of them. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_PORTS, portRange } from '../../src/model/ports.ts';
import { bundleEdges } from '../../src/views/bundle-edges.ts';
import type { Drawing, DrawnEdge, DrawnNode } from '../../src/views/drawing.ts';

const PAIRS = { of: 1, open: 1, unknown: 0, halfOpen: 0, halfOpenBesideOpen: 0 };

function edge(from: string, to: string, kind: DrawnEdge['kind'] = 'open'): DrawnEdge {
  const ports = kind === 'open' ? ALL_PORTS : portRange('TCP', 80);
  return { from, to, kind, ports, slices: [{ ports, families: null }], pairs: PAIRS };
}

function drawing(nodes: readonly string[], edges: readonly DrawnEdge[]): Drawing {
  const drawn = nodes.map((id): DrawnNode => {
    const kind = id.startsWith('external/') ? 'external' : 'workload';
    return { id, kind, namespace: null, names: [id], members: [], isStateful: false, openness: 'none' };
  });
  return { namespaces: [], nodes: drawn, edges, overview: null, omitted: 0 };
}

/** Returns who reaches whom over the lines, as `from to kind`, without what is never judged. */
function reached(of: Drawing): readonly string[] {
  const { junctions, strokes } = bundleEdges(of);
  const isJunction = (id: string): boolean => junctions.some((junction) => junction.id === id);
  const lines = strokes.flatMap(({ from, to, edge: { kind }, isMutual }) =>
    isMutual ? [[from, to, kind] as const, [to, from, kind] as const] : [[from, to, kind] as const],
  );
  const pairs = lines.flatMap(([from, to, kind]) => {
    if (isJunction(from)) return [];
    const ends = isJunction(to) ? lines.filter((line) => line[0] === to).map((line) => line[1]) : [to];
    return ends.map((end) => [from, end, kind] as const);
  });
  const isJudged = ([from, to]: readonly [string, string, string]): boolean =>
    from !== to && !(from.startsWith('external/') && to.startsWith('external/'));
  return [...new Set(pairs.filter(isJudged).map((pair) => pair.join(' ')))].toSorted();
}

test('a cluster in which nobody restricts anything is one junction', () => {
  const nodes = ['a', 'b', 'c', 'd', 'e', 'external/internet', 'external/10.0.0.0/8'];
  const edges = nodes.flatMap((from) =>
    nodes.filter((to) => from !== to && !(from.startsWith('ext') && to.startsWith('ext'))).map((to) => edge(from, to)),
  );
  const { junctions, strokes } = bundleEdges(drawing(nodes, edges));
  expect(junctions).toHaveLength(1);
  expect(strokes).toHaveLength(nodes.length);
  expect(strokes.every(({ isMutual }) => isMutual)).toBe(true);
});

test('a few edges stay as they are', () => {
  const edges = [edge('a', 'b'), edge('a', 'c'), edge('b', 'c')];
  const { junctions, strokes } = bundleEdges(drawing(['a', 'b', 'c'], edges));
  expect(junctions).toEqual([]);
  expect(strokes.map(({ from, to }) => `${from} ${to}`)).toEqual(['a b', 'a c', 'b c']);
});

test('edges of different meaning share no line', () => {
  const { strokes } = bundleEdges(drawing(['a', 'b'], [edge('a', 'b'), edge('b', 'a', 'rule')]));
  expect(strokes.map(({ isMutual }) => isMutual)).toEqual([false, false]);
});

test('lines reach whom the edges reach, and nobody else', () => {
  const nodes = ['a', 'b', 'c', 'd', 'e', 'f', 'external/internet', 'external/10.0.0.0/8'];
  const pairs = nodes.flatMap((from) => nodes.map((to) => [from, to] as const));
  const judged = pairs.filter(([from, to]) => from !== to && !(from.startsWith('ext') && to.startsWith('ext')));
  const kinds = fc.constantFrom<readonly ('none' | DrawnEdge['kind'])[]>(
    ['open'],
    ['open', 'open', 'open', 'none'],
    ['open', 'rule', 'none'],
  );
  const drawings = kinds.chain((choices) =>
    fc.tuple(...judged.map(([from, to]) => fc.constantFrom(...choices).map((kind) => ({ from, to, kind })))),
  );
  let bundled = 0;
  fc.assert(
    fc.property(drawings, (chosen) => {
      const edges = chosen.flatMap(({ from, to, kind }) => (kind === 'none' ? [] : [edge(from, to, kind)]));
      const drawn = drawing(nodes, edges);
      bundled += bundleEdges(drawn).junctions.length;
      expect(bundleEdges(drawn).strokes.length).toBeLessThanOrEqual(edges.length);
      expect(reached(drawn)).toEqual(edges.map(({ from, to, kind }) => `${from} ${to} ${kind}`).toSorted());
    }),
    { numRuns: 300 },
  );
  expect(bundled).toBeGreaterThan(50);
});
