/** The ports of one pair over all its families: what is open, unknown, half-open, and over which family. */

import type { FamilyPorts, SidePorts } from '../engine/connectivity.ts';
import type { Family } from '../model/ip.ts';
import type { PortSet } from '../model/ports.ts';
import { intersectPorts, isNoPorts, NO_PORTS, subtractPorts, unionPorts } from '../model/ports.ts';

/** Which sides of a connection are asked; `both` is the verdict, one alone is what that side says. */
export type AskedDirection = 'both' | 'egress' | 'ingress';

/** Open ports that have the same families. */
export interface FamilySlice {
  readonly ports: PortSet;
  /** Null for all families that the two ends have in common. */
  readonly families: readonly Family[] | null;
}

/** What is said of the ports of one pair; a port in none of the three sets is denied, and nothing stands out about it. */
export interface PairPorts {
  /** Open over some family. */
  readonly open: PortSet;
  /** Open over none, unknown over some. */
  readonly unknown: PortSet;
  /** Neither open nor unknown, though a rule that lists peers allows it on one side. */
  readonly halfOpen: PortSet;
  /** A partition of `open`; one slice, or none, unless families differ. */
  readonly slices: readonly FamilySlice[];
  /** Whether policies isolate an end for this direction, so that what is open is open by a rule. */
  readonly isRestricted: boolean;
}

/** A pair of which nothing is said, since the two ends have no family in common. */
export const NO_PAIR_PORTS: PairPorts = {
  open: NO_PORTS,
  unknown: NO_PORTS,
  halfOpen: NO_PORTS,
  slices: [],
  isRestricted: false,
};

/** Puts the families of a pair together: a port is open when some family opens it. Spec: design.md section 4, Families. */
export function combineFamilies(families: readonly FamilyPorts[], direction: AskedDirection): PairPorts {
  const asked = families.map((family) => askedPorts(family, direction));
  const open = asked.reduce((set, family) => unionPorts(set, family.open), NO_PORTS);
  const unknown = subtractPorts(
    asked.reduce((set, family) => unionPorts(set, family.unknown), NO_PORTS),
    open,
  );
  const halfOpen =
    direction === 'both' ? families.reduce((set, family) => unionPorts(set, halfOpenOf(family)), NO_PORTS) : NO_PORTS;
  return {
    open,
    unknown,
    halfOpen: subtractPorts(subtractPorts(halfOpen, open), unknown),
    slices: slicesOf(asked),
    isRestricted: families.some(({ egress, ingress }) => isIsolating(direction, egress, ingress)),
  };
}

/** Returns the part of a pair's ports that is asked for. */
export function limitPorts(pair: PairPorts, ports: PortSet): PairPorts {
  return {
    open: intersectPorts(pair.open, ports),
    unknown: intersectPorts(pair.unknown, ports),
    halfOpen: intersectPorts(pair.halfOpen, ports),
    slices: pair.slices
      .map((slice) => ({ ...slice, ports: intersectPorts(slice.ports, ports) }))
      .filter((slice) => !isNoPorts(slice.ports)),
    isRestricted: pair.isRestricted,
  };
}

interface AskedPorts {
  readonly family: Family;
  readonly open: PortSet;
  readonly unknown: PortSet;
}

function askedPorts(ports: FamilyPorts, direction: AskedDirection): AskedPorts {
  const { open, unknown } = direction === 'both' ? ports : ports[direction];
  return { family: ports.family, open, unknown };
}

function isIsolating(direction: AskedDirection, egress: SidePorts, ingress: SidePorts): boolean {
  return (direction !== 'ingress' && egress.isolated) || (direction !== 'egress' && ingress.isolated);
}

function halfOpenOf({ egress, ingress }: FamilyPorts): PortSet {
  return unionPorts(deniedOf(egress.listed, ingress), deniedOf(ingress.listed, egress));
}

function deniedOf(ports: PortSet, side: SidePorts): PortSet {
  return subtractPorts(subtractPorts(ports, side.open), side.unknown);
}

function slicesOf(families: readonly AskedPorts[]): readonly FamilySlice[] {
  const [first, second] = families;
  if (first === undefined) return [];
  if (second === undefined) return keepNonEmpty([{ ports: first.open, families: null }]);
  return keepNonEmpty([
    { ports: intersectPorts(first.open, second.open), families: null },
    { ports: subtractPorts(first.open, second.open), families: [first.family] },
    { ports: subtractPorts(second.open, first.open), families: [second.family] },
  ]);
}

function keepNonEmpty(slices: readonly FamilySlice[]): readonly FamilySlice[] {
  return slices.filter(({ ports }) => !isNoPorts(ports));
}
