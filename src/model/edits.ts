/** Changes of a text as data; `io/` applies them. */

import type { Place } from './provenance.ts';

/** Replaces what stands from `at` up to `end`. */
export interface Edit {
  readonly at: Place;
  /** 0-based offset into the text of the same source; exclusive. */
  readonly end: number;
  readonly text: string;
}
