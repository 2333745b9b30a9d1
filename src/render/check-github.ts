/** `check -o github`: workflow commands that GitHub shows as annotations beside the lines of a change. */

import type { Severity } from '../model/diagnostics.ts';
import { positionOf } from '../model/provenance.ts';
import type { CheckView } from '../views/check.ts';
import type { Problem } from './check-problems.ts';
import { problemsOf } from './check-problems.ts';

// What GitHub shows of one step; it drops the rest without a word.
const MOST_OF_A_LEVEL = 10;
const LONGEST_MESSAGE = 4000;

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Writes an annotation for each problem, errors first; of what is more than GitHub shows, the number. */
export function* renderCheckGithub(view: CheckView): Generator<string, void, undefined> {
  const problems = problemsOf(view).filter(({ suppressed }) => suppressed === null);
  for (const severity of ['error', 'warning', 'info'] as const) {
    const all = problems.filter((problem) => problem.severity === severity);
    const isTooMany = all.length > MOST_OF_A_LEVEL;
    for (const problem of all.slice(0, isTooMany ? MOST_OF_A_LEVEL - 1 : MOST_OF_A_LEVEL))
      yield `${annotation(problem)}\n`;
    if (isTooMany) {
      const rest = all.length - MOST_OF_A_LEVEL + 1;
      yield `::${COMMANDS[severity]} title=netpol::${rest} more of severity ${severity}; GitHub shows ${MOST_OF_A_LEVEL} of a step\n`;
    }
  }
  const { passed, failed } = view.summary;
  yield `${passed} passed, ${failed} failed\n`;
}

function annotation({ id, title, severity, at, message, help }: Problem): string {
  const { file, line, column } = positionOf(at);
  const isFile = !file.startsWith('<') && !file.startsWith('(');
  const place = isFile ? `file=${property(file)},line=${line},col=${column},` : '';
  const name = title === null ? id : `${id} ${title}`;
  const text = help === null ? message : `${message}\n${help}`;
  return `::${COMMANDS[severity]} ${place}title=${property(name)}::${escapeCommand(text.slice(0, LONGEST_MESSAGE))}`;
}

function escapeCommand(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escapeCommand(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
