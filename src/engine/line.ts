/**
 * Functions and sets of the points 0, 1, 2 … of a line, kept as runs. Everything the engine can address stands on one
 * line (`universe.ts`), like beside like, so that what a policy says of it changes seldom from point to point.
 */

import type { Bounds } from '../model/intervals.ts';

/** A set of points: bounds of its runs, ends exclusive. */
export type PointSet = Bounds<number>;

/** A function of points to numbers: start, value, start, value … with the first start 0; the last value holds without end. */
export interface LineMap {
  /** Starts ascend, and the values of neighbours differ. */
  readonly runs: readonly number[];
}

/** Points from a start up to an end (exclusive) and the value they have. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

/** Receives one run of points, end exclusive, and the value they have. */
export type VisitRun = (start: number, end: number, value: number) => void;

/** Returns an element of an array; the index is the caller's promise. */
export function at(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0;
}

function numberAt(numbers: readonly number[], index: number): number {
  return numbers[index] ?? 0;
}

/** Returns the function with one value everywhere. */
export function constantMap(value: number): LineMap {
  return { runs: [0, value] };
}

/** Returns the function with one value in a set and another outside. */
export function mapOfSet(set: PointSet, inside: number, outside: number): LineMap {
  begin(set.length + 1);
  add(0, outside);
  visitSet(set, (start, end) => {
    add(start, inside);
    add(end, outside);
  });
  return finish();
}

/** Returns the function that has the values of some runs, ascending and apart, and another value outside. */
export function mapOfRuns(runs: readonly Run[], outside: number): LineMap {
  begin(runs.length * 2 + 1);
  add(0, outside);
  for (const { start, end, value } of runs) {
    add(start, value);
    add(end, outside);
  }
  return finish();
}

/** Returns a function's values replaced within a set, and another value outside. Linear in what lies within. */
export function mapWithin(map: LineMap, set: PointSet, replace: (value: number) => number, outside: number): LineMap {
  const runs: Run[] = [];
  visitSet(set, (from, to) => {
    visitRuns(map, from, to, (start, end, value) => runs.push({ start, end, value: replace(value) }));
  });
  return mapOfRuns(runs, outside);
}

/** Returns the function with the given value at each point, 0 from the last on. */
export function mapOfPoints(values: Int32Array): LineMap {
  begin(values.length + 1);
  for (let point = 0; point < values.length; point += 1) add(point, at(values, point));
  add(values.length, 0);
  return finish();
}

/** Returns the function of two functions' values. Linear in their runs. */
export function mergeMaps(left: LineMap, right: LineMap, combine: (left: number, right: number) => number): LineMap {
  const [leftRuns, rightRuns] = [left.runs, right.runs];
  begin((leftRuns.length + rightRuns.length) / 2);
  let [leftRun, rightRun, start] = [0, 0, 0];
  for (;;) {
    add(start, combine(numberAt(leftRuns, leftRun + 1), numberAt(rightRuns, rightRun + 1)));
    const nextLeft = leftRun + 2 < leftRuns.length ? numberAt(leftRuns, leftRun + 2) : NEVER;
    const nextRight = rightRun + 2 < rightRuns.length ? numberAt(rightRuns, rightRun + 2) : NEVER;
    start = nextLeft < nextRight ? nextLeft : nextRight;
    if (start === NEVER) return finish();
    if (nextLeft === start) leftRun += 2;
    if (nextRight === start) rightRun += 2;
  }
}

/**
 * Returns the function of many functions' values between two points, in one sweep: before the first it is as there, and from the last on
 * as before it. `combine` gets the values in the order of the maps, in a list that it must not keep. Linear in runs times maps.
 */
export function sweepMaps(
  maps: readonly LineMap[],
  from: number,
  to: number,
  combine: (values: readonly number[]) => number,
): LineMap {
  const places = maps.map((map) => runAt(map, from));
  const values = maps.map(({ runs }, index) => numberAt(runs, numberAt(places, index) + 1));
  const nexts = maps.map(({ runs }, index) => runs[numberAt(places, index) + 2] ?? NEVER);
  begin(maps.reduce((sum, { runs }) => sum + runs.length, 2) / 2);
  add(0, combine(values));
  for (;;) {
    let start = to;
    for (let index = 0; index < nexts.length; index += 1) start = Math.min(start, numberAt(nexts, index));
    if (start >= to) return finish();
    for (const [index, { runs }] of maps.entries()) {
      if (nexts[index] !== start) continue;
      const place = numberAt(places, index) + 2;
      places[index] = place;
      values[index] = numberAt(runs, place + 1);
      nexts[index] = runs[place + 2] ?? NEVER;
    }
    add(start, combine(values));
  }
}

