/** Documents are cut where kubectl cuts them, and every document knows where it starts. */

import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { formatPlace } from '../../src/model/provenance.ts';
import { splitDocuments } from '../../src/parse/split.ts';
import { plainOfText, readText } from './read-text.ts';

function split(text: string): readonly string[] {
  return splitDocuments({ name: 'f', text }, fail).map((source) => {
    const { firstLine, firstColumn, document } = source;
    return `${document} ${firstLine}:${firstColumn} ${JSON.stringify(source.text)}`;
  });
}

function fail(problem: Diagnostic): never {
  throw new Error(JSON.stringify(problem.args));
}

describe('splitting', () => {
  test.each([
    ['two documents', 'a: 1\n---\nb: 2\n', ['1 1:1 "a: 1\\n"', '2 3:1 "b: 2\\n"']],
    ['separators first, last and twice', '---\na: 1\n---\n---\nb: 2\n---\n', ['1 2:1 "a: 1\\n"', '2 5:1 "b: 2\\n"']],
    ['comments behind separators', '--- # one\na: 1\n---# two\nb: 2', ['1 2:1 "a: 1\\n"', '2 4:1 "b: 2"']],
    ['documents of blanks and comments', '# nothing\n---\n \n# more\n---\na: 1\n', ['1 6:1 "a: 1\\n"']],
    ['nothing at all', '', []],
    ['only separators', '---\n---\n', []],
    ['a separator inside a line', 'a: |\n  ---\nb: x ---\n', ['1 1:1 "a: |\\n  ---\\nb: x ---\\n"']],
    ['CRLF', 'a: 1\r\n---\r\nb: 2\r\n', ['1 1:1 "a: 1\\r\\n"', '2 3:1 "b: 2\\r\\n"']],
    ['lone CRs, at which kubectl does not cut', 'a: 1\r---\rb: 2\r', ['1 1:1 "a: 1\\r---\\rb: 2\\r"']],
    ['a byte order mark', '\uFEFFa: 1\n---\nb: 2\n', ['1 1:1 "a: 1\\n"', '2 3:1 "b: 2\\n"']],
    [
      'concatenated JSON',
      '{"a":"}"}\n{"b":"\\"{"} {"c":[1]}',
      ['1 1:1 "{\\"a\\":\\"}\\"}"', '2 2:1 "{\\"b\\":\\"\\\\\\"{\\"}"', '3 2:13 "{\\"c\\":[1]}"'],
    ],
    ['JSON, then YAML', '{"a":1}\n---\nb: 2\n', ['1 1:1 "{\\"a\\":1}"', '2 3:1 "b: 2\\n"']],
    ['brackets that are YAML', "{a: 'it''s }'}\n---\nb: 2\n", ["1 1:1 \"{a: 'it''s }'}\\n\"", '2 3:1 "b: 2\\n"']],
  ])('%s', (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  test('a byte order mark takes no column', () => {
    const [problem] = readText('\uFEFFa: @x\n').problems;
    expect(problem && formatPlace(problem.at)).toBe('policy.yaml:1:4');
  });

  test('places in later documents count from the start of the file', () => {
    const [problem] = readText('{"a":1} {"b":2}\n').documents.slice(1);
    expect(problem && formatPlace({ source: problem.source, offset: 1 })).toBe('policy.yaml:1:10');
    const places = readText('a: 1\r\n---\r\nb: @x\n').problems.map(({ at }) => formatPlace(at));
    expect(places).toEqual(['policy.yaml:3:4']);
  });

  test.each([
    ['Helm', '---\n# Source: web/templates/net.yaml\nkind: Pod\n', 'web/templates/net.yaml'],
    ['Helm, behind a licence', '# (c) us\n\n# Source: a.yaml\nkind: Pod\n', 'a.yaml'],
    [
      'kustomize',
      'metadata:\n  annotations:\n    config.kubernetes.io/origin: |\n      path: base/net.yaml\n',
      'base/net.yaml',
    ],
    [
      'kustomize with a repository',
      'metadata:\n  annotations:\n    config.kubernetes.io/origin: |\n      repo: https://x\n      path: b.yaml\n',
      'b.yaml',
    ],
    ['nobody', 'kind: Pod\n# Source: no.yaml\n', undefined],
  ])('the template that %s names', (_, text, template) => {
    expect(splitDocuments({ name: 'f', text }, fail).map((source) => source.template)).toEqual([template]);
  });

  test('a dump of kubectl is read item by item', () => {
    const list = {
      apiVersion: 'v1',
      items: [{ kind: 'Pod' }, { kind: 'Node' }],
      kind: 'List',
      metadata: { resourceVersion: '' },
    };
    expect(split(JSON.stringify(list))).toEqual([
      '1 1:29 "{\\"kind\\":\\"Pod\\"}"',
      '1 1:44 "{\\"kind\\":\\"Node\\"}"',
    ]);
    expect(split(`${JSON.stringify(list, null, 4)}\n{"a":1}`).map((item) => item.slice(0, 6))).toEqual([
      '1 4:9 ',
      '1 7:9 ',
      '2 16:1',
    ]);
  });

  test.each([
    ['a list of another kind', { apiVersion: 'v1', items: [{}], kind: 'PodList' }],
    ['a list without items', { apiVersion: 'v1', items: [], kind: 'List' }],
    ['a list with something else in it', { apiVersion: 'v1', items: [{}, 1], kind: 'List' }],
    ['a list with more in its envelope', { apiVersion: 'v1', items: [{}], kind: 'List', spec: {} }],
  ])('%s stays whole', (_, list) => {
    expect(split(JSON.stringify(list)).length).toBe(1);
    expect(split(JSON.stringify(list))[0]).toContain('items');
  });

  test('a broken document does not silence the next', () => {
    const { documents, problems } = readText('a: [\n---\nb: 2\n---\nc: "\n---\nd: 4\n');
    expect(documents.length).toBe(2);
    expect(problems.map(({ at }) => formatPlace(at))).toEqual(['policy.yaml:1:4', 'policy.yaml:5:4']);
  });

  test('null documents are no documents', () => {
    expect(readText('null\n---\n~\n---\n# c\n...\n')).toEqual({ documents: [], problems: [] });
    expect(plainOfText('---\n')).toBeUndefined();
  });
});
