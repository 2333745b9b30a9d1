/**
 * Every YAML file of the corpus means the same to the `yaml` library: the same keys, the same items, the same text.
 * What values plain text stands for is Kubernetes' business and not that library's.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import type { Node as YamlNode } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, parseDocument as parseYaml } from 'yaml';
import { decodeText } from '../../src/parse/binary.ts';
import { parseDocument } from '../../src/parse/manifest.ts';
import type { Node } from '../../src/parse/node.ts';
import { keyText, resolvePlain } from '../../src/parse/scalar.ts';
import { splitDocuments } from '../../src/parse/split.ts';
import { root } from '../structure/source-tree.ts';

const CORPUS = join(root, '../shared/corpus');
const files = existsSync(CORPUS) ? globSync('**/*.{yaml,yml}', { cwd: CORPUS, absolute: true }).sort() : [];

/** Returns where two readings differ, or undefined. */
function difference(
  ours: Node,
  theirs: unknown,
  document: ReturnType<typeof parseYaml>,
  path: string,
): string | undefined {
  const node = isAlias(theirs) ? theirs.resolve(document) : theirs;
  if (ours.kind === 'scalar') {
    const value = isScalar(node) ? scalarValue(node) : node;
    return Object.is(value, ours.value) ? undefined : `${path}: ${String(ours.value)}, not ${String(value)}`;
  }
  if (ours.kind === 'sequence') {
    const items = isSeq(node) ? node.items : [];
    if (items.length !== ours.items.length) return `${path}: ${ours.items.length} items, not ${items.length}`;
    return ours.items.map((item, at) => difference(item, items[at], document, `${path}[${at}]`)).find((found) => found);
  }
  const pairs = isMap(node) ? node.items : [];
  if (pairs.length !== ours.entries.length) return `${path}: ${ours.entries.length} entries, not ${pairs.length}`;
  return ours.entries
    .map(({ key, value }, at) => {
      const pair = pairs[at];
      const theirKey = isScalar(pair?.key) ? keyText(scalarValue(pair.key)) : undefined;
      return key === theirKey
        ? difference(value, pair?.value, document, `${path}.${key}`)
        : `${path}: ${key}, not ${theirKey}`;
    })
    .find((found) => found);
}

// With the failsafe schema every scalar is text; a plain one may stand for something else.
function scalarValue(
  node: YamlNode & { readonly value: unknown; readonly type?: string },
): ReturnType<typeof resolvePlain> {
  const text = String(node.value ?? '');
  return node.type === 'PLAIN' || node.type === undefined ? resolvePlain(text) : text;
}

describe('the second opinion', () => {
  test(`on the corpus: ${files.length === 0 ? 'absent' : `${files.length} files`}`, () => {
    let compared = 0;
    const differences: string[] = [];
    for (const file of files) {
      const decoded = decodeText(readFileSync(file));
      const text = decoded.kind === 'text' ? decoded.text : '';
      for (const source of splitDocuments({ name: file, text }, () => undefined)) {
        let problems = 0;
        const ours = parseDocument(source, () => {
          problems += 1;
        });
        const theirs = parseYaml(source.text, { version: '1.2', schema: 'failsafe', merge: false });
        const isForBoth = problems === 0 && theirs.errors.length === 0 && !/!|<</.test(source.text);
        if (ours === undefined || !isForBoth) continue;
        compared += 1;
        const found = difference(ours.root, theirs.contents, theirs, file);
        if (found !== undefined) differences.push(found);
      }
    }
    expect(differences).toEqual([]);
    expect(compared > files.length / 2 || files.length === 0).toBe(true);
  });
});
