/** What lint rules report: valid, and probably not meant. The rules live in `lint/`, every format shows them. */

import type { RelatedPlace, Severity } from './diagnostics.ts';
import type { Edit } from './edits.ts';
import type { Place } from './provenance.ts';

/** One thing that a rule found. */
export interface Finding {
  /** `NP101`. */
  readonly rule: string;
  /** `and-or-split`. */
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Place;
  /** Field path within the object. */
  readonly path: string;
  readonly related: readonly RelatedPlace[];
  readonly help?: string;
  readonly fix?: Fix;
  /** By what it is suppressed, and for what reason; it is shown only where a format can say so. */
  readonly suppressed?: { readonly by: string; readonly reason: string };
}

/** A change that mends a finding. */
export interface Fix {
  /** Whether it keeps every verdict, so that `--fix` makes it. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}
