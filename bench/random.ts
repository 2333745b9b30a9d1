/** Numbers that look random and are the same in every run. */

/** A source of choices. */
export interface Random {
  /** Returns a whole number from 0 up to a limit, exclusive. */
  readonly below: (limit: number) => number;
  /** Tells yes with a probability. */
  readonly chance: (probability: number) => boolean;
  /** Returns one of the items. Throws when there is none. */
  readonly pick: <T>(items: readonly T[]) => T;
}

/** Returns the source of a seed: mulberry32, good enough for made-up clusters. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}
