/**
 * Of the rules that did not allow a connection the one that comes closest: where a person looks first for the
 * mistake.
 */

import type { DirectionTrace, Match, RulePeerTrace, RulePortTrace, RuleTrace } from '../model/verdict.ts';

/** How far an item is from matching, most important first; compared from left to right. */
type Distance = readonly number[];

const NONE: Distance = [0, 0, 0];

/**
 * Returns the rule of a direction that comes closest to matching, or null where it has none or is not isolated.
 * Peers that match beat ports that match, which beat neither; then the right kind of item, then the fewest
 * requirements that fail; among equals the first, by policy id and order in the policy.
 */
export function nearestRule(trace: DirectionTrace): RuleTrace | null {
  return nearestBy(
    trace.policies.flatMap((policy) => policy.rules),
    distanceOfRule,
  );
}

/** Returns the item of `from` or `to` that matches or comes closest to it, or null where the rule lists none. */
export function nearestPeer({ peers }: RuleTrace): RulePeerTrace | null {
  return peers === 'all' ? null : nearestBy(peers, distanceOfPeer);
}

/** Returns the item of `ports` that matches or comes closest to it, or null where the rule lists none. */
export function nearestPort({ ports }: RuleTrace): RulePortTrace | null {
  return ports === 'all' ? null : nearestBy(ports, distanceOfPort);
}

function nearestBy<T>(items: readonly T[], distanceOf: (item: T) => Distance): T | null {
  const [nearest] = items
    .map((item) => ({ item, distance: distanceOf(item) }))
    .toSorted((left, right) => compare(left.distance, right.distance));
  return nearest?.item ?? null;
}

function distanceOfRule({ matches, peers, ports }: RuleTrace): Distance {
  const [peerMatch = 0, ...peer] = peers === 'all' ? NONE : closest(peers.map(distanceOfPeer));
  const [portMatch = 0, ...port] = ports === 'all' ? NONE : closest(ports.map(distanceOfPort));
  return [distanceOfMatch(matches), peerMatch, portMatch, ...peer, ...port];
}

// Labels are slips more often than addresses are, and an item that cannot match this kind of end at all is farthest.
function distanceOfPeer(peer: RulePeerTrace): Distance {
  const isImpossible = peer.because !== null && peer.because !== 'other-namespace';
  const failing = [...peer.namespaceRequirements, ...peer.podRequirements].filter(({ holds }) => !holds).length;
  const conditions = failing + (peer.because === 'other-namespace' ? 1 : 0);
  return [distanceOfMatch(peer.matches), isImpossible ? 2 : Number(peer.peer.kind === 'ipBlock'), conditions];
}

function distanceOfPort(port: RulePortTrace): Distance {
  // A name that the destination does not have is a likelier slip than one that means another port.
  const isUnknownName = port.port.kind === 'name' && port.resolved.length === 0;
  return [distanceOfMatch(port.matches), isUnknownName ? 0 : 1, 0];
}

function distanceOfMatch(matches: Match): number {
  return { yes: 0, unknown: 1, no: 2 }[matches];
}

function closest(distances: readonly Distance[]): Distance {
  return distances.toSorted(compare)[0] ?? NONE;
}

function compare(left: Distance, right: Distance): number {
  return left.map((part, index) => part - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
