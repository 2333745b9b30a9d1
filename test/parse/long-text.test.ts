/** A text that is read in pieces gives the same documents at the same places as one that is read at once. */

import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { formatPlace } from '../../src/model/provenance.ts';
import type { LongText } from '../../src/parse/long-text.ts';
import { openLongText } from '../../src/parse/long-text.ts';
import { cutDocuments } from '../../src/parse/split.ts';

interface Cut {
  readonly documents: readonly string[];
  readonly problems: readonly string[];
}

function cut(text: string | LongText): Cut {
  const problems: string[] = [];
  const report = ({ at, code, args }: Diagnostic): void => {
    problems.push(`${formatPlace(at)} ${code} ${JSON.stringify(args)}`);
  };
  const documents = Array.from(cutDocuments({ name: 'f', text }, report), ({ source }) => ({
    source,
    said: `${source.document} ${source.firstLine}:${source.firstColumn} ${source.text}`,
    last: formatPlace({ source, offset: source.text.length }),
  }));
  // By now the text of every document has been let go and is read again.
  return {
    documents: documents.map(({ source, said, last }) => {
      expect(formatPlace({ source, offset: source.text.length })).toBe(last);
      expect(`${source.document} ${source.firstLine}:${source.firstColumn} ${source.text}`).toBe(said);
      return `${said} ${last}`;
    }),
    problems,
  };
}

function inPieces(bytes: string | Uint8Array, size: number): LongText {
  const all = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  return openLongText({ size: all.length, read: (start, end) => all.subarray(start, end) }, size);
}

const PIECE_SIZES = [4, 5, 7, 16, 61, 1000];

const TEXTS: readonly (readonly [string, string])[] = [
  ['documents', 'a: 1\n---\nb: 2\n--- # three\nc:\n  - 3\n---\n'],
  ['characters of two, three and four bytes', 'name: é€😀\n---\n# 😀😀😀\nname: "€é"\n---\nx: é\n'],
  ['a byte order mark, and one that is a character', '\uFEFFa: 1\n---\nb: \uFEFF2\n'],
  ['CRLF', 'a: 1\r\n---\r\nb: 2\r\n\r\n---\r\nc: 3\r\n'],
  ['lone CRs', 'a: 1\r---\rb: 2\n---\nc: 3\r'],
  ['nothing', ''],
  ['blanks and comments', '\n# nothing\n---\n\n'],
  ['a document without end', 'a: |\n  ---\n  x'],
  ['concatenated JSON', '{"a":"}€"}\n{"b":"\\"{"} {"c":[1]}\n'],
  ['JSON, then YAML', '{"a": 1}\n---\nb: 2\n'],
  ['JSON, then something else', '{"a": 1} {"b": 2} c'],
  ['JSON that does not end', '{"a": 1} {"b": [2'],
  ['brackets that are YAML', "{a: 'it''s }'}\n---\nb: 2\n"],
  ['text behind a separator', 'a: 1\n--- b\nc: 2\n'],
];

const DUMP = {
  apiVersion: 'v1',
  items: [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'é', labels: {} } },
    { apiVersion: 'v1', kind: 'Node', spec: [{ '}': '\n        }' }, []] },
  ],
  kind: 'List',
  metadata: { resourceVersion: '' },
};

const DUMPS: readonly (readonly [string, string])[] = [
  ['as kubectl indents it', JSON.stringify(DUMP, null, 4)],
  ['indented otherwise', JSON.stringify(DUMP, null, 2)],
  ['on one line', JSON.stringify(DUMP)],
  [
    'with a closing bracket where kubectl has that of the item',
    JSON.stringify(DUMP, null, 4).replace(/ {12}\}/, '        }'),
  ],
  ['and more behind it', `${JSON.stringify(DUMP, null, 4)}\n{"a": 1}\n`],
];

describe('a text in pieces', () => {
  describe.each(PIECE_SIZES)('of %i bytes', (size) => {
    test.each(TEXTS)('%s', (_, text) => {
      expect(cut(inPieces(text, size))).toEqual(cut(text));
    });

    test.each(DUMPS)('a dump in JSON, %s', (_, text) => {
      expect(cut(inPieces(text, size))).toEqual(cut(text));
    });

    test('a dump in YAML', () => {
      const text =
        'apiVersion: v1\nitems:\n- kind: Pod\n  a: é\n\n- kind: Node\n  b: |\n    x\nkind: List\nmetadata:\n  resourceVersion: ""\n---\nc: 3\n';
      expect(cut(inPieces(text, size))).toEqual({
        documents: [
          '1 3:1 - kind: Pod\n  a: é\n\n f:6:1',
          '1 6:1 - kind: Node\n  b: |\n    x\n f:9:1',
          '2 13:1 c: 3\n f:14:1',
        ],
        problems: [],
      });
    });
  });

  test.each([
    ['JSON that breaks off in an item', '{"apiVersion":"v1","items":[{"a":1},{"b":', ['{"a":1}', '{"b":'], []],
    [
      'JSON that breaks off behind an item',
      '{"apiVersion":"v1","items":[{"a":1} ',
      ['{"a":1}'],
      ['f:1:37 json-syntax {"mistake":"unclosed","opened":"["}'],
    ],
    [
      'JSON with something else behind its items',
      '{"apiVersion":"v1","items":[{"a":1}],"kind":"Secrets"}',
      ['{"a":1}'],
      ['f:1:36 json-syntax {"mistake":"unexpected","seen":"]","expected":"comma"}'],
    ],
    [
      'YAML that breaks off',
      'apiVersion: v1\nitems:\n- a: 1\n- b:',
      ['- a: 1\n', '- b:'],
      ['f:4:5 missing-type {"missing":"kind"}'],
    ],
    [
      'YAML with something else behind its items',
      'apiVersion: v1\nitems:\n- a: 1\nitems: []\n',
      ['- a: 1\n', 'items: []\n'],
      ['f:4:1 missing-type {"missing":"kind"}'],
    ],
  ])('a dump in %s is no whole dump', (_, text, documents, problems) => {
    const seen: string[] = [];
    const report = ({ at, code, args }: Diagnostic): void => {
      seen.push(`${formatPlace(at)} ${code} ${JSON.stringify(args)}`);
    };
    const texts = Array.from(cutDocuments({ name: 'f', text: inPieces(text, 8) }, report), ({ source }) => source.text);
    expect({ texts, seen }).toEqual({ texts: documents, seen: problems });
  });

  test.each([
    ['a byte that is no text', [0xff], 'f:3:4 not-utf8 {"seen":"invalid-bytes"}'],
    ['a NUL', [0], 'f:3:4 not-utf8 {"seen":"nul"}'],
    ['a character that is cut off', [0xe2, 0x82], 'f:3:4 not-utf8 {"seen":"invalid-bytes"}'],
  ])('%s is refused, with the document it stands in', (_, bad, problem) => {
    const start = new TextEncoder().encode('a: 1\n---\nb: ');
    const { documents, problems } = cut(inPieces(Uint8Array.from([...start, ...bad, 10]), 8));
    expect(documents.map((said) => said.slice(0, 10))).toEqual(['1 1:1 a: 1']);
    expect(problems).toEqual([problem]);
  });
});
