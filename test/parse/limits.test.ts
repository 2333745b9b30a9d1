/** Whatever the text, reading ends soon, in bounded memory, and says why it gave up. */

import { describe, expect, test } from 'vitest';
import { readText } from './read-text.ts';

const MILLION = 1_000_000;

// Each is built anew, so that only one is in memory at a time.
const HOSTILE: readonly (readonly [string, () => string, string])[] = [
  ['100,000 brackets deep', () => '['.repeat(100_000), 'too-complex depth'],
  ['100,000 braces deep', () => '{a: '.repeat(100_000), 'too-complex depth'],
  ['100,000 items deep', () => '- '.repeat(100_000), 'too-complex depth'],
  ['100,000 levels of JSON', () => '{"a":'.repeat(100_000), 'too-complex depth'],
  ['50 MB of one word', () => 'x'.repeat(50 * MILLION), ''],
  ['50 MB of one value', () => `k: ${'x'.repeat(50 * MILLION)}`, ''],
  ['10 MB of digits', () => `k: ${'1'.repeat(10 * MILLION)}`, ''],
  ['10 MB of JSON digits', () => `{"k": ${'1'.repeat(10 * MILLION)}}`, ''],
  ['50 MB of commas', () => `[${'a,'.repeat(25 * MILLION)}`, 'too-complex size'],
  ['50 MB of lines', () => 'a:\n'.repeat(17 * MILLION), 'too-complex size'],
  ['10 MB of quotes', () => '"'.repeat(10 * MILLION), 'yaml-syntax text-after-quote'],
  ['10 MB of backslashes', () => `{"${'\\'.repeat(10 * MILLION)}`, 'json-syntax unclosed'],
  ['50 MB of a tag', () => `k: !${'t'.repeat(50 * MILLION)}`, 'yaml-syntax other'],
  ['3 MB of anchors', () => '&a '.repeat(MILLION), 'yaml-syntax missing-colon'],
  ['a million JSON objects on a line', () => '{"a":1}'.repeat(MILLION), ''],
  ['a million times the same key', () => 'a: 1\n'.repeat(MILLION), 'duplicate-key'],
  ['a million keys', () => Array.from({ length: MILLION }, (_, at) => `k${at}: 1\n`).join(''), ''],
  ['a mapping merged a thousand times', merges, 'too-complex aliases'],
  ['anchors that nest', nestedAnchors, 'too-complex depth'],
];

describe('limits', () => {
  test.each(HOSTILE)('%s', (_, text, expected) => {
    const [problem] = readText(text()).problems;
    const detail =
      problem && ('mistake' in problem.args ? problem.args.mistake : 'limit' in problem.args && problem.args.limit);
    expect(problem === undefined ? '' : `${problem.code} ${detail === false ? '' : detail}`.trim()).toBe(expected);
  });

  test('a document reports at most a thousand problems', () => {
    expect(readText('a: 1\n'.repeat(5000)).problems.length).toBe(1000);
  });
});

function merges(): string {
  const keys = Array.from({ length: 2000 }, (_, at) => `k${at}: 1`).join(', ');
  return `a: &a {${keys}}\n${Array.from({ length: 2000 }, (_, at) => `m${at}: {<<: *a}\n`).join('')}`;
}

function nestedAnchors(): string {
  const line = (at: number): string =>
    `a${at}: &a${at} ${'['.repeat(50)}${at === 0 ? 'x' : `*a${at - 1}`}${']'.repeat(50)}\n`;
  return Array.from({ length: 100 }, (_, at) => line(at)).join('');
}
