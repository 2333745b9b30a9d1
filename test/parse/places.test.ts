/** Every node knows where its text starts, whichever way the document was read. */

import { describe, expect, test } from 'vitest';
import { formatPlace } from '../../src/model/provenance.ts';
import type { ManifestDocument, Node } from '../../src/parse/node.ts';
import { readText } from './read-text.ts';

function placesOf({ source, root }: ManifestDocument): readonly string[] {
  const at = (offset: number, what: string): string =>
    `${formatPlace({ source, offset }).replace('policy.yaml:', '')} ${what}`;
  const walk = (node: Node): readonly string[] => {
    switch (node.kind) {
      case 'scalar':
        return [
          at(
            node.offset,
            `${JSON.stringify(node.value)}…${formatPlace({ source, offset: node.end }).replace('policy.yaml:', '')}`,
          ),
        ];
      case 'sequence':
        return [at(node.offset, '['), ...node.items.flatMap(walk)];
      default:
        return [
          at(node.offset, '{'),
          ...node.entries.flatMap((entry) => [at(entry.keyOffset, `${entry.key}:`), ...walk(entry.value)]),
        ];
    }
  };
  return walk(root);
}

const BLOCK = 'a:\n  - b: "c d"\n    e:\n  -\n  - |\n    text\nf:\n- 1 # one\n';
const PLACES = [
  '1:1 {',
  '1:1 a:',
  '2:3 [',
  '2:5 {',
  '2:5 b:',
  '2:8 "c d"…2:13',
  '3:5 e:',
  '3:7 null…3:7',
  '4:4 null…4:4',
  '5:5 "text\\n"…7:1',
  '7:1 f:',
  '8:1 [',
  '8:3 1…8:4',
];

describe('places', () => {
  test('in block style', () => {
    expect(readText(BLOCK).documents.flatMap(placesOf)).toEqual(PLACES);
  });

  test('are the same when the parser has to read', () => {
    expect(readText(`${BLOCK}g: &x z\n`).documents.flatMap(placesOf)).toEqual([...PLACES, '9:1 g:', '9:7 "z"…9:8']);
  });

  test('in brackets', () => {
    const expected = [
      '1:1 {',
      '1:1 a:',
      '1:4 {',
      '1:5 b:',
      '1:8 [',
      '1:9 "c"…1:10',
      '1:12 "d"…1:15',
      '1:18 e:',
      '1:21 null…1:22',
    ];
    expect(readText('a: {b: [c, "d"], e: ~}\n').documents.flatMap(placesOf)).toEqual(expected);
    expect(readText('a: {b: [c, "d"], e: ~ }\nf: &x\n').documents.flatMap(placesOf)).toEqual([
      ...expected,
      '2:1 f:',
      '2:6 null…2:6',
    ]);
  });

  test('in JSON', () => {
    const text = '{"a": {"b": ["c", "\\u0064"],\n "e": null, "f": -1.5e1}}';
    const expected = [
      '1:1 {',
      '1:2 a:',
      '1:7 {',
      '1:8 b:',
      '1:13 [',
      '1:14 "c"…1:17',
      '1:19 "d"…1:27',
      '2:2 e:',
      '2:7 null…2:11',
      '2:13 f:',
      '2:18 -15…2:24',
    ];
    expect(readText(text).documents.flatMap(placesOf)).toEqual(expected);
  });

  test('of what an anchor names are those of the anchor', () => {
    const text = 'a: &x {b: c}\nd: *x\ne:\n  <<: *x\n';
    const expected = [
      '1:1 {',
      '1:1 a:',
      '1:7 {',
      '1:8 b:',
      '1:11 "c"…1:12',
      '2:1 d:',
      '1:7 {',
      '1:8 b:',
      '1:11 "c"…1:12',
      '3:1 e:',
      '4:3 {',
      '1:8 b:',
      '1:11 "c"…1:12',
    ];
    expect(readText(text).documents.flatMap(placesOf)).toEqual(expected);
  });
});
