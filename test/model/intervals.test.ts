/** Laws of interval sets: they behave as the sets of points they stand for. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bounds } from '../../src/model/intervals.ts';
import {
  equalBounds,
  intersectBounds,
  intervalsOf,
  isInBounds,
  subtractBounds,
  unionBounds,
} from '../../src/model/intervals.ts';

const POINTS = [...Array(20).keys()];
const bounds = fc.uniqueArray(fc.nat(20)).map((points) => {
  const sorted = points.toSorted((left, right) => left - right);
  return sorted.length % 2 === 0 ? sorted : sorted.slice(1);
});

const operations = [
  ['union', unionBounds<number>, (left: boolean, right: boolean) => left || right],
  ['intersection', intersectBounds<number>, (left: boolean, right: boolean) => left && right],
  ['difference', subtractBounds<number>, (left: boolean, right: boolean) => left && !right],
] as const;

test.each(operations)('%s holds exactly the points its name says', (_name, operation, expected) => {
  fc.assert(
    fc.property(bounds, bounds, (left, right) => {
      const result = operation(left, right);
      for (const point of POINTS) {
        expect(isInBounds(result, point)).toBe(expected(isInside(left, point), isInside(right, point)));
      }
    }),
  );
});

test.each(operations)('%s leaves no touching or empty intervals', (_name, operation) => {
  fc.assert(
    fc.property(bounds, bounds, (left, right) => {
      const result = operation(left, right);
      expect(result).toEqual([...new Set(result)].toSorted((one, other) => one - other));
      expect(result.length % 2).toBe(0);
    }),
  );
});

test('equal sets have equal bounds', () => {
  expect(equalBounds([1, 3], [1, 3])).toBe(true);
  expect(equalBounds([1, 3], [1, 3, 5, 6])).toBe(false);
  expect(equalBounds([1, 3], [1, 4])).toBe(false);
});

test('bigint bounds work as number bounds do', () => {
  expect(unionBounds([0n, 2n], [2n, 4n])).toEqual([0n, 4n]);
  expect(intervalsOf([0n, 2n, 5n, 6n])).toEqual([
    [0n, 2n],
    [5n, 6n],
  ]);
});

function isInside(set: Bounds<number>, point: number): boolean {
  return intervalsOf(set).some(([start, end]) => start <= point && point < end);
}
