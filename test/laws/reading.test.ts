/** Laws of reading: no text makes it fail, and the fast lane reads what the parser reads. */

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { decodeText } from '../../src/parse/binary.ts';
import type { MappingNode, Node } from '../../src/parse/node.ts';
import { readText } from '../parse/read-text.ts';
import { law } from './law.ts';

// What YAML and JSON are made of, and some things that only look so.
const PIECES = [
  ...['a', 'b: ', 'c:', '- ', '\n', '\n  ', '\n    ', '\n- ', ' ', '\t', '\r\n', '\r', '#', ' # x', '---\n', '...\n'],
  ...['{', '}', '[', ']', ', ', ',', '"', "'", '"x"', "'y'", '{}', '[]', '{k: v}', '{"j": 1}', '|', '>', '|-\n  t\n'],
  ...['&x ', '*x', '<<: ', '!!int ', '!t ', '? ', ': ', '~', '0x1F', '1.5', '.inf', 'yes', '\\', '\\u00e9', '%', '@'],
  ...['{{ .x }}', '\u0000', '\u0007', '\u2028', '\uFEFF', '\uD800', 'é', '𝒳', 'kind: Pod\n', 'apiVersion: v1\n'],
];

const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''));

// A block-style document: what the fast lane is for.
const scalar = fc.constantFrom(
  'x',
  '1',
  'true',
  '~',
  '"q r"',
  "'s'",
  'two words',
  '{}',
  '[a, "b"]',
  '{c: d, e: [f]}',
  '',
  '10.0.0.0/8 # net',
  'http://x:80/',
  '"\\n\\\\"',
  '|\n@  lit\n@\n@  eral',
  'over\n@  lines',
  '|-\n@  strip',
  '"over\n@  lines"',
);

interface Block {
  readonly lines: (indent: string) => string;
}

const { block } = fc.letrec<{ block: Block }>((tie) => {
  const leaf = scalar.map((text) => ({ lines: (indent: string) => ` ${text.replaceAll('@', indent)}\n` }));
  const entry = fc.tuple(fc.constantFrom('a', 'b', 'app.kubernetes.io/name', 'on', '8'), tie('block'));
  const mapping = fc.uniqueArray(entry, { minLength: 1, maxLength: 4, selector: ([key]) => key }).map((entries) => ({
    lines: (indent: string) =>
      `\n${entries.map(([key, value]) => `${indent}  ${key}:${value.lines(`${indent}  `)}`).join('')}`,
  }));
  const sequence = fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((items) => ({
    lines: (indent: string) => `\n${items.map((item) => `${indent}  -${item.lines(`${indent}  `)}`).join('')}`,
  }));
  return { block: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, mapping, sequence) };
});

const documentText = fc
  .array(block, { minLength: 1, maxLength: 4 })
  .map((blocks) => blocks.map((value, at) => `k${at}:${value.lines('')}`).join(''));

/** Changes one place of a text: drops, doubles, inserts or moves something. */
const mutated = fc
  .tuple(documentText, fc.nat(), fc.nat(9), fc.constantFrom(...PIECES))
  .map(([text, place, length, piece]) => {
    const at = place % (text.length + 1);
    return `${text.slice(0, at)}${piece}${text.slice(at + length)}`;
  });

function rootOf(text: string): Node | undefined {
  const { documents, problems } = readText(text);
  return problems.length === 0 && documents.length === 1 ? documents[0]?.root : undefined;
}

// An anchor sends a document to the parser; the entry that has it is left out of the comparison.
const WITH_ANCHOR = 'zz: &anchor x\n';

function expectSameNodes(text: string): void {
  const fast = rootOf(text);
  const slow = rootOf(`${WITH_ANCHOR}${text}`);
  if (fast?.kind !== 'mapping' || slow?.kind !== 'mapping') return;
  // The anchor's entry starts the mapping in its stead.
  const rest: MappingNode = { ...slow, entries: slow.entries.slice(1) };
  expect({ ...moved(rest, -WITH_ANCHOR.length), offset: fast.offset }).toEqual(fast);
}

function moved(node: Node, by: number): Node {
  switch (node.kind) {
    case 'scalar':
      return { ...node, offset: node.offset + by, end: node.end + by };
    case 'sequence':
      return { ...node, offset: node.offset + by, items: node.items.map((item) => moved(item, by)) };
    default: {
      const entries = node.entries.map((entry) => ({
        key: entry.key,
        keyOffset: entry.keyOffset + by,
        keyEnd: entry.keyEnd + by,
        value: moved(entry.value, by),
      }));
      return { ...node, offset: node.offset + by, entries };
    }
  }
}

describe('reading', () => {
  law('random text never fails', 'often', [fc.string({ unit: 'binary', maxLength: 200 })], (text) => {
    readText(text);
  });
  law('random bytes never fail', 'often', [fc.uint8Array({ maxLength: 200 })], (bytes) => {
    const decoded = decodeText(bytes);
    if (decoded.kind === 'text') readText(decoded.text);
  });
  law('pieces of YAML never fail, and every problem lies in the text', 'often', [soup], (text) => {
    for (const { at } of readText(text).problems) {
      expect(at.offset >= 0 && at.offset <= at.source.text.length).toBe(true);
    }
  });
  law('a document in block style is read without problems', 'often', [documentText], (text) => {
    expect(readText(text).problems).toEqual([]);
  });
  law('the fast lane and the parser give the same nodes', 'often', [documentText], expectSameNodes);
  law('so they do for documents that are slightly broken', 'often', [mutated], expectSameNodes);
  law('JSON reads as JSON.parse reads it', 'often', [fc.jsonValue()], (value) => {
    const { documents, problems } = readText(JSON.stringify({ value }), 'a.json');
    expect(problems).toEqual([]);
    expect(documents.map(({ root }) => JSON.stringify(jsonOf(root)))).toEqual([JSON.stringify({ value })]);
  });
});

function jsonOf(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    case 'sequence':
      return node.items.map(jsonOf);
    default:
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, jsonOf(value)]));
  }
}