/** Returns the function with every value replaced. */
export function mapValues(map: LineMap, replace: (value: number) => number): LineMap {
  begin(map.runs.length / 2);
  for (let run = 0; run < map.runs.length; run += 2) add(numberAt(map.runs, run), replace(numberAt(map.runs, run + 1)));
  return finish();
}

/** Returns the value at a point. Logarithmic. */
export function valueAt(map: LineMap, point: number): number {
  return numberAt(map.runs, runAt(map, point) + 1);
}

/** Visits the runs between two points, ascending, cut to them. */
export function visitRuns(map: LineMap, from: number, to: number, visit: VisitRun): void {
  const { runs } = map;
  let start = from;
  for (let run = runAt(map, from); start < to; run += 2) {
    const next = run + 2 < runs.length ? numberAt(runs, run + 2) : NEVER;
    const end = next < to ? next : to;
    visit(start, end, numberAt(runs, run + 1));
    start = end;
  }
}

/** Returns the set of points in ascending order, duplicates allowed. */
export function setOfPoints(points: readonly number[]): PointSet {
  const bounds: number[] = [];
  let end = -1;
  for (const point of points) {
    if (point > end || end === -1) {
      if (end !== -1) bounds.push(end);
      bounds.push(point);
    }
    end = point + 1;
  }
  if (end !== -1) bounds.push(end);
  return bounds;
}

/** Visits the runs of a set, ascending; ends are exclusive. */
export function visitSet(set: PointSet, visit: (start: number, end: number) => void): void {
  for (let run = 0; run < set.length; run += 2) visit(set[run] ?? 0, set[run + 1] ?? 0);
}

/** Visits what a set has in common with one run, ascending. */
export function visitCommon(
  set: PointSet,
  from: number,
  to: number,
  visit: (start: number, end: number) => void,
): void {
  // Bounds at or before `from`, made even: the run that holds `from`, or the next one.
  for (let index = countBelow(set, from + 1) & ~1; index < set.length; index += 2) {
    const [start, end] = [set[index] ?? 0, set[index + 1] ?? 0];
    if (start >= to) return;
    visit(start > from ? start : from, end < to ? end : to);
  }
}

/** Visits the points of a set, ascending. */
export function visitPoints(set: PointSet, visit: (point: number) => void): void {
  visitSet(set, (start, end) => {
    for (let point = start; point < end; point += 1) visit(point);
  });
}

/** Returns how many numbers of an ascending list are less than a limit: the index where the limit belongs. */
export function countBelow(ascending: readonly number[] | Int32Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Larger than any point.
const NEVER = 2 ** 31 - 1;

// The index of the start of the run that holds a point.
function runAt({ runs }: LineMap, point: number): number {
  let low = 0;
  let high = runs.length >>> 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (numberAt(runs, middle << 1) <= point) low = middle;
    else high = middle;
  }
  return low << 1;
}

// Maps are built by the hundred thousand and one at a time, so all of them grow in one room and are copied out of it.
let room = makeRoom(1024);
let used = 0;

// Plain arrays, because every typed array counts as memory outside the heap, and that makes Node collect a heap that is large already.
function makeRoom(length: number): number[] {
  return Array.from({ length }, () => 0);
}

function begin(mostRuns: number): void {
  if (room.length < mostRuns * 2 + 2) room = makeRoom(mostRuns * 4 + 2);
  used = 0;
}

// Says the value from a point on; points never descend, and of equal points the last one counts.
function add(start: number, value: number): void {
  if (used > 0 && numberAt(room, used - 2) === start) used -= 2;
  if (used > 0 && numberAt(room, used - 1) === value) return;
  room[used] = start;
  room[used + 1] = value;
  used += 2;
}

function finish(): LineMap {
  return { runs: room.slice(0, used) };
}
