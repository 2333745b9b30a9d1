/** Did-you-mean proposes slips of the fingers, and no other words. */

import { expect, test } from 'vitest';
import { nearestWord } from '../../src/model/nearest.ts';

test.each([
  ['wbe', ['db', 'web'], 'web'],
  ['podselector', ['podSelector', 'policyTypes'], 'podSelector'],
  ['ingres', ['ingress', 'egress'], 'ingress'],
  ['frontnd', ['frontend', 'backend'], 'frontend'],
])('%s means one of %j', (written, known, meant) => {
  expect(nearestWord(written, known)).toBe(meant);
});

test.each([
  ['db', ['web', 'api']],
  ['redis', ['postgres', 'mysql']],
  ['x', []],
])('%s means none of %j', (written, known) => {
  expect(nearestWord(written, known)).toBeUndefined();
});
