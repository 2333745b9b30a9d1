/** The JSON that netpol writes and the tables of docs/formats say the same, in both directions. */

import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/model/findings.ts';
import { placeOfFile } from '../../src/model/provenance.ts';
import { renderCheckJson } from '../../src/render/check-json.ts';
import { buildCheck } from '../../src/views/check.ts';
import { runNetpol } from '../cli/run.ts';
import { compareWithTables, readTables } from './documented-json.ts';
import { root } from './source-tree.ts';

const WORKED = 'test/fixtures/check/worked-cluster/k8s';
const FORMS = 'test/fixtures/check/forms';
// Unknown verdicts, families that differ, hostNetwork, port names that nobody declares.
const ODD = 'test/fixtures/structure/documented-json/odd';
// A workload whose pods are treated differently.
const PARTS = 'test/fixtures/structure/documented-json/parts';
const SETTINGS = 'test/fixtures/structure/documented-json/settings/netpol.config.yaml';
const BROKEN = 'test/fixtures/structure/documented-json/broken';

const commands: readonly (readonly [section: string, ...args: readonly string[]])[] = [
  ['matrix.md#the-answer', 'matrix', WORKED],
  ['matrix.md#the-answer', 'matrix', WORKED, '--group-by', 'namespace'],
  ['matrix.md#the-answer', 'matrix', 'policies/block-metadata', '--fold'],
  ['matrix.md#the-answer', 'matrix', ODD, '--dual-stack'],
  ['matrix.md#the-answer', 'matrix', PARTS],
  ['matrix.md#the-answer', 'matrix', BROKEN, '--keep-going'],
  ['explain.md#the-answer', 'explain', '-f', WORKED, 'shop/api', 'data/redis:6379'],
  ['explain.md#the-answer', 'explain', '-f', WORKED, 'shop/frontend', 'data/redis:6379'],
  ['explain.md#the-answer', 'explain', '-f', WORKED, 'dev/sandbox', 'data/redis:6379'],
  ['explain.md#the-answer', 'explain', '-f', WORKED, 'internet', 'data/redis:6379'],
  ['explain.md#the-answer', 'explain', '-f', ODD, 'odd/agent', 'odd/web:85'],
  ['explain.md#the-answer', 'explain', '-f', ODD, '--dual-stack', 'odd/web', 'odd/web:443'],
  ['explain.md#the-answer', 'explain', '-f', ODD, 'odd/web', 'odd/web:9000'],
  ['explain.md#the-answer', 'explain', '-f', ODD, 'odd/six', 'odd/agent:443'],
  ['explain.md#several-at-once', 'explain', '-f', ODD, 'odd/web', 'odd/web:1-65535'],
  ['explain.md#several-at-once', 'explain', '-f', '-', 'any', 'default/target:80'],
  ['explain.md#several-at-once', 'explain', '-f', WORKED, 'any', 'data/any'],
  ['explain.md#several-at-once', 'explain', '-f', WORKED, 'any', 'cluster:redis-tcp'],
  ['explain.md#several-at-once', 'explain', '-f', ODD, 'any', 'odd/any:80-90', '--dual-stack'],
  ['graph.md#the-answer', 'graph', WORKED],
  ['graph.md#the-answer', 'graph', WORKED, '--intruder', 'shop/frontend', '--path-to', 'cluster'],
  ['graph.md#the-answer', 'graph', WORKED, '--max-edges', '1'],
  ['graph.md#the-answer', 'graph', ODD, '--dual-stack'],
  ['describe.md#the-answer', 'describe', '-f', WORKED],
  ['describe.md#the-answer', 'describe', '-f', ODD],
  ['config.md#the-answer', 'config', '--config', SETTINGS, '--pod-cidrs', '10.244.0.0/16'],
  ['check.md#the-answer', 'check', FORMS],
  ['check.md#the-answer', 'check', 'test/fixtures/check/worked-cluster-one-dash'],
  ['check.md#the-answer', 'check', ODD],
  ['check.md#the-answer', 'check', BROKEN],
  ['check.md#the-answer', 'check', '-'],
];

const FINDING: Answer = { json: checkWithFinding(), reference: 'docs/formats/check.md#the-answer' };

test.each(commands.map((command) => [command.slice(1).join(' '), command] as const))(
  'netpol %s: every field is documented',
  async (_, command) => {
    const { json, reference } = await answerOf(command);
    expect(compareWithTables(JSON.parse(json), reference).problems).toEqual([]);
  },
);

test('a finding: every field is documented', () => {
  expect(compareWithTables(JSON.parse(FINDING.json), FINDING.reference).problems).toEqual([]);
});

test('every documented field is written', async () => {
  const answers = [FINDING, ...(await Promise.all(commands.map(answerOf)))];
  const seen = new Set(
    answers.flatMap(({ json, reference }) => [...compareWithTables(JSON.parse(json), reference).seen]),
  );
  const documented = globSync('docs/formats/*.md', { cwd: root }).flatMap((page) =>
    [...readTables(page)].flatMap(([section, fields]) => fields.map(({ name }) => `${page}#${section} ${name}`)),
  );
  expect(documented.filter((field) => !seen.has(field))).toEqual([]);
});

test.each([
  [{ version: 1, policies: [], more: 1 }, '$.more is not documented under docs/formats/describe.md#the-answer'],
  [{ version: 1 }, '$.policies is missing, and not optional'],
  [{ version: 2, policies: [] }, '$.version is no 1: 2'],
  [{ version: 1, policies: [{}] }, '$.policies[0].id is missing, and not optional'],
])('%j is refused', (value, problem) => {
  expect(compareWithTables(value, 'docs/formats/describe.md#the-answer').problems).toContain(problem);
});

interface Answer {
  readonly json: string;
  /** The table that it is held to. */
  readonly reference: string;
}

async function answerOf([section, ...args]: (typeof commands)[number]): Promise<Answer> {
  const { stdout, stderr } = await runNetpol([...args, '-o', 'json'], { stdin: manyReasons() });
  if (stdout === '') throw new Error(stderr);
  return { json: stdout, reference: `docs/formats/${section}` };
}

// More callers than are explained, each let in or kept out for a reason of its own; and a field that no policy has.
function manyReasons(): string {
  const names = Array.from({ length: 60 }, (_, index) => `caller-${index}`);
  const podOf = (name: string): string =>
    `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, labels: { app: ${name} } }, ` +
    'spec: { containers: [{ name: c, image: c }], hostnames: x } }';
  const rules = names.map((name) => `{ from: [{ podSelector: { matchLabels: { app: ${name} } } }] }`);
  const policy =
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: many }, ' +
    `spec: { podSelector: { matchLabels: { app: target } }, ingress: [${rules.join(', ')}] } }`;
  return [...['target', ...names].map(podOf), policy].join('\n---\n');
}

// No command finds anything yet; what findings look like is fixed all the same.
function checkWithFinding(): string {
  const at = placeOfFile('k8s/data.yaml');
  const edit = { at, end: 0, text: ' ' };
  const finding: Finding = {
    rule: 'NP101',
    name: 'and-or-split',
    severity: 'warning',
    message: 'two separate peers',
    at,
    path: 'spec.ingress[0].from[1]',
    related: [{ at, message: 'the first of them' }],
    help: 'delete the second "-"',
    fix: { safe: false, edits: [edit] },
    suppressed: { by: 'comment', reason: 'legacy' },
  };
  return [...renderCheckJson(buildCheck([{ diagnostics: [], findings: [finding], tests: [] }]))].join('');
}
