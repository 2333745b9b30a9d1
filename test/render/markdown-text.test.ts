/** Foreign text in Markdown: whatever a name holds, it stays in its cell, is no markup, and can be read. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import { placeIn } from '../../src/model/provenance.ts';
import { renderCoverageMarkdown } from '../../src/render/coverage-markdown.ts';
import { codeSpan, escapeMarkdown, placeLink } from '../../src/render/markdown-text.ts';
import { renderPoliciesMarkdown } from '../../src/render/policies-markdown.ts';
import { buildCoverage } from '../../src/views/coverage.ts';
import { describePolicies } from '../../src/views/describe.ts';
import { cluster, pod, policy } from '../builders.ts';

const hostile = fc.oneof(
  fc.constantFrom(
    '`',
    '``',
    '|',
    '\\|',
    '<!-- netpol:end -->',
    '<script>',
    'a\nb',
    '[x](y)',
    '**',
    '名前',
    ' ',
    'end',
    '\\',
  ),
  fc.string({ maxLength: 12 }),
);

/** Returns the cells of the rows of a table, as GitHub cuts it: at bars that are not escaped. */
function rowsOf(table: string): readonly (readonly string[])[] {
  const lines = table.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => line.slice(1, -1).split(/(?<!\\)\|/));
}

/** Returns the text of a code span, as GitHub reads it in a table. */
function textOf(span: string): string {
  const [, , text = ''] = /^(`+)(.*)\1$/s.exec(span.trim()) ?? [];
  const isPadded = text.startsWith(' ') && text.endsWith(' ') && text.trim() !== '';
  return (isPadded ? text.slice(1, -1) : text).replaceAll('\\|', '|');
}

test('a code span holds any text on one line, and ends where it should', () => {
  fc.assert(
    fc.property(
      hostile.filter((text) => /^[^\p{C}\u2028\u2029]+$/u.test(text) && text.trim() === text),
      (text) => {
        expect(textOf(codeSpan(text))).toBe(text);
      },
    ),
  );
});

test('escaped text holds no markup', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(escapeMarkdown(text).replaceAll(/\\[\\`*_{}[\]<>#|&]/g, '')).not.toMatch(/[\\`*_[\]<>|\n]/);
    }),
  );
});

describe('tables', () => {
  test('have one row for each workload and policy, whatever their names', () => {
    fc.assert(
      fc.property(fc.uniqueArray(hostile, { minLength: 1, maxLength: 4 }), (names) => {
        const connectivity = compileConnectivity(
          cluster({
            pods: names.map((name) => pod({ namespace: 'n', name, labels: { name } })),
            policies: names.map((name) => policy({ namespace: 'n', name, podSelector: { name }, ingress: [] })),
          }),
        );
        const coverage = rowsOf(renderCoverageMarkdown(buildCoverage(connectivity)));
        const policies = rowsOf(renderPoliciesMarkdown(describePolicies(connectivity), '.'));
        expect(coverage.map((cells) => cells.length)).toEqual(names.map(() => 3));
        expect(policies.map((cells) => cells.length)).toEqual(names.map(() => 3));
      }),
    );
  });
});

test.each([
  ['k8s/a.yaml', '.', '[k8s/a.yaml:1](k8s/a.yaml#L1)'],
  ['k8s/a.yaml', 'docs/security', '[../../k8s/a.yaml:1](../../k8s/a.yaml#L1)'],
  ['docs/a.yaml', 'docs', '[a.yaml:1](a.yaml#L1)'],
  ['../a.yaml', '..', '[a.yaml:1](a.yaml#L1)'],
  ['../a.yaml', 'docs', '[../../a.yaml:1](../../a.yaml#L1)'],
  ['a b(c).yaml', '.', '[a b(c).yaml:1](a%20b%28c%29.yaml#L1)'],
  ['<stdin>', '.', '\\<stdin\\>:1'],
  ['/etc/a.yaml', 'docs', '/etc/a.yaml:1'],
])('a place in %s is linked from %s', (file, folder, link) => {
  const source = { file, text: '', firstLine: 1, firstColumn: 1, document: 1 };
  expect(placeLink(placeIn(source, 0), folder)).toBe(link);
});
