/** `check -o compact`: one line a problem, as GNU tools write them and editors read them. */

import { formatPlace } from '../model/provenance.ts';
import type { CheckView } from '../views/check.ts';
import { FAILED_TEST, problemsOf } from './check-problems.ts';
import { printable } from './columns.ts';

/** Writes `file:line:col: severity: message [code]` for each problem; nothing when there is none. */
export function* renderCheckCompact(view: CheckView): Generator<string, void, undefined> {
  for (const { id, at, severity, message, help, suppressed } of problemsOf(view)) {
    if (suppressed !== null) continue;
    const remedy = id === FAILED_TEST && help !== null ? `; ${help}` : '';
    yield `${printable(formatPlace(at))}: ${severity}: ${printable(message + remedy)} [${id}]\n`;
  }
}
