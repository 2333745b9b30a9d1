/** Partition refinement: which elements lie in exactly the same sets. Exact, and cheap for small and for nearly full sets. */

import type { PointSet } from './line.ts';
import { at, visitPoints, visitSet } from './line.ts';

/** Elements 0 … size−1 in blocks; at first all of them are in one. */
export interface Partition {
  /** Parts the elements of a set from the others. Linear in the set or in its complement, whichever is smaller. */
  readonly split: (set: PointSet) => void;
  /** Returns the block of each element; blocks are numbered by their first element. */
  readonly blocks: () => Int32Array;
}

/** Returns the partition of `size` elements into one block. */
export function createPartition(size: number): Partition {
  const blockOf = new Int32Array(size);
  let used = 1;
  return {
    split: (set) => {
      const moved = new Map<number, number>();
      const runs = countPoints(set) * 2 > size ? complementOf(set, size) : set;
      visitPoints(runs, (element) => {
        const block = at(blockOf, element);
        let target = moved.get(block);
        if (target === undefined) {
          target = used;
          used += 1;
          moved.set(block, target);
        }
        blockOf[element] = target;
      });
    },
    blocks: () => {
      const numbers = new Map<number, number>();
      return blockOf.map((block) => {
        const number = numbers.get(block) ?? numbers.size;
        numbers.set(block, number);
        return number;
      });
    },
  };
}

/** Returns how many points a set holds. */
function countPoints(set: PointSet): number {
  let count = 0;
  visitSet(set, (start, end) => {
    count += end - start;
  });
  return count;
}

function complementOf(set: PointSet, size: number): PointSet {
  const bounds = set[0] === 0 ? set.slice(1) : [0, ...set];
  return bounds.at(-1) === size ? bounds.slice(0, -1) : [...bounds, size];
}
