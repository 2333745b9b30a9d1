/** `check -o junit`: JUnit's XML as Jenkins and GitLab read it, a suite for each test file and one for the input. */

import type { Builder } from 'junit-report-builder';
import junit from 'junit-report-builder';
import { formatPlace, positionOf } from '../model/provenance.ts';
import type { CheckView } from '../views/check.ts';
import type { TestOutcome } from '../views/tests/outcome.ts';
import { failureLines } from './check-failure-text.ts';
import type { Problem } from './check-problems.ts';
import { FAILED_TEST, problemsOf, testMessage } from './check-problems.ts';
import { isFailure } from './check-signs.ts';
import { printable } from './columns.ts';
import { PLAIN } from './style.ts';

type Suite = ReturnType<Builder['testSuite']>;

/** Writes the report; even without tests it has the case that the input is valid. */
export function* renderCheckJunit(view: CheckView): Generator<string, void, undefined> {
  const builder = builderOf(junit);
  addInput(builder.testSuite().name('input'), view);
  const outcomesByFile = new Map<string, TestOutcome[]>();
  for (const outcome of view.tests) {
    const { file } = positionOf(outcome.test.at);
    const known = outcomesByFile.get(file);
    if (known === undefined) outcomesByFile.set(file, [outcome]);
    else known.push(outcome);
  }
  for (const [file, outcomes] of outcomesByFile) {
    const suite = builder.testSuite().name(printable(file));
    for (const outcome of outcomes) addTest(suite, file, outcome);
  }
  yield `${builder.build().trimEnd()}\n`;
}

// The package's types promise a property `default`; what it exports is the builder itself.
function builderOf(exported: unknown): Builder {
  if (!isBuilder(exported)) throw new Error('junit-report-builder exports no builder');
  return exported.newBuilder();
}

function isBuilder(value: unknown): value is Builder {
  return typeof value === 'object' && value !== null && 'newBuilder' in value;
}

// One case for each sort of problem, so that a report shows which came and went.
function addInput(suite: Suite, view: CheckView): void {
  const problems = problemsOf(view).filter(({ id, suppressed }) => id !== FAILED_TEST && suppressed === null);
  const byId = new Map<string, Problem[]>();
  for (const problem of problems) byId.set(problem.id, [...(byId.get(problem.id) ?? []), problem]);
  if (byId.size === 0) suite.testCase().className('input').name('manifests are valid');
  for (const [id, same] of byId) {
    const [first] = same;
    if (first === undefined) continue;
    const name = first.title === null ? id : `${id} ${first.title}`;
    const testCase = suite
      .testCase()
      .className('input')
      .name(name)
      .file(printable(positionOf(first.at).file));
    const text = same
      .map(({ at, severity, message }) => printable(`${formatPlace(at)}: ${severity}: ${message}`))
      .join('\n');
    if (same.some(({ severity }) => severity === 'error'))
      testCase.failure(text.split('\n')[0], id).stacktrace(cdata(text));
    else testCase.standardOutput(cdata(text));
  }
}

function addTest(suite: Suite, file: string, outcome: TestOutcome): void {
  const { test } = outcome;
  const testCase = suite.testCase().className(printable(file)).name(printable(test.name)).file(printable(file));
  if (outcome.outcome === 'skipped') testCase.skipped();
  if (outcome.outcome !== 'failed') return;
  const message = `${printable(formatPlace(test.at))}: ${printable(testMessage(outcome))}`;
  const block = failureLines(outcome, PLAIN).join('\n');
  if (isFailure(test.severity)) testCase.failure(message, test.severity).stacktrace(cdata(`\n${block}\n`));
  else testCase.standardOutput(cdata(`${message}\n${block}`));
}

// The end of a CDATA section cannot be escaped within it, and the library splits only the first.
function cdata(text: string): string {
  return text.replaceAll(']]>', ']] >');
}
