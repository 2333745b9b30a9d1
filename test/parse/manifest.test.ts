/** Values, aliases, merges and leniencies are those of Kubernetes. */

import { describe, expect, test } from 'vitest';
import type { ReadText } from './read-text.ts';
import { plainOf, readText } from './read-text.ts';

function jsonOf({ documents }: ReadText): string {
  const [document] = documents;
  const value = document && plainOf(document.root);
  return JSON.stringify(value, (_, held: unknown) => (held instanceof Map ? Object.fromEntries(held) : held));
}

describe('documents', () => {
  test.each([
    ['brackets at the indentation of their key', 'a: {\n  b: [\n    c\n  ],\n}\n', '{"a":{"b":["c"]}}'],
    ['comments inside brackets', 'a: [ # one\nb, # two\n"c" # three\n]\n', '{"a":["b","c"]}'],
    ['quotes over lines, not indented', 'a:\n  b: "c\nd"\n', '{"a":{"b":"c d"}}'],
    ['text folded inside brackets', 'a: [b\n c, d]\n', '{"a":["b c","d"]}'],
    ['a tab behind a colon', 'a:\t{b: 1}\n', '{"a":{"b":1}}'],
    ['a comment that touches a bracket', 'a: {}#\n', '{"a":{}}'],
    ['an anchor for several places', 'a: &x {b: 1}\nc: [*x, *x]\n', '{"a":{"b":1},"c":[{"b":1},{"b":1}]}'],
    ['an anchor that is set again', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', '{"a":1,"b":1,"c":2,"d":2}'],
    ['a merge', 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n', '{"a":{"b":1},"c":{"b":1,"d":2}}'],
    [
      'a merge of several',
      'a: &x {b: 1}\nc: &y {d: 2}\ne: {<<: [*x, *y]}\n',
      '{"a":{"b":1},"c":{"d":2},"e":{"d":2,"b":1}}',
    ],
    ['a quoted <<', 'a: {"<<": {b: 1}}\n', '{"a":{"<<":{"b":1}}}'],
    ['an alias as a key', 'a: &x b\n*x : c\n', '{"a":"b","b":"c"}'],
    ['keys that are not text', 'a: {1: b, true: c, 0x10: d}\n', '{"a":{"1":"b","16":"d","true":"c"}}'],
    ['a block without final line break', 'a: |\n  b', '{"a":"b"}'],
    ['blocks', 'a: |-\n  b\n  c\nd: >\n  e\n  f\n\n  g\n', '{"a":"b\\nc","d":"e f\\ng\\n"}'],
    ['text over lines', "a: b\n  c\n\n  d\ne: 'f\n  g'\n", '{"a":"b c\\nd","e":"f g"}'],
    ['CRLF', 'a: b\r\nc:\r\n- d\r\n', '{"a":"b","c":["d"]}'],
    ['lone CRs', 'a: b\rc:\r- d\r', '{"a":"b","c":["d"]}'],
    ['the end of the document', 'a: 1\n...\n# nothing\n', '{"a":1}'],
    ['JSON', '{"a": [1, -2.5, true, null, "\\u00e9\\n\\/"]}', '{"a":[1,-2.5,true,null,"é\\n/"]}'],
    ['JSON with a trailing comma', '{"a": [1,],}', '{"a":[1]}'],
    ['JSON-like YAML', '{a: 1, "b": x}', '{"a":1,"b":"x"}'],
    ['a list at the top', '- a\n- b\n', '["a","b"]'],
  ])('%s', (_, text, expected) => {
    const read = readText(text);
    expect(read.problems).toEqual([]);
    expect(jsonOf(read)).toBe(expected);
  });

  test('of a key that comes twice the last is kept, so that the rest can be judged', () => {
    const read = readText('a: 1\nb: 2\na: 3\n');
    expect(read.problems.map(({ code, type }) => [code, type])).toEqual([['duplicate-key', 'StrictDecoding']]);
    expect(jsonOf(read)).toBe('{"a":3,"b":2}');
  });

  test('duplicates are found among many keys', () => {
    const keys = Array.from({ length: 40 }, (_, index) => `k${index}: ${index}\n`).join('');
    expect(readText(`${keys}k3: x\nk39: x\n`).problems.map(({ args }) => args)).toMatchObject([
      { key: 'k3' },
      { key: 'k39' },
    ]);
  });

  test('all problems of a document are reported', () => {
    const text = 'a: *x\nb: !!int c\nd: {e: 1, e: 2}\nf: .nan\n? [g]\n: h\n';
    const mistakes = readText(text).problems.map(({ code, args }) => ('mistake' in args ? args.mistake : code));
    expect(mistakes).toEqual(['undefined-alias', 'tag-value', 'duplicate-key', 'not-finite', 'collection-as-key']);
  });

  test('a document whose value is lost is no document', () => {
    expect(readText('kind: Pod\nspec: *x\n').documents).toEqual([]);
  });

  test('a string with braces is no template', () => {
    expect(readText("summary: '{{ $labels.pod }}'\nb: @x\n").problems.map(({ code }) => code)).toEqual(['yaml-syntax']);
  });
});
