/** Every mistake in a text has its own words, place and remedy; the golden is to be read aloud. */

import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { formatPlace } from '../../src/model/provenance.ts';
import { messageOf } from '../../src/render/messages.ts';
import type { BrokenText } from './broken-texts.ts';
import { brokenTexts } from './broken-texts.ts';
import { readText } from './read-text.ts';

describe('mistakes', () => {
  test.each(brokenTexts)('$name is reported', ({ text, file }) => {
    expect(readText(text, file).problems).not.toEqual([]);
  });

  test('none is told in the words of the parser', () => {
    const problems = brokenTexts.flatMap(({ text, file }) => readText(text, file).problems);
    expect(problems.filter(({ args }) => 'mistake' in args && args.mistake === 'other')).toEqual([]);
  });

  test('every text stands in the golden', async () => {
    await expect(brokenTexts.map(section).join('\n')).toMatchFileSnapshot('../golden/parse/mistakes.txt');
  });
});

function section({ name, text, file }: BrokenText): string {
  const shown = text.length > 400 ? `${text.slice(0, 400)}…` : text;
  const written = shown.replace(/[^\n -~…]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
  const lines = written.trimEnd().split('\n');
  const { problems } = readText(text, file);
  return `# ${name}\n${lines.map((line) => `    ${line}\n`).join('')}${problems.map(problemText).join('')}`;
}

function problemText(problem: Diagnostic): string {
  const { message, help } = messageOf(problem);
  const related = (problem.related ?? []).map((other) => `  ${formatPlace(other.at)}: ${other.message}\n`);
  const helpLine = help === undefined ? '' : `  help: ${help}\n`;
  return `${formatPlace(problem.at)}: ${problem.severity}: ${message} [${problem.code}]\n${related.join('')}${helpLine}`;
}
