/**
 * Laws of every registered format of every command, with nothing to say, with little, with much and with names that mean
 * mischief. They go through the registries, so that a new format is held to them without a line here.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { CHECK_FORMATS } from '../../src/render/check-formats.ts';
import { GRAPH_FORMATS } from '../../src/render/graph-formats.ts';
import type { Format } from '../../src/render/index.ts';
import * as registries from '../../src/render/index.ts';
import type { Style } from '../../src/render/style.ts';
import { PLAIN } from '../../src/render/style.ts';
import type { CheckView } from '../../src/views/check.ts';
import { buildCheck } from '../../src/views/check.ts';
import { describePolicies } from '../../src/views/describe.ts';

import { explain } from '../../src/views/explain.ts';
import type { ExplainAnswer } from '../../src/views/explanation.ts';
import type { GraphAnswer } from '../../src/views/graph-answer.ts';
import { answerGraph } from '../../src/views/graph-answer.ts';
import type { Matrix } from '../../src/views/matrix.ts';
import { cluster, pod, policy } from '../builders.ts';
import { checkFile } from '../check-run.ts';
import { load, loadFiles } from '../load.ts';
import { askMatrix, peersOf } from '../render/ask.ts';

const { MATRIX_FORMATS, EXPLAIN_FORMATS, DESCRIBE_FORMATS } = registries;

const TERMINAL: Style = { ...PLAIN, width: 80 };
const HOSTILE = [
  '\u001b[31mred\u001b[0m',
  'a\nb',
  '<script>alert(1)</script>',
  '%%{init}%%',
  '"|`',
  '名前',
  '=1+1',
  'end',
];

const SHOP = ['data-netpol.yaml', 'shop-netpol.yaml', 'workloads.yaml'].map((name) => ({
  name: `k8s/${name}`,
  text: readFileSync(`test/fixtures/render/shop/${name}`, 'utf8'),
}));

const clusters: Readonly<Record<string, Cluster>> = {
  'no peer': load('apiVersion: v1\nkind: Namespace\nmetadata: { name: empty }\n').cluster,
  'one peer': cluster({ pods: [pod({ name: 'only' })] }),
  'a policy that selects nothing': cluster({ policies: [policy({ name: 'alone', ingress: [] })] }),
  'three namespaces': loadFiles(SHOP).cluster,
  'hostile names': cluster({
    pods: HOSTILE.map((name) => pod({ name, namespace: name, labels: { app: name } })),
    policies: HOSTILE.map((name) => policy({ name, namespace: name, podSelector: { app: name }, ingress: [] })),
  }),
};
const checks: Readonly<Record<string, CheckView>> = {
  nothing: buildCheck([]),
  'tests that pass and fail': checkFile('test/fixtures/check/worked-cluster-one-dash/netpol.test.yaml'),
  problems: buildCheck([
    { diagnostics: load('kind: Pod\n---\nspec: {\n---\n\u0007').diagnostics, findings: [], tests: [] },
  ]),
};

/** A format with something to write. */
interface Writing {
  readonly title: string;
  readonly format: string;
  readonly write: (style: Style) => string;
}

const writings: readonly Writing[] = [
  ...Object.entries(clusters).flatMap(([name, one]) => writingsOf(name, one)),
  ...Object.entries(checks).flatMap(([name, view]) => withEach('check', name, CHECK_FORMATS, view)),
];

describe.each(writings)('$title', ({ format, write }) => {
  test('ends in one line break, unless it has nothing to say', () => {
    expect(write(TERMINAL)).toMatch(/^$|[^\n]\n$/);
  });

  test('says the same every time', () => {
    expect(write(TERMINAL)).toBe(write(TERMINAL));
  });

  test('has no escape code without colour, and no other control character', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(write(TERMINAL)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
  });

  test('has no blanks at the ends of lines', () => {
    expect(write(TERMINAL)).not.toMatch(/[ \t]\n/);
  });

  test('says the same with colour as without', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what colour adds
    expect(write({ ...TERMINAL, color: true }).replaceAll(/\u001b\[[0-9;]*m/g, '')).toBe(write(TERMINAL));
  });

  if (format === 'json') {
    test('is JSON with the version first', () => {
      expect(Object.entries(JSON.parse(write(TERMINAL)))[0]).toEqual(['version', 1]);
    });
  }
});

describe('the order of files changes nothing:', () => {
  const backwards = loadFiles(SHOP.toReversed()).cluster;
  test.each(writingsOf('three namespaces', backwards))('$title', ({ title, write }) => {
    expect(write(TERMINAL)).toBe(writings.find((one) => one.title === title)?.write(TERMINAL));
  });
});

describe('lists of JSON are sorted by namespace, name and kind:', () => {
  const json = JSON.parse(write('matrix of three namespaces as json'));
  test('peers', () => {
    const workloads: readonly { readonly namespace: string; readonly name: string }[] = json.peers.slice(0, -1);
    const keys = workloads.map(({ namespace, name }) => `${namespace} ${name}`);
    expect(keys).toEqual(keys.toSorted());
    expect(json.peers.at(-1).kind).toBe('External');
  });

  test('connections, as their peers', () => {
    const order = json.peers.map(({ id }: { readonly id: string }) => id);
    const positions = json.connections.map(
      ({ from, to }: { readonly from: string; readonly to: string }) => order.indexOf(from) * 100 + order.indexOf(to),
    );
    expect(positions).toEqual(positions.toSorted((left: number, right: number) => left - right));
  });
});

test('no two formats of a command share a name', () => {
  for (const list of [MATRIX_FORMATS, EXPLAIN_FORMATS, DESCRIBE_FORMATS, GRAPH_FORMATS, CHECK_FORMATS]) {
    const names = list.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('no registry is left out here', () => {
  const known = Object.keys(registries).filter((name) => name.endsWith('_FORMATS'));
  expect(known.sort()).toEqual(['DESCRIBE_FORMATS', 'EXPLAIN_FORMATS', 'MATRIX_FORMATS']);
});

function writingsOf(name: string, of: Cluster): readonly Writing[] {
  const connectivity = compileConnectivity(of);
  const matrix: Matrix = askMatrix(connectivity);
  const drawing: GraphAnswer = answerGraph(matrix);
  const answer = explainAll(connectivity);
  return [
    ...withEach('matrix', name, MATRIX_FORMATS, matrix),
    ...withEach('graph', name, GRAPH_FORMATS, drawing),
    ...withEach('describe', name, DESCRIBE_FORMATS, describePolicies(connectivity)),
    ...(answer === undefined ? [] : withEach('explain', name, EXPLAIN_FORMATS, answer)),
  ];
}

// Where there is no workload there is nothing to explain.
function explainAll(connectivity: ReturnType<typeof compileConnectivity>): ExplainAnswer | undefined {
  if (connectivity.cluster.workloads.length === 0) return undefined;
  const answer = explain(connectivity, {
    from: peersOf(connectivity, 'any'),
    to: peersOf(connectivity, 'cluster'),
    port: null,
  });
  return 'kind' in answer ? undefined : answer;
}

function withEach<View>(
  command: string,
  name: string,
  formats: readonly Format<View>[],
  view: View,
): readonly Writing[] {
  return formats.map((format) => ({
    title: `${command} of ${name} as ${format.name}`,
    format: format.name,
    write: (style) => [...format.render(view, style)].join(''),
  }));
}

function write(title: string): string {
  return writings.find((one) => one.title === title)?.write(TERMINAL) ?? '';
}
