/** What is drawn: nothing of the matrix is lost when workloads are folded, edges merged and namespaces framed. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNoPorts } from '../../src/model/ports.ts';
import { renderGraphDot } from '../../src/render/graph-dot.ts';
import { renderGraphJson } from '../../src/render/graph-json.ts';
import { renderGraphMermaid } from '../../src/render/graph-mermaid.ts';
import { drawMatrix } from '../../src/views/draw-matrix.ts';
import type { Drawing } from '../../src/views/drawing.ts';
import { toGraph } from '../../src/views/graph.ts';
import { answerGraph } from '../../src/views/graph-answer.ts';
import { entriesOf } from '../../src/views/matrix.ts';
import { cluster, pod, podsIn, policy, ports } from '../builders.ts';
import { anyCluster } from '../laws/arbitraries.ts';
import { askMatrix, verdictsIn } from '../render/ask.ts';
import { shop } from '../render/shop.ts';

describe('edges of whole namespaces', () => {
  const frontend = ['a', 'b'].map((name) => pod({ namespace: 'front', name, labels: { name } }));
  const backend = ['c', 'd'].map((name) => pod({ namespace: 'back', name, labels: { name } }));
  // Each pod is told apart by a port of its own, so that none are folded.
  const ownPort = (name: string, namespace: string, port: number): ReturnType<typeof policy> =>
    policy({
      name,
      namespace,
      podSelector: { name },
      ingress: [{ peers: [podsIn({})], ports: [ports('TCP', port)] }],
    });
  const drawing = drawMatrix(
    askMatrix(
      verdictsIn(
        cluster({
          namespaces: { front: {}, back: {} },
          pods: [...frontend, ...backend],
          policies: [
            ownPort('a', 'front', 1),
            ownPort('b', 'front', 2),
            policy({
              namespace: 'back',
              ingress: [{ peers: [podsIn({ 'kubernetes.io/metadata.name': 'front' })], ports: [ports('TCP', 80)] }],
            }),
          ],
        }),
      ),
    ),
  );

  test('are one edge between frames', () => {
    const edges = drawing.edges
      .filter(({ kind }) => kind === 'rule')
      .map(({ from, to, pairs }) => [from, to, pairs.open]);
    expect(edges).toContainEqual(['namespace/front', 'back/{c,d}', 4]);
  });

  test('never join a frame and what is inside it', () => {
    fc.assert(
      fc.property(anyCluster(), (generated) => {
        const { namespaces, edges } = drawMatrix(askMatrix(verdictsIn(generated)), { maxEdges: 10_000 });
        for (const { id, nodes } of namespaces) {
          const inside = new Set([id, ...nodes.map((node) => node.id)]);
          const joined = edges.filter(
            ({ from, to }) => (from === id || to === id) && inside.has(from) && inside.has(to),
          );
          expect(joined).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('every pair of the matrix is on an edge, and no edge says more', () => {
  fc.assert(
    fc.property(anyCluster(), fc.constantFrom(2, 10_000), (generated, maxEdges) => {
      const matrix = askMatrix(verdictsIn(generated));
      const drawing = drawMatrix(matrix, { maxEdges });
      const hidden = new Set(matrix.peers.flatMap(({ id }, index) => (isDrawn(drawing, id) ? [] : [index])));
      let [open, unknown] = [0, 0];
      for (const { source, destination, cell } of entriesOf(matrix)) {
        if (hidden.has(source) || hidden.has(destination)) continue;
        open += cell.pairs.open;
        unknown += cell.pairs.unknown;
      }
      // Where ports are told, a pair that is open and unknown has an edge of each kind; else it has one.
      const isTold = drawing.overview === null || drawing.overview.tells === 'ports';
      const total = (kinds: readonly string[], count: 'open' | 'unknown'): number =>
        drawing.edges
          .filter(({ kind }) => !isTold || kinds.includes(kind))
          .reduce((sum, { pairs }) => sum + pairs[count], 0);
      expect(total(['rule', 'open'], 'open')).toBe(open);
      expect(total(['unknown'], 'unknown')).toBe(unknown);
    }),
    { numRuns: 200 },
  );
});

describe('what is closed', () => {
  const edgesOf = (show: 'open' | 'half-open' | 'denied'): readonly string[] =>
    drawMatrix(askMatrix(shop()), { show }).edges.map(({ from, to, kind }) => `${from} ${to} ${kind}`);

  test('is drawn where only one side denies it, when asked for', () => {
    expect(edgesOf('open').filter((edge) => edge.endsWith('half-open'))).toEqual([]);
    expect(edgesOf('half-open')).toContain('shop/deployment/api data/deployment/redis half-open');
    expect(edgesOf('half-open').filter((edge) => edge.endsWith('denied'))).toEqual([]);
  });

  test('is drawn for every pair without an open port, when asked for', () => {
    expect(edgesOf('denied')).toContain('external/internet shop/deployment/api denied');
    expect(edgesOf('denied')).toContain('shop/deployment/api data/deployment/redis half-open');
    expect(edgesOf('denied')).toEqual(
      expect.arrayContaining([...edgesOf('half-open')].filter((edge) => !edge.includes('namespace/'))),
    );
  });

  test('is told apart in every drawing', () => {
    const drawing = drawMatrix(askMatrix(shop()), { show: 'denied' });
    expect(renderGraphDot(drawing)).toContain('label="half-open 5432, 6379", style=dotted, arrowhead=tee');
    expect(renderGraphMermaid(drawing)).toContain('shop_api -.-x|"half-open 5432, 6379"| data_redis');
  });
});

test('a port filter is drawn as well', () => {
  const { edges } = drawMatrix(askMatrix(shop(), { port: '5432', to: 'data/any' }));
  expect(edges.map(({ from, to, ports: open }) => [from, to, isNoPorts(open)])).toEqual([
    ['shop/deployment/api', 'data/statefulset/postgres', false],
  ]);
});

test('the graph has the nodes and edges of the drawing', () => {
  const drawing = drawMatrix(askMatrix(shop()));
  const graph = toGraph(drawing);
  expect(graph.size).toBe(drawing.edges.length);
  expect(graph.order).toBe(6 + 3);
  expect(graph.getEdgeAttributes(graph.edges('shop/deployment/api', 'data/statefulset/postgres')[0])).toEqual({
    kind: 'rule',
    ports: [{ protocol: 'TCP', port: 5432 }],
    pairs: { open: 1, of: 1 },
  });
});

test('the graph as JSON and as DOT', async () => {
  const drawing = drawMatrix(askMatrix(shop()));
  await expect(renderGraphJson(answerGraph(askMatrix(shop())))).toMatchFileSnapshot('../golden/views/shop-graph.json');
  await expect(renderGraphDot(drawing)).toMatchFileSnapshot('../golden/views/shop.dot');
});

test('DOT quotes hostile names', () => {
  const hostile = 'a"; b [label="x\\"]; <b>&amp;\n}';
  const dot = renderGraphDot(
    drawMatrix(askMatrix(verdictsIn(cluster({ pods: [pod({ name: hostile }), pod({ name: 'b', namespace: 'c' })] })))),
  );
  expect(dot).toContain('label="a\\"; b [label=\\"x\\\\\\"]; <b>&amp;amp;\\\\u{a}}"');
});

function isDrawn({ nodes, namespaces }: Drawing, id: string): boolean {
  const all = [...nodes, ...namespaces.flatMap((namespace) => namespace.nodes)];
  return all.some((node) => node.id === id || node.members.includes(id));
}
