/** A kind is told without parsing only where it is certain. */

import { describe, expect, test } from 'vitest';
import { sniffKind } from '../../src/parse/sniff.ts';
import { splitDocuments } from '../../src/parse/split.ts';

function sniff(text: string): string | undefined {
  const [source] = splitDocuments({ name: 'f', text }, () => undefined);
  const kind = source && sniffKind(source);
  return kind && `${kind.apiVersion} ${kind.kind}`;
}

describe('sniffing', () => {
  test.each([
    ['apiVersion: v1\nkind: ConfigMap\ndata:\n  kind: Pod\n', 'v1 ConfigMap'],
    ['data: |\n  kind: Pod\nkind: "ConfigMap" # ours\napiVersion: \'v1\'\n', 'v1 ConfigMap'],
    ['# Source: x\napiVersion: v1\nitems:\n- kind: Pod\nkind: List\n', 'v1 List'],
  ])('%j', (text, kind) => {
    expect(sniff(text)).toBe(kind);
  });

  test.each([
    ['a key twice', 'apiVersion: v1\nkind: ConfigMap\nkind: Pod\n'],
    ['a quoted key', 'apiVersion: v1\nkind: ConfigMap\n"kind": Pod\n'],
    ['a merge', 'apiVersion: v1\nkind: ConfigMap\n<<: {kind: Pod}\n'],
    ['brackets', '{apiVersion: v1, kind: ConfigMap}\n'],
    ['JSON', '{"apiVersion":"v1","kind":"ConfigMap"}\n'],
    ['an anchor', 'apiVersion: v1\nkind: &k ConfigMap\n'],
    ['a value that goes on', 'apiVersion: v1\nkind: ConfigMap x\n'],
    ['a quote that swallows the kind', 'apiVersion: v1\nmetadata: "\n" \nkind: ConfigMap\n'],
    ['a colon without space', 'apiVersion: v1\nkind:ConfigMap\n'],
    ['a blank before the colon', 'apiVersion: v1\nkind : Pod\nkind: ConfigMap\n'],
    ['an explicit key', 'apiVersion: v1\nkind: ConfigMap\n? kind\n: Pod\n'],
    ['no version', 'kind: ConfigMap\n'],
    ['a number', 'apiVersion: v1\nkind: 1\n'],
    ['lone CRs', 'apiVersion: v1\rkind: ConfigMap\r'],
  ])('%s is left to the parser', (_, text) => {
    expect(sniff(text)).toBeUndefined();
  });
});
