/** Port sets as numbers: equal sets have equal numbers, and each union or intersection of two is computed once. */

import type { PortSet } from '../model/ports.ts';
import { ALL_PORTS, intersectPorts, NO_PORTS, subtractPorts, unionPorts } from '../model/ports.ts';
import { createInterner, rememberPairs } from './intern.ts';

/** The number of the port set that holds nothing. */
export const NONE = 0;

/** The number of the port set that holds every port. */
export const ALL = 1;

/** Interned port sets with their operations. */
export interface PortSets {
  readonly idOf: (set: PortSet) => number;
  readonly valueOf: (id: number) => PortSet;
  readonly union: (left: number, right: number) => number;
  readonly intersect: (left: number, right: number) => number;
  readonly subtract: (left: number, right: number) => number;
}

/** Returns interned port sets that hold `NONE` and `ALL` so far. */
export function createPortSets(): PortSets {
  const sets = createInterner<PortSet>((set) => set.bounds.join());
  sets.idOf(NO_PORTS);
  sets.idOf(ALL_PORTS);
  const operation = (combine: (left: PortSet, right: PortSet) => PortSet) =>
    rememberPairs((left, right) => sets.idOf(combine(sets.valueOf(left), sets.valueOf(right))));
  return {
    ...sets,
    union: operation(unionPorts),
    intersect: operation(intersectPorts),
    subtract: operation(subtractPorts),
  };
}
