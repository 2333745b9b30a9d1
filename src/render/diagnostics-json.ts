/** Diagnostics in machine output. */

import type { Diagnostic } from '../model/diagnostics.ts';
import type { Json } from './json-lines.ts';
import { placeFields } from './json-lines.ts';
import { messageOf } from './messages.ts';

/** Returns a diagnostic as design.md section 6 has it. */
export function diagnosticJson(diagnostic: Diagnostic): Json {
  const { code, severity, at, path, related = [] } = diagnostic;
  const { message, help } = messageOf(diagnostic);
  return {
    code,
    severity,
    message,
    ...placeFields(at),
    path,
    help,
    related:
      related.length === 0 ? undefined : related.map((place) => ({ ...placeFields(place.at), message: place.message })),
  };
}
