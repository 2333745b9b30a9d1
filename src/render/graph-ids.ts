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

// `shop/deployment/api` is `shop_api`, since the kind only makes it longer; frames and what is outside have a prefix.
function wordOf(id: string): string {
  const [first = '', ...others] = id.split('/');
  const prefix = PREFIXES.get(first);
  const names = prefix === undefined && others.length === 2 ? others.slice(1) : others;
  const word = [prefix ?? first, ...names]
    .join('_')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  // Words such as `end`, and what is left of a name without Latin letters, could be read as syntax.
  return /^[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]*[A-Za-z0-9]$/.test(word) ? word : `n_${word}`;
}

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['namespace', 'ns'],
  ['external', 'ext'],
]);

function freeWord(word: string, taken: ReadonlySet<string>): string {
  if (!taken.has(word)) return word;
  let number = 2;
  while (taken.has(`${word}_${number}`)) number += 1;
  return `${word}_${number}`;
}
