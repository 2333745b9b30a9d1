/** Tests with what came of them, as a Markdown table. */

import { positionOf } from '../model/provenance.ts';
import type { TestOutcome } from '../views/tests/outcome.ts';
import { codeSpan, placeLink, sentenceTable } from './markdown-text.ts';
import { counted } from './messages/words.ts';

const SIGNS = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** Returns the table for a document in `folder`, which is relative to the working directory as the test files are. */
export function renderTestsMarkdown(tests: readonly TestOutcome[], folder: string): string {
  if (tests.length === 0) return 'There is no test.\n';
  const rows = tests.map(({ outcome, test }) => [SIGNS[outcome], codeSpan(test.name), placeLink(test.at, folder)]);
  const count = (asked: TestOutcome['outcome']): number => tests.filter(({ outcome }) => outcome === asked).length;
  const files = new Set(tests.map(({ test }) => positionOf(test.at).file)).size;
  const counts = `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped, in ${counted(files, 'file')}.`;
  return `${sentenceTable(['', 'Test', 'Where'], rows)}\n\n${counts}\n`;
}
