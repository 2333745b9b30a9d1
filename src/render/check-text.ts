/**
 * `check` for people at a terminal (ux.md section 3.2): a line for each test, what failed once more at the end with its
 * reason under the expectation, and the counts as last line.
 */

import { positionOf } from '../model/provenance.ts';
import type { TestSeverity } from '../model/tests.ts';
import type { CheckSummary, CheckView } from '../views/check.ts';
import type { Measure, TestOutcome } from '../views/tests/outcome.ts';
import { failureLines } from './check-failure-text.ts';
import { isFailure, outcomeSign, testName } from './check-signs.ts';
import { padEnd, printable, widthOf } from './columns.ts';
import { renderDiagnosticsText } from './diagnostics-text.ts';
import { counted } from './messages/words.ts';
import type { Style } from './style.ts';
import { coloursOf } from './style.ts';

/** Writes the answer of `check` as text, block by block. */
export function* renderCheckText(
  { diagnostics, tests, summary }: CheckView,
  style: Style,
): Generator<string, void, undefined> {
  if (diagnostics.length > 0) yield `${renderDiagnosticsText(diagnostics, style)}\n`;
  yield* testLines(tests, style).map((line) => `${line}\n`);
  const failed = tests.filter(({ outcome }) => outcome === 'failed');
  for (const outcome of failed) yield `\n${failureLines(outcome, style).join('\n')}\n`;
  yield `${tests.length > 0 ? '\n' : ''}${summaryLine(summary, tests, style)}\n`;
}

const MOST_NAME_WIDTH = 60;

function testLines(tests: readonly TestOutcome[], style: Style): readonly string[] {
  const places = tests.map(({ test }) => {
    const { file, line } = positionOf(test.at);
    return printable(`${file}:${line}`);
  });
  const names = tests.map(({ test }) => testName(test.name, style));
  const placeWidth = Math.max(0, ...places.map(widthOf));
  const nameWidth = Math.min(MOST_NAME_WIDTH, Math.max(0, ...names.map(widthOf)));
  return tests.map((outcome, index) => {
    const { severity } = outcome.test;
    const name = padEnd(names[index] ?? '', nameWidth);
    const mark = severity === 'error' ? '' : `${severity}  `;
    const line = ` ${outcomeSign(outcome, style)} ${padEnd(places[index] ?? '', placeWidth)}  ${name}  ${mark}${noteOf(outcome)}`;
    return line.trimEnd();
  });
}

function noteOf({ outcome, measure, reasons }: TestOutcome): string {
  const [first] = reasons;
  if (outcome === 'skipped')
    return first?.kind === 'skipped' || first?.kind === 'todo' ? printable(first.reason) : 'unknown';
  if (first?.kind === 'names-nothing' || first?.kind === 'nothing-to-test') return 'tests nothing';
  if (first?.kind === 'no-port') return first.port === null ? 'needs a port' : 'no such port';
  if (measure === null) return '';
  if (outcome === 'passed') return measure.looked > 1 ? countedMeasure(measure) : '';
  if (first?.kind === 'connection' && measure.looked === 1) {
    const denying = first.sides.filter(({ trace }) => trace.verdict === 'denied').map(({ trace }) => trace.direction);
    if (first.verdict === 'allowed') return 'OPEN';
    return first.verdict === 'denied' && denying.length > 0
      ? `DENIED by ${denying.join(' and ')}`
      : first.verdict.toUpperCase();
  }
  return `${measure.failed} of ${countedMeasure(measure)}`;
}

function countedMeasure({ of, looked }: Measure): string {
  return of === 'policies'
    ? `${looked} ${looked === 1 ? 'policy' : 'policies'}`
    : counted(looked, of.replace(/s$/, ''));
}

// `4 passed, 5 failed` stays plain, for whoever reads it with a pattern.
function summaryLine(summary: CheckSummary, tests: readonly TestOutcome[], style: Style): string {
  const { passed, failed, skipped, errors, warnings, infos } = summary;
  const { strong } = coloursOf(style);
  const lesser = tests.filter(({ outcome, test }) => outcome === 'failed' && !isFailure(test.severity));
  const ofSeverity = (severity: TestSeverity): number => lesser.filter(({ test }) => test.severity === severity).length;
  const results = [
    `${passed} passed`,
    `${failed} failed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(ofSeverity('warning') > 0 ? [counted(ofSeverity('warning'), 'warning')] : []),
    ...(ofSeverity('info') > 0 ? [`${ofSeverity('info')} info`] : []),
  ];
  const problems = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > ofSeverity('warning') ? [counted(warnings - ofSeverity('warning'), 'warning')] : []),
    ...(infos > ofSeverity('info') ? [`${infos - ofSeverity('info')} info`] : []),
  ];
  const parts = [
    ...(tests.length > 0 ? [` ${strong('Tests')}  ${results.join(', ')} (${tests.length})`] : []),
    ...(problems.length > 0 ? [` ${strong('Input')}  ${problems.join(', ')}`] : []),
  ];
  return parts.length === 0 ? ` ${strong('Input')}  no problems` : parts.join('    ');
}
