/** Did-you-mean: the known word that somebody probably meant. */

import { distance } from 'fastest-levenshtein';

/** Returns the known word nearest to what was written, or undefined when none is near enough to be meant. */
export function nearestWord(written: string, known: readonly string[]): string | undefined {
  const sameButForCase = known.find((word) => word.toLowerCase() === written.toLowerCase());
  if (sameButForCase !== undefined) return sameButForCase;
  const [nearest] = known
    .map((word) => ({ word, edits: editsBetween(written, word) }))
    .filter(({ edits }) => edits <= mostEdits(written))
    .sort((left, right) => left.edits - right.edits);
  return nearest?.word;
}

// A third of the letters may differ: more is another word, not a slip.
function mostEdits(written: string): number {
  return Math.max(1, Math.floor(written.length / 3));
}

// Two letters that changed places are one slip of the fingers, not two.
function editsBetween(written: string, word: string): number {
  const edits = distance(written, word);
  return edits === 2 && lettersOf(written) === lettersOf(word) ? 1 : edits;
}

function lettersOf(word: string): string {
  return [...word].sort().join('');
}
