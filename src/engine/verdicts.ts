/**
 * What is said of connections, as numbers: a *grant* is what rules open, a *side* is one direction's whole answer over
 * one family, and a *verdict* joins two sides over every family that both ends have.
 */

import type { Family } from '../model/ip.ts';
import type { PortSet } from '../model/ports.ts';
import { isNoPorts, subtractPorts, unionPorts } from '../model/ports.ts';
import type { FamilyPorts, SidePorts } from './connectivity.ts';
import { createInterner, remember, rememberPairs } from './intern.ts';
import type { PortSets } from './port-sets.ts';
import { ALL, createPortSets, NONE } from './port-sets.ts';
import { settleTiers } from './tiers.ts';

/** The grant of no rule. */
export const NO_GRANT = 0;

/** The answer over a family that the other end does not have. */
const NO_SIDE = 0;

/** One side over no family at all. */
export const NO_SIDES = 0;

/** The parts of an end that no ipBlock of the side matches. */
export const UNMATCHED = 0;

/** The parts of an end that has no address of the family. */
export const ABSENT = 1;

/** The numbers of all verdicts of one engine. */
export interface Verdicts {
  readonly ports: PortSets;
  /** Returns the grant of ports; of a rule that lists peers, or of one that names none. */
  readonly listedGrant: (ports: number) => number;
  readonly unlistedGrant: (ports: number) => number;
  readonly unionGrants: (left: number, right: number) => number;
  /** Returns the number of a set of grants: what ipBlocks open to the parts of an end. */
  readonly partsOf: (grants: readonly number[]) => number;
  /** Returns the answer of an isolated side: `grant` opens to every part of an end, `parts` to each its own. */
  readonly isolatedSide: (grant: number, parts: number) => number;
  /** Returns the answer of a side that is not isolated. */
  readonly freeSide: (parts: number) => number;
  /** Returns the number of one side over all families, built up from `NO_SIDES` in the order of the families. */
  readonly addFamily: (sides: number, side: number) => number;
  /** Returns the verdict of egress and ingress, both from `addFamily`. */
  readonly join: (egress: number, ingress: number) => number;
  readonly familyPorts: (verdict: number) => readonly FamilyPorts[];
  /** Tells whether one side (`addFamily`) leaves some port open or unknown. */
  readonly isPossibleSide: (sides: number) => boolean;
  /** Tells whether rules that list peers open some port on one side. */
  readonly isListingSide: (sides: number) => boolean;
  /** Tells whether some port is open or unknown. */
  readonly isPossible: (verdict: number) => boolean;
  /** Tells whether some port is open. */
  readonly isOpen: (verdict: number) => boolean;
  /** Tells whether nothing is open although rules that list peers open a port on one side, which the other side denies. */
  readonly isHalfOpen: (verdict: number) => boolean;
}

interface Grant {
  readonly open: number;
  /** The part of `open` that rules with peers open. */
  readonly listed: number;
}

interface Side extends Grant {
  readonly isolated: boolean;
  readonly unknown: number;
}

