/** A mistake in a YAML text and where it is: what every judge of such texts returns. */

import type { YamlMistake } from '../model/diagnostics/reading.ts';

/** A mistake and the 0-based offset of its first character. */
export interface LocatedMistake {
  readonly mistake: YamlMistake;
  readonly offset: number;
}
