/** Diagnostics in machine output. */

import type { Diagnostic } from '../model/diagnostics.ts';
import type { Json } from './json-lines.ts';
import { placeFields } from './json-lines.ts';
import { messageOf } from './messages.ts';

/** Returns a diagnostic as design.md section 6 has it. */
export function diagnosticJson(diagnostic: Diagnostic): Json {
  const { code, severity, type, at, path, related = [] } = diagnostic;
  const { file, document } = at.source;
  const { message, help } = messageOf(diagnostic);
  return {
    code,
    severity,
    message,
    ...placeFields(at),
    // What came through a pipe has no file to open, so the number of the document helps to find it.
    document: file === '<stdin>' ? document : undefined,
    path,
    // Kubernetes' own class of error, as `kubectl` tells it.
    type,
    help,
    related:
      related.length === 0 ? undefined : related.map((place) => ({ ...placeFields(place.at), message: place.message })),
  };
}
