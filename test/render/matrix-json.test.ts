/** The matrix for programs: exactly what design.md section 6 promises. */

import { expect, test } from 'vitest';
import { renderMatrixCsv } from '../../src/render/matrix-csv.ts';
import { renderMatrixJson } from '../../src/render/matrix-json.ts';
import { renderMatrixMarkdown } from '../../src/render/matrix-markdown.ts';
import type { Matrix } from '../../src/views/matrix.ts';
import type { ClusterSpec } from '../builders.ts';
import { cluster, ipBlock, pod, podsHere, policy, ports, workload } from '../builders.ts';
import { askMatrix, verdictsIn } from './ask.ts';
import { shop } from './shop.ts';

const shopMatrix = askMatrix(shop());

test('the shop cluster as JSON', async () => {
  await expect([...renderMatrixJson(shopMatrix)].join('')).toMatchFileSnapshot('../golden/render/shop.json');
});

test('the shop cluster as CSV', async () => {
  await expect([...renderMatrixCsv(shopMatrix)].join('')).toMatchFileSnapshot('../golden/render/shop.csv');
});

test('the shop cluster as Markdown', async () => {
  await expect(renderMatrixMarkdown(shopMatrix)).toMatchFileSnapshot('../golden/render/shop.md');
});

test('version comes first', () => {
  expect([...renderMatrixJson(shopMatrix)].join('')).toMatch(/^\{\s*"version": 1,/);
});

test('runs of ports are merged and sorted by protocol', () => {
  const items = [
    ports('UDP', 53),
    ports('TCP', 8000, 8099),
    ports('TCP', 443),
    ports('TCP', 8050, 8200),
    ports('SCTP', 1),
  ];
  expect(
    connection({ policies: [policy({ podSelector: { app: 'b' }, ingress: [{ ports: items }] })] })['ports'],
  ).toEqual([
    { protocol: 'TCP', port: 443 },
    { protocol: 'TCP', port: 8000, endPort: 8200 },
    { protocol: 'UDP', port: 53 },
    { protocol: 'SCTP', port: 1 },
  ]);
});

test('every port of every protocol is "all", however it was written', () => {
  const items = [ports('TCP'), ports('UDP', 1, 65535), ports('SCTP', 1, 40000), ports('SCTP', 30000, 65535)];
  expect(connection({ policies: [policy({ podSelector: { app: 'b' }, ingress: [{ ports: items }] })] })['ports']).toBe(
    'all',
  );
});

const BOTH_FAMILIES = {
  pods: [
    pod({ name: 'a', at: ['10.0.0.1', 'fd00::1'] }),
    pod({ name: 'b', labels: { app: 'b' }, at: ['10.0.0.2', 'fd00::2'] }),
  ],
  settings: { families: ['IPv4', 'IPv6'] },
} as const;

test('families stand on the connection where all its ports share them', () => {
  const ingress = [{ peers: [ipBlock('0.0.0.0/0')], ports: [ports('TCP', 80)] }];
  expect(connection({ ...BOTH_FAMILIES, policies: [policy({ podSelector: { app: 'b' }, ingress })] })).toEqual({
    from: 'default/pod/a',
    to: 'default/pod/b',
    families: ['IPv4'],
    ports: [{ protocol: 'TCP', port: 80 }],
  });
});

test('families stand on the ports where they differ', () => {
  const ingress = [
    { peers: [ipBlock('::/0')], ports: [ports('TCP', 80, 90)] },
    { peers: [podsHere({})], ports: [ports('TCP', 85)] },
  ];
  expect(connection({ ...BOTH_FAMILIES, policies: [policy({ podSelector: { app: 'b' }, ingress })] })).toEqual({
    from: 'default/pod/a',
    to: 'default/pod/b',
    ports: [
      { protocol: 'TCP', port: 80, endPort: 84, families: ['IPv6'] },
      { protocol: 'TCP', port: 85 },
      { protocol: 'TCP', port: 86, endPort: 90, families: ['IPv6'] },
    ],
  });
});

test('what is unknown says why and where', () => {
  const ingress = [{ peers: [ipBlock('10.20.0.0/16')] }];
  const json = jsonOf(matrixOf({ policies: [policy({ podSelector: { app: 'b' }, ingress })] }));
  expect(json['unknown']).toEqual([
    {
      from: 'default/pod/a',
      to: 'default/pod/b',
      ports: 'all',
      because: '10.20.0.0/16 covers the podCIDRs in part',
      at: 'test.yaml:1:1',
    },
  ]);
  expect(json['diagnostics']).toMatchObject([{ code: 'unknown-verdicts', severity: 'warning', at: 'test.yaml:1:1' }]);
});

test('a DaemonSet has no number of pods, a workload without pods has none', () => {
  const specs: ClusterSpec = {
    workloads: [
      { ...workload('DaemonSet', 'agent', [pod({ name: null })]), replicas: null },
      { ...workload('Deployment', 'idle', [pod({ name: null })]), replicas: 0 },
    ],
  };
  expect(jsonOf(matrixOf(specs))['peers']).toMatchObject([
    { id: 'default/pod/a' },
    { id: 'default/daemonset/agent', pods: null },
    { id: 'default/pod/b' },
    { id: 'default/deployment/idle', pods: 0 },
    { id: 'external/internet', kind: 'External' },
  ]);
});

test('parts of a workload carry their number and the names of their pods', () => {
  const pods = [
    pod({ name: 'web-1', labels: { app: 'b', v: '1' } }),
    pod({ name: 'web-2', labels: { app: 'b', v: '2' } }),
  ] as const;
  const json = jsonOf(
    matrixOf({
      workloads: [workload('Deployment', 'web', pods)],
      policies: [policy({ podSelector: { v: '1' }, ingress: [] })],
    }),
  );
  expect(json['peers']).toMatchObject([
    {},
    {},
    { id: 'default/deployment/web~1', name: 'web', part: 1, podNames: ['web-1'], pods: 1, isolated: { ingress: true } },
    {
      id: 'default/deployment/web~2',
      name: 'web',
      part: 2,
      podNames: ['web-2'],
      pods: 1,
      isolated: { ingress: false },
    },
    {},
  ]);
});

test('namespaces carry counts of pairs', () => {
  const json = jsonOf(askMatrix(shop(), { shape: { groupBy: 'namespace' } }));
  expect(json['peers']).toMatchObject([
    { id: 'namespace/data', kind: 'Namespace', name: 'data' },
    { id: 'namespace/dev' },
    { id: 'namespace/shop' },
    { id: 'external/internet' },
  ]);
  expect(json['connections']).toContainEqual({
    from: 'namespace/shop',
    to: 'namespace/data',
    pairs: { open: 1, of: 4 },
    ports: [{ protocol: 'TCP', port: 5432 }],
  });
});

test('folded workloads carry their members', () => {
  const matrix = askMatrix(verdictsIn(cluster({ pods: [pod({ name: 'a' }), pod({ name: 'b' })] })), {
    shape: { isFolded: true },
  });
  expect(jsonOf(matrix)['peers']).toMatchObject([
    { id: 'default/{a,b}', kind: 'Pod', pods: 2, members: ['default/pod/a', 'default/pod/b'] },
    {},
  ]);
});

test('filters limit peers and connections alike', () => {
  const json = jsonOf(askMatrix(shop(), { from: 'shop/any', to: 'data/postgres:5432' }));
  expect(json['peers']).toMatchObject([
    { id: 'data/statefulset/postgres' },
    { id: 'shop/deployment/api' },
    { id: 'shop/deployment/frontend' },
  ]);
  expect(json['connections']).toEqual([
    { from: 'shop/deployment/api', to: 'data/statefulset/postgres', ports: [{ protocol: 'TCP', port: 5432 }] },
  ]);
});

test('a port by name means what each destination declares', () => {
  const json = jsonOf(askMatrix(shop(), { from: 'shop/any', port: 'http' }));
  expect(json['connections']).toEqual([
    { from: 'shop/deployment/frontend', to: 'shop/deployment/api', ports: [{ protocol: 'TCP', port: 8080 }] },
  ]);
});

test('invalid objects that were left out are told', () => {
  expect(jsonOf(askMatrix(shop(), { leftOut: ['shop/broken'] }))['leftOut']).toEqual(['shop/broken']);
});

test('CSV quotes what would break a line, and hides no formula', () => {
  const pods = [pod({ name: '=1+1,"x"' }), pod({ name: 'b', namespace: '=cmd' })];
  const csv = [...renderMatrixCsv(askMatrix(verdictsIn(cluster({ pods }))))].join('');
  expect(csv).toContain('"default/=1+1,""x""",');
  expect(csv).toContain(`'=cmd/b,`);
});

test('Markdown escapes what would be markup', () => {
  const pods = [pod({ name: 'a|b*c_<img>' }), pod({ name: 'b' })];
  expect(renderMatrixMarkdown(askMatrix(verdictsIn(cluster({ pods }))))).toContain('default/a\\|b\\*c\\_\\<img\\>');
});

function matrixOf(spec: ClusterSpec): Matrix {
  const pods = spec.pods ?? [pod({ name: 'a' }), pod({ name: 'b', labels: { app: 'b' } })];
  return askMatrix(verdictsIn(cluster({ ...spec, pods })));
}

// JSON is read back as whatever it holds; the test says what that must be.
function jsonOf(matrix: Matrix): Record<string, unknown> {
  return JSON.parse([...renderMatrixJson(matrix)].join(''));
}

function connection(spec: ClusterSpec): Record<string, unknown> {
  const connections = jsonOf(matrixOf(spec))['connections'];
  const all: readonly Record<string, unknown>[] = Array.isArray(connections) ? connections : [];
  return all.find(({ from, to }) => from === 'default/pod/a' && to === 'default/pod/b') ?? {};
}
