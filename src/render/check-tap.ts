/** `check -o tap`: the Test Anything Protocol, version 14, with a YAML block for what failed. */

import { formatPlace } from '../model/provenance.ts';
import type { CheckView } from '../views/check.ts';
import type { TestOutcome } from '../views/tests/outcome.ts';
import { changeLine } from './check-fix-text.ts';
import type { Problem } from './check-problems.ts';
import { FAILED_TEST, problemsOf } from './check-problems.ts';
import { expectationText, reasonText } from './check-reason-text.ts';
import { isFailure } from './check-signs.ts';
import { printable } from './columns.ts';

/** Writes a test point for each test and for each error of the input; lesser problems are comments. */
export function* renderCheckTap(view: CheckView): Generator<string, void, undefined> {
  const problems = problemsOf(view).filter(({ id, suppressed }) => id !== FAILED_TEST && suppressed === null);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const count = errors.length + view.tests.length;
  yield `TAP version 14\n1..${count}${count === 0 ? ' # SKIP there are no tests' : ''}\n`;
  for (const problem of problems) if (problem.severity !== 'error') yield `# ${problemText(problem)}\n`;
  let number = 0;
  for (const problem of errors) {
    number += 1;
    yield `not ok ${number} - ${described(problemText(problem))}\n`;
  }
  for (const outcome of view.tests) {
    number += 1;
    yield testPoint(number, outcome);
  }
}

function problemText({ at, severity, message, id }: Problem): string {
  return printable(`${formatPlace(at)}: ${severity}: ${message} [${id}]`);
}

// A failure that is a warning only, or expected, is marked TODO, so that it fails nobody's build.
function testPoint(number: number, outcome: TestOutcome): string {
  const { test } = outcome;
  const name = `${number} - ${described(printable(test.name))}`;
  if (outcome.outcome === 'passed') return `ok ${number} - ${described(printable(test.name))}\n`;
  const [first] = outcome.reasons;
  if (first?.kind === 'skipped') return `ok ${name} # SKIP ${printable(first.reason)}\n`;
  if (first?.kind === 'todo') return `not ok ${name} # TODO ${printable(first.reason)}\n${yamlBlock(outcome)}`;
  if (outcome.outcome === 'skipped') return `ok ${name} # SKIP unknown verdicts\n`;
  return `not ok ${name}${isFailure(test.severity) ? '' : ` # TODO ${test.severity}`}\n${yamlBlock(outcome)}`;
}

// JSON is YAML, so every text is written as JSON writes it.
function yamlBlock({ test, reasons, fix }: TestOutcome): string {
  const fields = [
    `severity: ${test.severity}`,
    `at: ${JSON.stringify(formatPlace(test.at))}`,
    `expected: ${JSON.stringify(expectationText(test))}`,
    ...list('reasons', reasons.map(reasonText)),
    ...list(
      'fix',
      (fix?.changes ?? []).map((change) => changeLine(change)),
    ),
  ];
  return `  ---\n${fields.map((line) => `  ${line}\n`).join('')}  ...\n`;
}

function list(name: string, texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [] : [`${name}:`, ...texts.map((text) => `  - ${JSON.stringify(text)}`)];
}

// `#` would begin a directive.
function described(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('#', '\\#');
}
