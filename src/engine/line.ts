/**
 * Functions and sets of the points 0, 1, 2 … of a line, kept as runs. Everything the engine can address stands on one
 * line (`universe.ts`), like beside like, so that what a policy says of it changes seldom from point to point.
 */

import type { Bounds } from '../model/intervals.ts';

/** A set of points: bounds of its runs, ends exclusive. */
export type PointSet = Bounds<number>;

/** A function of points to numbers: `values[i]` from `starts[i]` up to the next start, the last one without end. */
export interface LineMap {
  /** Ascending, the first one 0. */
  readonly starts: Int32Array;
  /** Neighbours differ. */
  readonly values: Int32Array;
}

/** Receives one run of points, end exclusive, and the value they have. */
export type VisitRun = (start: number, end: number, value: number) => void;

/** Returns an element of an array of numbers; the index is the caller's promise. */
export function at(numbers: Int32Array | readonly number[], index: number): number {
  return numbers[index] ?? 0;
}

/** Returns the function with one value everywhere. */
export function constantMap(value: number): LineMap {
  return { starts: Int32Array.of(0), values: Int32Array.of(value) };
}

/** Returns the function with one value in a set and another outside. */
export function mapOfSet(set: PointSet, inside: number, outside: number): LineMap {
  const builder = buildMap();
  builder.add(0, outside);
  for (let index = 0; index < set.length; index += 1) builder.add(at(set, index), index % 2 === 0 ? inside : outside);
  return builder.finish();
}

/** Returns the function with the given value at each point, 0 from the last on. */
export function mapOfPoints(values: Int32Array): LineMap {
  const builder = buildMap();
  for (let point = 0; point < values.length; point += 1) builder.add(point, at(values, point));
  builder.add(values.length, 0);
  return builder.finish();
}

/** Returns the function of two functions' values. Linear in their runs. */
export function mergeMaps(left: LineMap, right: LineMap, combine: (left: number, right: number) => number): LineMap {
  const builder = buildMap();
  const leftEnd = left.starts.length;
  const rightEnd = right.starts.length;
  let leftRun = 0;
  let rightRun = 0;
  let start = 0;
  for (;;) {
    builder.add(start, combine(at(left.values, leftRun), at(right.values, rightRun)));
    const nextLeft = leftRun + 1 < leftEnd ? at(left.starts, leftRun + 1) : Number.POSITIVE_INFINITY;
    const nextRight = rightRun + 1 < rightEnd ? at(right.starts, rightRun + 1) : Number.POSITIVE_INFINITY;
    start = Math.min(nextLeft, nextRight);
    if (start === Number.POSITIVE_INFINITY) return builder.finish();
    if (nextLeft === start) leftRun += 1;
    if (nextRight === start) rightRun += 1;
  }
}

/** Returns the function with every value replaced. */
export function mapValues(map: LineMap, replace: (value: number) => number): LineMap {
  const builder = buildMap();
  for (let run = 0; run < map.starts.length; run += 1) builder.add(at(map.starts, run), replace(at(map.values, run)));
  return builder.finish();
}

/** Returns the value at a point. Logarithmic. */
export function valueAt(map: LineMap, point: number): number {
  return at(map.values, runAt(map, point));
}

/** Visits the runs between two points, ascending, cut to them. */
export function visitRuns(map: LineMap, from: number, to: number, visit: VisitRun): void {
  let run = runAt(map, from);
  let start = from;
  while (start < to) {
    const end = run + 1 < map.starts.length ? Math.min(at(map.starts, run + 1), to) : to;
    visit(start, end, at(map.values, run));
    run += 1;
    start = end;
  }
}

/** Returns the set of points in ascending order, duplicates allowed. */
export function setOfPoints(points: readonly number[] | Int32Array): PointSet {
  const bounds: number[] = [];
  let end = -1;
  for (let index = 0; index < points.length; index += 1) {
    const point = at(points, index);
    if (point > end || end === -1) {
      if (end !== -1) bounds.push(end);
      bounds.push(point);
    }
    end = point + 1;
  }
  if (end !== -1) bounds.push(end);
  return bounds;
}

/** Visits the points of a set, ascending. */
export function eachPoint(set: PointSet, visit: (point: number) => void): void {
  for (let run = 0; run < set.length; run += 2)
    for (let point = at(set, run); point < at(set, run + 1); point += 1) visit(point);
}

/** Returns how many numbers of an ascending list are less than a limit: the index where the limit belongs. */
export function countBelow(ascending: readonly number[] | Int32Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(ascending, middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function runAt(map: LineMap, point: number): number {
  return countBelow(map.starts, point + 1) - 1;
}

interface MapBuilder {
  /** Says the value from a point on; points never descend, and of equal points the last one counts. */
  readonly add: (start: number, value: number) => void;
  readonly finish: () => LineMap;
}

function buildMap(): MapBuilder {
  const starts: number[] = [];
  const values: number[] = [];
  return {
    add: (start, value) => {
      if (starts.at(-1) === start) {
        starts.pop();
        values.pop();
      }
      if (values.at(-1) === value) return;
      starts.push(start);
      values.push(value);
    },
    finish: () => ({ starts: Int32Array.from(starts), values: Int32Array.from(values) }),
  };
}
