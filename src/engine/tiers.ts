/**
 * Policies stand in tiers, and each tier allows, denies or leaves to the next. Today there is one, of
 * NetworkPolicies; an admin or baseline tier is one more entry of the list that is settled here.
 */

import type { PortSets } from './port-sets.ts';
import { ALL, NONE } from './port-sets.ts';

/** What one tier says of a direction, as numbers of disjoint port sets; it leaves all other ports to the next tier. */
export interface TierPorts {
  readonly allow: number;
  readonly deny: number;
}

/** Returns the number of the ports that are allowed in the end: the first tier that decides counts, and with none it is allowed. */
export function settleTiers(ports: PortSets, tiers: readonly TierPorts[]): number {
  let undecided = ALL;
  let allowed = NONE;
  for (const { allow, deny } of tiers) {
    allowed = ports.union(allowed, ports.intersect(undecided, allow));
    undecided = ports.subtract(undecided, ports.union(allow, deny));
  }
  return ports.union(allowed, undecided);
}
