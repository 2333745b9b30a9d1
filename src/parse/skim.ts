/**
 * How objects of a long dump are read. Nine tenths of a running pod (its volumes, probes, conditions) say nothing that a
 * verdict rests on, and the API server has checked them: they are passed over, and the text is not held on to.
 */

/** Fields that are read, the others are passed over; null reads the whole value. Items of lists have their list's fields. */
export type Fields = ReadonlyMap<string, Fields | null>;

/** What is read, and how what is kept of it is kept. */
export interface Skim {
  readonly fields: Fields | null;
  /** Returns the same text, for which no longer one stays in memory. */
  readonly keep: KeepText;
}

/** As `Skim.keep`. */
export type KeepText = (text: string) => string;

/** Keeps a text as it is; whoever has the whole text in memory anyway loses nothing. */
export const asItIs: KeepText = (text) => text;

/** The skim that misses nothing. */
export const WHOLLY: Skim = { fields: null, keep: asItIs };

/** From this length on V8 makes a part of a string a view of the whole. */
const SHORTEST_VIEW = 13;

/** Texts that are remembered, since most of them come again; beyond, all are forgotten. */
const MOST_REMEMBERED = 20_000;

/** Returns a keeper that makes one text of equal ones as far as it remembers them. */
export function createTextKeeper(): KeepText {
  const remembered = new Map<string, string>();
  return (text) => {
    if (text.length < SHORTEST_VIEW) return text;
    const known = remembered.get(text);
    if (known !== undefined) return known;
    // Written out and read again: the only way to copy a string.
    const copy: unknown = JSON.parse(JSON.stringify(text));
    const own = typeof copy === 'string' ? copy : text;
    if (remembered.size === MOST_REMEMBERED) remembered.clear();
    remembered.set(own, own);
    return own;
  };
}