/** Returns the empty store of verdicts over the families of a cluster. */
export function createVerdicts(families: readonly Family[]): Verdicts {
  const ports = createPortSets();
  const { union, intersect, subtract } = ports;
  const grants = createInterner<Grant>(({ open, listed }) => `${open},${listed}`);
  grants.idOf({ open: NONE, listed: NONE });
  const parts = createInterner<readonly number[]>((list) => list.join());
  parts.idOf([NO_GRANT]);
  parts.idOf([]);
  const sides = createInterner<Side | null>((side) =>
    side === null ? '' : [side.isolated, side.open, side.unknown, side.listed].join(),
  );
  sides.idOf(null);
  const tuples = createInterner<readonly number[]>((list) => list.join());
  tuples.idOf([]);
  const verdicts = createInterner<readonly FamilyPorts[]>(keyOfVerdict(ports));

  const unionGrants = rememberPairs((left, right) => {
    const [one, other] = [grants.valueOf(left), grants.valueOf(right)];
    return grants.idOf({ open: union(one.open, other.open), listed: union(one.listed, other.listed) });
  });

  // Open is what every part opens, and unknown what only some do (design.md section 4).
  const isolatedSide = rememberPairs((grant, partsId) => {
    if (partsId === ABSENT) return NO_SIDE;
    let [open, possible, listed] = [ALL, NONE, ALL];
    for (const part of parts.valueOf(partsId)) {
      const whole = grants.valueOf(unionGrants(grant, part));
      const settled = settleTiers(ports, [{ allow: whole.open, deny: subtract(ALL, whole.open) }]);
      open = intersect(open, settled);
      possible = union(possible, settled);
      listed = intersect(listed, whole.listed);
    }
    return sides.idOf({ isolated: true, open, unknown: subtract(possible, open), listed });
  });

  const sidePorts = remember((id): SidePorts => {
    const side = sides.valueOf(id) ?? { isolated: false, open: NONE, unknown: NONE, listed: NONE };
    return {
      isolated: side.isolated,
      open: ports.valueOf(side.open),
      unknown: ports.valueOf(side.unknown),
      listed: ports.valueOf(side.listed),
    };
  });

  const joinSides = (family: Family, egressId: number, ingressId: number): FamilyPorts | null => {
    const [egress, ingress] = [sides.valueOf(egressId), sides.valueOf(ingressId)];
    if (egress === null || ingress === null) return null;
    const open = intersect(egress.open, ingress.open);
    const possible = intersect(union(egress.open, egress.unknown), union(ingress.open, ingress.unknown));
    return {
      family,
      open: ports.valueOf(open),
      unknown: ports.valueOf(subtract(possible, open)),
      egress: sidePorts(egressId),
      ingress: sidePorts(ingressId),
    };
  };

  const join = rememberPairs((egress, ingress) => {
    const [egressSides, ingressSides] = [tuples.valueOf(egress), tuples.valueOf(ingress)];
    const joined = families.flatMap((family, index) => {
      const entry = joinSides(family, egressSides[index] ?? NO_SIDE, ingressSides[index] ?? NO_SIDE);
      return entry === null ? [] : [entry];
    });
    return verdicts.idOf(joined);
  });

  const openSide = sides.idOf({ isolated: false, open: settleTiers(ports, []), unknown: NONE, listed: NONE });

  const someSide = (id: number, holds: (side: Side) => boolean): boolean =>
    tuples.valueOf(id).some((sideId) => {
      const side = sides.valueOf(sideId);
      return side !== null && holds(side);
    });

  return {
    ports,
    listedGrant: (open) => grants.idOf({ open, listed: open }),
    unlistedGrant: (open) => grants.idOf({ open, listed: NONE }),
    unionGrants,
    partsOf: (list) => parts.idOf([...new Set(list)].toSorted((left, right) => left - right)),
    isolatedSide,
    freeSide: (partsId) => (partsId === ABSENT ? NO_SIDE : openSide),
    addFamily: rememberPairs((sidesId, side) => tuples.idOf([...tuples.valueOf(sidesId), side])),
    join,
    familyPorts: verdicts.valueOf,
    isPossibleSide: remember((id) => someSide(id, ({ open, unknown }) => open !== NONE || unknown !== NONE)),
    isListingSide: remember((id) => someSide(id, ({ listed }) => listed !== NONE)),
    isPossible: remember((id) =>
      verdicts.valueOf(id).some(({ open, unknown }) => !isNoPorts(open) || !isNoPorts(unknown)),
    ),
    isOpen: remember((id) => verdicts.valueOf(id).some(({ open }) => !isNoPorts(open))),
    isHalfOpen: remember((id) => isHalfOpen(verdicts.valueOf(id))),
  };
}

/** Tells whether nothing is open although rules that list peers open a port on one side, which the other side denies. */
export function isHalfOpen(verdict: readonly FamilyPorts[]): boolean {
  const isStopped = (listing: SidePorts, other: SidePorts): boolean =>
    !isNoPorts(subtractPorts(listing.listed, unionPorts(other.open, other.unknown)));
  return (
    verdict.every(({ open }) => isNoPorts(open)) &&
    verdict.some(({ egress, ingress }) => isStopped(egress, ingress) || isStopped(ingress, egress))
  );
}

function keyOfVerdict(ports: PortSets): (verdict: readonly FamilyPorts[]) => string {
  const keyOfSets = (sets: readonly PortSet[]): string => sets.map(ports.idOf).join();
  const keyOfSide = (side: SidePorts): string =>
    `${side.isolated},${keyOfSets([side.open, side.unknown, side.listed])}`;
  return (verdict) =>
    verdict
      .map(({ family, open, unknown, egress, ingress }) =>
        [family, keyOfSets([open, unknown]), keyOfSide(egress), keyOfSide(ingress)].join(),
      )
      .join(';');
}
