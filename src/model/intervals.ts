/**
 * Sets of points on a line as their bounds: start, end, start, end … ascending, ends exclusive, never touching.
 * Ports and both address families use them; nothing here knows which.
 */

/** Bounds of a set: even indexes open an interval, odd ones close it (exclusive). */
export type Bounds<T extends number | bigint> = readonly T[];

/** Returns the points that are in either set. Linear. */
export function unionBounds<T extends number | bigint>(left: Bounds<T>, right: Bounds<T>): Bounds<T> {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  return combine(left, right, (inLeft, inRight) => inLeft || inRight);
}

/** Returns the points that are in both sets. Linear. */
export function intersectBounds<T extends number | bigint>(left: Bounds<T>, right: Bounds<T>): Bounds<T> {
  if (left.length === 0 || right.length === 0) return [];
  return combine(left, right, (inLeft, inRight) => inLeft && inRight);
}

/** Returns the points of the left set that are not in the right one. Linear. */
export function subtractBounds<T extends number | bigint>(left: Bounds<T>, right: Bounds<T>): Bounds<T> {
  if (left.length === 0 || right.length === 0) return left;
  return combine(left, right, (inLeft, inRight) => inLeft && !inRight);
}

/** Tells whether a point is in a set. Logarithmic. */
export function isInBounds<T extends number | bigint>(bounds: Bounds<T>, point: T): boolean {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const bound = bounds[middle];
    if (bound !== undefined && bound <= point) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/** Tells whether two sets hold the same points. */
export function equalBounds<T extends number | bigint>(left: Bounds<T>, right: Bounds<T>): boolean {
  return left.length === right.length && left.every((bound, index) => bound === right[index]);
}

/** Returns the intervals of a set as pairs, ends exclusive. */
export function intervalsOf<T extends number | bigint>(bounds: Bounds<T>): readonly (readonly [start: T, end: T])[] {
  const intervals: (readonly [T, T])[] = [];
  for (let index = 0; index + 1 < bounds.length; index += 2) {
    const start = bounds[index];
    const end = bounds[index + 1];
    if (start !== undefined && end !== undefined) intervals.push([start, end]);
  }
  return intervals;
}

// INVARIANT: an odd number of bounds passed means that the point is inside, so one sweep serves every set operation.
function combine<T extends number | bigint>(
  left: Bounds<T>,
  right: Bounds<T>,
  keep: (inLeft: boolean, inRight: boolean) => boolean,
): Bounds<T> {
  const bounds: T[] = [];
  let passedLeft = 0;
  let passedRight = 0;
  let inside = false;
  for (;;) {
    const nextLeft = left[passedLeft];
    const nextRight = right[passedRight];
    const point = nextRight === undefined || (nextLeft !== undefined && nextLeft < nextRight) ? nextLeft : nextRight;
    if (point === undefined) return bounds;
    if (nextLeft === point) passedLeft += 1;
    if (nextRight === point) passedRight += 1;
    const now = keep(passedLeft % 2 === 1, passedRight % 2 === 1);
    if (now !== inside) bounds.push(point);
    inside = now;
  }
}
