/** Signs of tests in text: what came of one, and how loud that is. */

import type { TestSeverity } from '../model/tests.ts';
import type { TestOutcome } from '../views/tests/outcome.ts';
import { printable } from './columns.ts';
import type { Colours, Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

/** Returns a test's name with the arrow of the style. */
export function testName(name: string, style: Style): string {
  return printable(name).replaceAll('->', glyphsOf(style).arrow);
}

/** Returns the sign of an outcome in its colour; severity decides how loud a failure is. */
export function outcomeSign({ outcome, test }: TestOutcome, style: Style): string {
  const { yes, no, warning, noPair } = glyphsOf(style);
  const colours = coloursOf(style);
  switch (outcome) {
    case 'passed':
      return colours.good(yes);
    case 'skipped':
      return colours.quiet(noPair);
    case 'failed':
      return severityPaint(test.severity, colours)(isFailure(test.severity) ? no : warning);
  }
}

/** Tells whether a failure of this severity is one, or a warning. */
export function isFailure(severity: TestSeverity): boolean {
  return severity === 'error' || severity === 'critical';
}

function severityPaint(severity: TestSeverity, { bad, careful, quiet }: Colours): Colours['bad'] {
  if (isFailure(severity)) return bad;
  return severity === 'warning' ? careful : quiet;
}
