/** The small cluster everybody's examples use, and the commonest mistake in it: one dash too many. */

import { expect, test } from 'vitest';
import { renderCheckText } from '../../src/render/check-text.ts';
import type { CheckView } from '../../src/views/check.ts';
import { checkFile } from '../check-run.ts';

const good = checkFile('test/fixtures/check/worked-cluster/netpol.test.yaml');
const dash = checkFile('test/fixtures/check/worked-cluster-one-dash/netpol.test.yaml');

test('the good state passes but for one warning', () => {
  expect(good.summary).toEqual({ errors: 0, warnings: 1, infos: 0, passed: 9, failed: 0, skipped: 0 });
  expect(failing(good)).toEqual(['every ns[env=prod]/any is egress-isolated']);
});

test('the dash makes three tests fail, each with the place and the edit that mends it', () => {
  expect(dash.summary).toEqual({ errors: 0, warnings: 1, infos: 0, passed: 6, failed: 3, skipped: 0 });
  const failed = dash.tests.filter(({ outcome, test: { severity } }) => outcome === 'failed' && severity === 'error');
  expect(failed.map(({ test: { name } }) => name)).toEqual([
    'only api opens postgres',
    'dev is kept out of prod',
    'snapshot __netpol__/prod.matrix',
  ]);
  for (const { fix } of failed) {
    expect(fix?.changes.map(({ description }) => description.kind)).toEqual(['merge-peers']);
    const [edit] = fix?.changes.flatMap((change) => change.edit ?? []) ?? [];
    const text = edit?.at.source.text ?? '';
    const mended = text.slice(0, edit?.at.offset) + edit?.text + text.slice(edit?.end);
    expect(mended).toBe(
      text.replace('- podSelector: { matchLabels: { app: api } }', '  podSelector: { matchLabels: { app: api } }'),
    );
  }
});

test.each([
  ['good', good],
  ['one-dash', dash],
])('%s: reads well at a terminal', async (name, view) => {
  const write = (color: boolean, ascii: boolean, width: number): string =>
    [...renderCheckText(view, { color, ascii, width })].join('');
  await expect(write(false, false, 110)).toMatchFileSnapshot(`../golden/check/worked-cluster-${name}.txt`);
  expect(write(false, true, 80)).toMatch(/^[\x20-\x7e\n]*$/);
  // Colour adds to what is said and takes nothing away.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for
  expect(write(true, false, 110).replaceAll(/\u001b\[\d+m/g, '')).toBe(write(false, false, 110));
});

function failing({ tests }: CheckView): readonly string[] {
  return tests.filter(({ outcome }) => outcome === 'failed').map(({ test: { name } }) => name);
}
