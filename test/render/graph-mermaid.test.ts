/** Mermaid diagrams: what they draw, and that Mermaid's own parser reads every one of them as it was meant. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawingNotes } from '../../src/render/drawing-text.ts';
import { renderGraphMermaid } from '../../src/render/graph-mermaid.ts';
import { bundleEdges } from '../../src/views/bundle-edges.ts';
import { drawMatrix } from '../../src/views/draw-matrix.ts';
import type { Drawing } from '../../src/views/drawing.ts';
import { cluster, ipBlock, pod, podsHere, policy, ports } from '../builders.ts';
import { anyCluster } from '../laws/arbitraries.ts';
import { askMatrix, verdictsIn } from './ask.ts';
import { parseFlowchart } from './mermaid-parser.ts';
import { shop } from './shop.ts';

describe('the shop cluster', () => {
  const drawing = drawMatrix(askMatrix(shop()));

  test('is drawn with its namespaces as frames', async () => {
    await expect(renderGraphMermaid(drawing)).toMatchFileSnapshot('../golden/render/shop.mmd');
  });

  test('has edges by rule, and dashed ones where nobody restricts', async () => {
    const { edges } = await parseFlowchart(renderGraphMermaid(drawing));
    expect(edges.find(({ from, to }) => from === 'shop_api' && to === 'data_postgres')).toMatchObject({
      label: '5432',
      stroke: 'normal',
    });
    expect(edges.find(({ from, to }) => from === 'all_data' && to === 'dev_sandbox')).toMatchObject({
      label: 'any',
      stroke: 'dotted',
    });
  });

  test('becomes an overview above the number of edges, and says so', async () => {
    const overview = drawMatrix(askMatrix(shop()), { maxEdges: 5 });
    await expect(renderGraphMermaid(overview)).toMatchFileSnapshot('../golden/render/shop-overview.mmd');
    expect(drawingNotes(overview).join()).toContain('folded 9 edges');
  });

  test('stays in full when workloads are asked for', () => {
    const asked = askMatrix(shop(), { shape: { groupBy: 'workload' } });
    expect(drawMatrix(asked, { maxEdges: 5 }).overview).toBeNull();
  });
});

test('unknown connections are dotted and carry a question mark', async () => {
  const verdicts = verdictsIn(
    cluster({
      pods: [pod({ name: 'client' }), pod({ name: 'server', labels: { app: 'server' } })],
      policies: [
        policy({
          podSelector: { app: 'server' },
          ingress: [{ peers: [ipBlock('10.20.0.0/16')], ports: [ports('TCP', 443)] }],
        }),
      ],
    }),
  );
  const text = renderGraphMermaid(drawMatrix(askMatrix(verdicts)));
  const { edges } = await parseFlowchart(text);
  const at = edges.findIndex(({ from, to }) => from === 'default_client' && to === 'default_server');
  expect(edges[at]?.label).toBe('? 443');
  expect(text).toContain(`linkStyle ${at} stroke-dasharray:1 4`);
});

const SHOWN = fc.constantFrom('open', 'half-open', 'denied');

const HOSTILE = [
  'end',
  'subgraph',
  'graph',
  'default',
  'style',
  'class a b',
  'click a call b()',
  'o--x',
  'x-->y',
  '"quoted"',
  '`tick`',
  '%% comment',
  '%%{init: {"theme": "dark"}}%%',
  '<script>alert(1)</script>',
  '<b>bold</b>',
  'style:#34;',
  'classDef x:#fff;',
  '#quot;',
  '#35;',
  '&lt;&amp;',
  '{a}|b|[c](d)',
  'back\\slash',
  'line\nbreak',
  '名前',
  '---',
  '$$x^2$$',
  ';',
];

describe('hostile names stay harmless', () => {
  test.each(HOSTILE)('%j', async (name) => {
    const verdicts = verdictsIn(
      cluster({
        pods: [pod({ namespace: name, name }), pod({ namespace: 'other', name: 'web', labels: { app: 'web' } })],
        policies: [
          policy({ namespace: 'other', podSelector: { app: 'web' }, ingress: [{ ports: [ports('TCP', 80)] }] }),
        ],
      }),
    );
    await expectFaithful(drawMatrix(askMatrix(verdicts)));
  });

  test('all of them together', async () => {
    const pods = HOSTILE.map((name) => pod({ namespace: 'all', name, labels: { name } }));
    const policies = HOSTILE.slice(1).map((name, index) =>
      policy({
        namespace: 'all',
        name: `${index}`,
        podSelector: { name },
        ingress: [{ peers: [podsHere({ name: HOSTILE[index] ?? '' })], ports: [ports('TCP', index + 1)] }],
      }),
    );
    await expectFaithful(drawMatrix(askMatrix(verdictsIn(cluster({ pods, policies }))), { maxEdges: 1000 }));
  });
});

test('every generated cluster is read as it was drawn', async () => {
  await fc.assert(
    fc.asyncProperty(anyCluster(), fc.constantFrom(3, 60, 1000), SHOWN, async (generated, maxEdges, show) => {
      await expectFaithful(drawMatrix(askMatrix(verdictsIn(generated)), { maxEdges, show }));
    }),
    { numRuns: 40 },
  );
});

test.each([
  ['nothing', cluster({})],
  ['one pod', cluster({ pods: [pod()] })],
  ['policies without pods', cluster({ policies: [policy({ ingress: [] })] })],
])('%s is a diagram too', async (_, empty) => {
  await expectFaithful(drawMatrix(askMatrix(verdictsIn(empty))));
});

test('what Mermaid would refuse to draw is replaced by what to do', async () => {
  const pods = Array.from({ length: 30 }, (_, index) => pod({ name: `p${index}`, labels: { n: `${index}` } }));
  const policies = pods.map((_, index) =>
    policy({ name: `${index}`, podSelector: { n: `${index}` }, ingress: [{ ports: [ports('TCP', index + 1)] }] }),
  );
  const drawing = drawMatrix(askMatrix(verdictsIn(cluster({ pods, policies }))), { maxEdges: 10_000 });
  expect(drawing.edges.length).toBeGreaterThan(500);
  const { labels } = await parseFlowchart(renderGraphMermaid(drawing));
  expect([...labels.values()].join()).toContain('more than Mermaid draws');
});

// Every node, frame, junction and line of the drawing is there, under its own name, and nothing else is.
async function expectFaithful(drawing: Drawing): Promise<void> {
  const { labels, edges, frames } = await parseFlowchart(renderGraphMermaid(drawing));
  const nodes = [...drawing.namespaces.flatMap((namespace) => namespace.nodes), ...drawing.nodes];
  const { junctions, strokes } = bundleEdges(drawing);
  // A frame with lines across it may have one node that stands for all in it.
  const anchors = new Set(
    [...labels].filter(([id, label]) => id.startsWith('all_') && label === 'all').map(([id]) => id),
  );
  expect(labels.size - anchors.size).toBe(nodes.length + drawing.namespaces.length + junctions.length);
  expect(edges.length).toBe(strokes.length);
  expect([...frames.values()].map((ids) => ids.filter((id) => !anchors.has(id)).length).toSorted()).toEqual(
    drawing.namespaces.map((namespace) => namespace.nodes.length).toSorted(),
  );
  // A long name has several lines.
  const shown = [...labels.values()].join('\n').replaceAll(/<br\/?>|\n/g, ' ');
  for (const { names } of nodes) for (const name of names) expect(shown).toContain(name.replaceAll('\n', '\\u{a}'));
}
