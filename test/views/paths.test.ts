/** Paths of several hops: each analysis against the slow and obvious way to find the same. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderAnalysisMarkdown, renderAnalysisText } from '../../src/render/analysis-text.ts';
import { analyzeGraph, NO_PATH_QUESTION } from '../../src/views/graph-analysis.ts';
import { findCuts } from '../../src/views/paths/cuts.ts';
import type { Neighbours } from '../../src/views/paths/neighbours.ts';
import { shortestPaths } from '../../src/views/paths/neighbours.ts';
import { strongGroups } from '../../src/views/paths/strong-groups.ts';
import { askMatrix, TERMINAL } from '../render/ask.ts';
import { shop } from '../render/shop.ts';

/** Graphs of up to nine peers, of which the last may be impassable; sparse ones and dense ones. */
const graphs = fc
  .record({
    size: fc.integer({ min: 1, max: 9 }),
    walls: fc.integer({ min: 0, max: 2 }),
    density: fc.constantFrom(1, 3, 6),
  })
  .chain(({ size, walls, density }) =>
    fc
      .array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      })
      .map((rows): Neighbours => {
        const isPassable = (peer: number): boolean => peer < size - walls;
        const after = rows.map((row, from) =>
          row.flatMap((chance, to) =>
            from !== to && chance < density && (isPassable(from) || isPassable(to)) ? [to] : [],
          ),
        );
        return { size, after, isPassable };
      }),
  );

/** Returns whom a peer reaches, itself left out, when one peer is away. */
function reachable({ after, isPassable }: Neighbours, from: number, away: number | null = null): ReadonlySet<number> {
  const seen = new Set([from]);
  for (const peer of seen) {
    if (peer !== from && !isPassable(peer)) continue;
    for (const next of after[peer] ?? []) if (next !== away) seen.add(next);
  }
  seen.delete(from);
  return seen;
}

function pairsWithout(graph: Neighbours, away: number): number {
  const peers = [...graph.after.keys()].filter((peer) => peer !== away);
  const count = (gone: number | null): number =>
    peers.reduce((sum, peer) => sum + [...reachable(graph, peer, gone)].filter((other) => other !== away).length, 0);
  return count(null) - count(away);
}

test('cuts are the pairs that no path joins once the peer is away', () => {
  let found = 0;
  fc.assert(
    fc.property(graphs, (graph) => {
      const cuts = findCuts(graph) ?? [];
      found += cuts.length;
      const slow = [...graph.after.keys()].map((peer) => ({ peer, pairs: pairsWithout(graph, peer) }));
      const expected = slow.filter(({ pairs }) => pairs > 0);
      expect(cuts.toSorted((left, right) => left.peer - right.peer)).toEqual(expected);
      expect(cuts.map(({ pairs }) => pairs)).toEqual(
        cuts.map(({ pairs }) => pairs).toSorted((left, right) => right - left),
      );
    }),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(300);
});

test('groups are the peers that reach each other', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const peers = [...graph.after.keys()].filter(graph.isPassable);
      const together = peers.map((peer) =>
        peers.filter(
          (other) => other === peer || (reachable(graph, peer).has(other) && reachable(graph, other).has(peer)),
        ),
      );
      const expected = new Set(together.filter((group) => group.length > 1).map((group) => group.join()));
      expect(new Set(strongGroups(graph).map((group) => group.join()))).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('shortest paths are paths, and reach everybody who can be reached', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { hops, before } = shortestPaths(graph, [0]);
      const reached = [...graph.after.keys()].filter((peer) => (hops[peer] ?? 0) > 0);
      expect(new Set(reached)).toEqual(reachable(graph, 0));
      for (const peer of reached) {
        const previous = before[peer] ?? -1;
        expect(graph.after[previous]).toContain(peer);
        expect(hops[previous]).toBe((hops[peer] ?? 0) - 1);
      }
    }),
    { numRuns: 500 },
  );
});

test('a chain of a hundred thousand peers overflows nothing', () => {
  const size = 100_000;
  const after = Array.from({ length: size }, (_, peer) => [(peer + 1) % size]);
  const ring: Neighbours = { size, after, isPassable: () => true };
  expect(strongGroups(ring)[0]).toHaveLength(size);
  expect(shortestPaths(ring, [0]).hops[size - 1]).toBe(size - 1);
  expect(findCuts(ring)).toBeNull();
});

describe('the shop', () => {
  const matrix = askMatrix(shop());
  const at = (title: string): number => matrix.peers.findIndex((peer) => peer.title === title);
  const analysis = analyzeGraph(matrix, {
    intruder: [at('shop/frontend')],
    hops: 2,
    pathTo: [at('data/postgres'), at('data/redis')],
  });

  test('in words', async () => {
    await expect(renderAnalysisText(analysis, TERMINAL)).toMatchFileSnapshot('../golden/views/shop-paths.txt');
    await expect(renderAnalysisMarkdown(analysis)).toMatchFileSnapshot('../golden/views/shop-paths.md');
  });

  test('an intruder goes no further than asked', () => {
    expect(analysis.intruder?.hops.map((peers) => peers.map(({ title }) => title))).toEqual([
      ['shop/api'],
      ['data/postgres'],
    ]);
    expect(analysis.intruder?.unreached.map(({ title }) => title)).toEqual(['data/redis', 'dev/sandbox']);
  });

  test('nobody goes through the internet', () => {
    const fromApi = analyzeGraph(matrix, { ...NO_PATH_QUESTION, intruder: [at('dev/sandbox')], hops: 9 });
    expect(fromApi.intruder?.hops[0]?.map(({ title }) => title)).toContain('internet');
    expect(fromApi.intruder?.hops.flat().map(({ title }) => title)).not.toContain('data/redis');
  });
});
