/** The public library: pure, synchronous, and fit for a browser. Re-exports only; what is not here may change at any time. */

export type { Diagnostic, DiagnosticCode, Severity } from './model/diagnostics.ts';
export type { Place, Position, Source } from './model/provenance.ts';
export { formatPlace, positionOf } from './model/provenance.ts';
