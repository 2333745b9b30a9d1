/** Reading netpol.test.yaml: every form of an entry, and every problem at its place with what to do about it. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseTestFile } from '../../src/config/test-file.ts';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import type { TestEntry, TestFile } from '../../src/model/tests.ts';
import { formatDiagnostic } from '../../src/render/diagnostics-text.ts';
import { messageOf } from '../../src/render/messages.ts';

describe('an entry says what it expects', () => {
  test('a connection with an arrow', () => {
    const [entry] = entriesOf('  - allow: internet -> shop/frontend:8080');
    expect(entry).toMatchObject({
      name: 'allow internet -> shop/frontend:8080',
      severity: 'error',
      because: null,
      tags: [],
      skip: null,
      todo: null,
      onUnknown: 'fail',
      allowEmpty: false,
      expectation: {
        kind: 'allow',
        anyOf: false,
        connections: [{ source: { text: 'internet' }, destination: { text: 'shop/frontend:8080' }, ports: [] }],
      },
    });
  });

  test('connections in the long form, each source to each destination', () => {
    const [entry] = entriesOf(
      '  - { expect: deny, from: [a/b, c/d], to: [e/f], ports: [5432, "53/UDP", http, { from: 8000, to: 8099 }] }',
    );
    expect(entry?.name).toBe('deny a/b, c/d -> e/f port 5432, 53/UDP, http, 8000-8099');
    expect(entry?.expectation).toMatchObject({
      kind: 'deny',
      connections: [
        {
          text: 'a/b -> e/f port 5432, 53/UDP, http, 8000-8099',
          ports: [{ port: 5432 }, { protocol: 'UDP' }, { name: 'http' }, { endPort: 8099 }],
        },
        { text: 'c/d -> e/f port 5432, 53/UDP, http, 8000-8099' },
      ],
    });
  });

  test('who alone may', () => {
    const [to, from] = entriesOf('  - { to: "a/b:80", only: [c/d] }\n  - { from: a/b, only: [] }');
    expect(to).toMatchObject({ name: 'only c/d -> a/b:80', expectation: { kind: 'only', direction: 'to' } });
    expect(from).toMatchObject({ name: 'a/b -> only nobody', expectation: { kind: 'only', direction: 'from' } });
  });

  test.each([
    ['{ every: a/any, is: covered }', { kind: 'every', properties: ['covered'] }],
    ['{ snapshot: matrix, of: a/any, file: a.txt }', { kind: 'snapshot', view: 'matrix', file: 'a.txt' }],
    ['{ snapshot: policies, file: a.txt }', { kind: 'snapshot', of: null }],
    ['{ policies: [effective] }', { kind: 'policies', properties: ['effective'], of: null }],
    ['{ equivalent: other/ }', { kind: 'equivalent', path: 'other/' }],
    ['{ within: other/ }', { kind: 'within', path: 'other/' }],
    ['{ permits: intent.yaml }', { kind: 'permits', path: 'intent.yaml' }],
    ['{ forbids: intent.yaml }', { kind: 'forbids', path: 'intent.yaml' }],
  ])('%s', (text, expectation) => {
    expect(entriesOf(`  - ${text}`)[0]?.expectation).toMatchObject(expectation);
  });
});

test('what an entry does not say it has from defaults', () => {
  const file = read('version: 1\ndefaults: { severity: warning, onUnknown: skip }\ntests:\n  - deny: a/b -> c/d\n');
  expect(file?.tests[0]).toMatchObject({ severity: 'warning', onUnknown: 'skip' });
});

test('manifests are paths, and commands that only --allow-run runs', () => {
  const file = read('version: 1\nmanifests: [k8s/, { run: kustomize build . }]\ntests:\n  - deny: a/b -> c/d\n');
  expect(file?.manifests).toMatchObject([
    { kind: 'path', path: 'k8s/' },
    { kind: 'command', command: 'kustomize build .' },
  ]);
});

test('every problem of a file is told in one run, at its character', async () => {
  const file = 'test/fixtures/config/test-file-problems.yaml';
  await expect(problemsOf(readFileSync(file, 'utf8'))).toMatchFileSnapshot('../golden/config/test-file-problems.txt');
});

describe('YAML that means something else is explained', () => {
  test.each([
    ['only: [shop/[app=api]]', 'quote peers that contain "[" or ",": ["shop/[app=api]"]'],
    ['only: [ns[env=prod]/any, shop/api]', 'quote peers that contain "[" or ",": ["ns[env=prod]/any"]'],
    ['only: [@dns]', 'quote what begins with @: "@dns"'],
    ['to: @dns', 'quote what begins with @: "@dns"'],
    ['allow: [app=api] -> shop/web', 'quote what begins with [: "[app=api] -> shop/web"'],
    ['allow: a/b -> c/d: 80', 'a port follows its peer without a blank: c/d:80'],
  ])('%s', (line, help) => {
    expect(problemsOf(`version: 1\ntests:\n  - ${line}\n`)).toContain(help);
  });
});

test('quotes and escapes do not shift the place of a problem', () => {
  const problems = problemsOf(`version: 1\ntests:\n  - allow: 'it''s -> b/c'\n  - allow: "\\ta/b -> c/d:0"\n`);
  expect(problems).toContain('t.yaml:3:13: error: "it\'s" is not a name');
  expect(problems).toContain('t.yaml:4:26: error: "0" is out of range');
});

function entriesOf(lines: string): readonly TestEntry[] {
  return read(`version: 1\ntests:\n${lines}\n`)?.tests ?? [];
}

function read(text: string): TestFile | undefined {
  return parseTestFile(sourceOf(text), (diagnostic) => {
    throw new Error(formatDiagnostic(diagnostic));
  });
}

function problemsOf(text: string): string {
  const problems: Diagnostic[] = [];
  const file = parseTestFile(sourceOf(text), (diagnostic) => problems.push(diagnostic));
  expect(file).toBeUndefined();
  return problems
    .map((problem) => {
      const { help } = messageOf(problem);
      return `${formatDiagnostic(problem)}\n${help === undefined ? '' : `  help: ${help}\n`}`;
    })
    .join('');
}

function sourceOf(text: string): TestFile['at']['source'] {
  return { file: 't.yaml', text, firstLine: 1, firstColumn: 1, document: 1 };
}
