/** Did-you-mean: the known word that somebody probably meant. */

import { closest, distance } from 'fastest-levenshtein';

/** Returns the known word nearest to what was written, or undefined when none is near enough to be meant. */
export function nearestWord(written: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const sameButForCase = known.find((word) => word.toLowerCase() === written.toLowerCase());
  if (sameButForCase !== undefined) return sameButForCase;
  const nearest = closest(written, [...known]);
  // A third of the letters may differ: more is another word, not a slip.
  return distance(written, nearest) <= Math.max(1, Math.floor(written.length / 3)) ? nearest : undefined;
}
