/** Every form of a test: one that holds, one that fails, and the words with which it does. Names that begin with `fails` must. */

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderCheckText } from '../../src/render/check-text.ts';
import { checkFile } from '../check-run.ts';

const folder = 'test/fixtures/check/forms';
const forms = readdirSync(folder)
  .filter((name) => name.endsWith('.netpol-test.yaml'))
  .map((name) => name.replace('.netpol-test.yaml', ''));

describe.each(forms)('%s', (form) => {
  const view = checkFile(`${folder}/${form}.netpol-test.yaml`);

  test('holds or fails as each name says', () => {
    const wrong = view.tests.filter(({ test: { name }, outcome }) => outcome !== expectedOutcome(name));
    expect(wrong.map(({ test: { name }, outcome }) => `${name}: ${outcome}`)).toEqual([]);
  });

  test('says why', async () => {
    const text = [...renderCheckText(view, { color: false, ascii: false, width: 120 })].join('');
    await expect(text).toMatchFileSnapshot(`../golden/check/forms-${form}.txt`);
  });
});

function expectedOutcome(name: string): string {
  if (name.startsWith('is ')) return 'skipped';
  return name.startsWith('fails ') ? 'failed' : 'passed';
}
