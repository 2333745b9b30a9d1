/** Identifiers for formats whose names cannot hold what a peer's id may. */

/** Returns a function that gives every id its own word of letters, digits and `_`, always the same for the same order of calls. */
export function createIds(): (id: string) => string {
  const known = new Map<string, string>();
  const taken = new Set<string>();
  return (id) => {
    const old = known.get(id);
    if (old !== undefined) return old;
    const word = freeWord(wordOf(id), taken);
    taken.add(word);
    known.set(id, word);
    return word;
  };
}

// `shop/deployment/api` is `shop_api`: the kind only makes it longer, and twins are numbered. A prefix keeps words such as
// `end` and `default`, and a leading `o` or `x`, from being read as syntax.
function wordOf(id: string): string {
  const parts = id.split('/');
  const named = parts.length === 3 ? [parts[0] ?? '', parts[2] ?? ''] : parts;
  const word = named
    .join('_')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return `n_${word}`;
}

function freeWord(word: string, taken: ReadonlySet<string>): string {
  if (!taken.has(word)) return word;
  let number = 2;
  while (taken.has(`${word}_${number}`)) number += 1;
  return `${word}_${number}`;
}
