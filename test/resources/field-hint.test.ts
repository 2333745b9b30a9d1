/** Unknown fields: where they belong, and the lines as they were meant, which are then accepted. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ResourceDiagnostics } from '../../src/model/diagnostics/resources.ts';
import { positionOf } from '../../src/model/provenance.ts';
import { errorsOf, readManifest } from './read-manifest.ts';

const HEAD = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\n';
const MISTAKES = join(import.meta.dirname, '../../policies/mistakes');

test.each([
  ['ingress-under-pod-selector.yaml', 11, { kind: 'up', levels: 1, beside: 'podSelector' }],
  ['match-labels-left-empty.yaml', 17, { kind: 'label' }],
])('%s is refused, and its corrected lines are accepted', (file, line, hint) => {
  const text = readFileSync(join(MISTAKES, file), 'utf8');
  const errors = errorsOf(readManifest(text));
  expect(errors.map(({ code, at }) => [code, positionOf(at).line])).toEqual([['unknown-field', line]]);
  const { corrected, ...args } = unknownFieldOf(text);
  expect(args.hint).toEqual(hint);
  expect(errorsOf(readManifest(withCorrection(text, corrected)))).toEqual([]);
});

test.each([
  ['spec: {podSelectr: {}}', { kind: 'spelling', field: 'podSelector' }],
  ['spec: {PodSelector: {}}', { kind: 'spelling', field: 'podSelector' }],
  ['spec: {podSelector: {app: web}}', { kind: 'label' }],
  ['spec: {podSelector: {policyTypes: [Egress]}}', { kind: 'up', levels: 1, beside: 'podSelector' }],
  ['spec: {ingress: [{from: [{ports: []}]}]}', { kind: 'up', levels: 1, beside: 'from' }],
  ['spec: {ingress: [{from: [{podSelector: {ports: []}}]}]}', { kind: 'up', levels: 2, beside: 'from' }],
  ['spec: {ingress: [{podSelector: {}}]}', { kind: 'inside', fields: ['from'] }],
  ['spec: {ingress: [{from: [{matchLabels: {}}]}]}', { kind: 'inside', fields: ['namespaceSelector', 'podSelector'] }],
  ['spec: {ingress: [{to: []}]}', { kind: 'elsewhere', path: 'spec.egress[].to', known: ['from', 'ports'] }],
  ['spec: {labels: {a: b}}', { kind: 'elsewhere', path: 'metadata.labels', known: expect.any(Array) }],
  ['spec: {ingress: [{from: [{ipBlock: {exclude: []}}]}]}', { kind: 'known', fields: ['cidr', 'except'] }],
])('%s', (spec, hint) => {
  expect(unknownFieldOf(`${HEAD}${spec}\n`).hint).toEqual(hint);
});

test('labels beside matchLabels are put to those under it', () => {
  const text = `${HEAD}spec:
  podSelector:
    app: web
    matchLabels:
      tier: front
    zone: a
    matchExpressions:
      - {key: x, operator: Exists}
`;
  const { corrected } = unknownFieldOf(text);
  expect(corrected).toEqual([
    '  podSelector:',
    '    matchLabels:',
    '      tier: front',
    '      app: web',
    '      zone: a',
    '    matchExpressions:',
    '      - {key: x, operator: Exists}',
  ]);
});

test('nothing is corrected where a field of that name is there already', () => {
  const text = `${HEAD}spec:\n  podSelector:\n    ingress: []\n  ingress: []\n`;
  expect(unknownFieldOf(text).corrected).toEqual([]);
});

test('nothing is corrected on one line', () => {
  expect(unknownFieldOf(`${HEAD}spec: {podSelector: {ingress: []}}\n`).corrected).toEqual([]);
});

function unknownFieldOf(text: string): ResourceDiagnostics['unknown-field'] {
  const found = readManifest(text).diagnostics.find(({ code }) => code === 'unknown-field');
  if (found?.code !== 'unknown-field') throw new Error('no unknown field');
  return found.args;
}

// Corrections say the same lines in another order or indentation, so they replace as many from their first on.
function withCorrection(text: string, corrected: readonly string[]): string {
  const lines = text.split('\n');
  const first = lines.findIndex(
    (line, index) => line === corrected[0] && corrected.some((other) => other.trim() === lines[index + 2]?.trim()),
  );
  return lines.toSpliced(first, corrected.length, ...corrected).join('\n');
}
