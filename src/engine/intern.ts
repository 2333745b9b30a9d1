/**
 * Equal values become one small number, so that the engine compares, stores and remembers numbers only.
 * Operations on interned values are remembered per pair of numbers.
 */

/** Values by number and numbers by value; numbers count from 0 in the order of first use. */
export interface Interner<T> {
  readonly idOf: (value: T) => number;
  /** Throws on a number that was never given out. */
  readonly valueOf: (id: number) => T;
}

/** Returns an empty interner; values of equal key are the same value, and the first one is kept. */
export function createInterner<T>(keyOf: (value: T) => string): Interner<T> {
  const ids = new Map<string, number>();
  const values: T[] = [];
  return {
    idOf: (value) => {
      const key = keyOf(value);
      const known = ids.get(key);
      if (known !== undefined) return known;
      ids.set(key, values.length);
      return values.push(value) - 1;
    },
    valueOf: (id) => {
      const value = values[id];
      if (value === undefined) throw new Error(`no value has the number ${id}`);
      return value;
    },
  };
}

/** Returns an operation on pairs of small numbers that computes each pair once. */
export function rememberPairs(
  operation: (left: number, right: number) => number,
): (left: number, right: number) => number {
  const rows: number[][] = [];
  return (left, right) => {
    rows[left] ??= [];
    const row = rows[left];
    const known = row[right];
    if (known !== undefined) return known;
    const result = operation(left, right);
    row[right] = result;
    return result;
  };
}

/** Returns a function of a small number that computes each number once. */
export function remember<T>(operation: (id: number) => T): (id: number) => T {
  const results: T[] = [];
  return (id) => {
    const known = results[id];
    if (known !== undefined) return known;
    const result = operation(id);
    results[id] = result;
    return result;
  };
}

/** Returns a function that computes once for each text; what else it takes must follow from the text. */
export function rememberTexts<T, A extends readonly unknown[]>(
  operation: (text: string, ...more: A) => T,
): (text: string, ...more: A) => T {
  const results = new Map<string, T>();
  return (text, ...more) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = operation(text, ...more);
    results.set(text, result);
    return result;
  };
}

/** Lists of whole numbers as one number each, built up step by step from `NO_STEPS`. */
export type Step = (list: number, next: number) => number;

/** The empty list. */
export const NO_STEPS = 0;

/** Returns the step that gives every list its number; two lists have the same number only if they are equal. */
export function createSteps(): Step {
  const nexts: Map<number, number>[] = [];
  let count = 1;
  return (list, next) => {
    nexts[list] ??= new Map();
    const longer = nexts[list].get(next);
    if (longer !== undefined) return longer;
    nexts[list].set(next, count);
    count += 1;
    return count - 1;
  };
}

/** Combines all items pairwise in a balanced tree, in their order: n log n where one by one would be n². */
export function foldBalanced<T>(items: readonly T[], empty: T, combine: (left: T, right: T) => T): T {
  let level = items;
  while (level.length > 1) {
    const next: T[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const [left, right] = [level[index], level[index + 1]];
      if (left !== undefined) next.push(right === undefined ? left : combine(left, right));
    }
    level = next;
  }
  return level[0] ?? empty;
}
