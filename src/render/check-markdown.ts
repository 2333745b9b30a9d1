/** `check -o markdown`: for step summaries and comments: the counts, what failed with its reasons, then everything. */

import { formatPlace } from '../model/provenance.ts';
import type { CheckView } from '../views/check.ts';
import type { TestOutcome } from '../views/tests/outcome.ts';
import { failureLines } from './check-failure-text.ts';
import { FAILED_TEST, problemsOf } from './check-problems.ts';
import { codeSpan, escapeMarkdown, markdownTable } from './markdown-text.ts';
import { counted } from './messages/words.ts';
import { PLAIN } from './style.ts';

/** Writes the answer of `check` as Markdown. */
export function* renderCheckMarkdown(view: CheckView): Generator<string, void, undefined> {
  yield `### netpol check: ${headline(view)}\n`;
  const failed = view.tests.filter(({ outcome }) => outcome === 'failed');
  for (const outcome of failed) yield `\n${failureBlock(outcome)}\n`;
  const problems = problemsOf(view).filter(({ id, suppressed }) => id !== FAILED_TEST && suppressed === null);
  if (problems.length > 0) {
    const rows = problems.map(({ severity, at, message, id }) => [
      severity,
      codeSpan(formatPlace(at)),
      `${escapeMarkdown(message)} ${codeSpan(id)}`,
    ]);
    yield `\n${markdownTable(['severity', 'place', 'problem'], rows)}\n`;
  }
  if (view.tests.length > 0) {
    const rows = view.tests.map((outcome) => [
      signOf(outcome),
      codeSpan(outcome.test.name),
      codeSpan(formatPlace(outcome.test.at)),
    ]);
    const table = markdownTable(['', 'test', 'place'], rows);
    yield `\n<details><summary>${counted(view.tests.length, 'test')}</summary>\n\n${table}\n\n</details>\n`;
  }
}

function headline({ summary, tests }: CheckView): string {
  const { passed, failed, skipped, errors, warnings } = summary;
  const parts = [
    ...(tests.length > 0 ? [`**${passed} passed, ${failed} failed**`] : ['no tests']),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  return parts.join(', ');
}

function failureBlock(outcome: TestOutcome): string {
  const text = failureLines(outcome, PLAIN).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function signOf({ outcome, test }: TestOutcome): string {
  if (outcome === 'passed') return 'passed';
  if (outcome === 'skipped') return 'skipped';
  return test.severity === 'error' ? '**failed**' : `**failed** (${test.severity})`;
}
