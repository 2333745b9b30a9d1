/**
 * What each policy opens, as a row of grants: for every point of the line the ports that the policy's rules of one
 * direction open towards it (egress) or from it (ingress).
 */

import { unionBounds } from '../model/intervals.ts';
import type { Direction, Policy, Rule } from '../model/policy.ts';
import { NO_PORTS, portRange, unionPorts } from '../model/ports.ts';
import type { PortProfile } from './classes.ts';
import { nameKey } from './classes.ts';
import { foldBalanced } from './intern.ts';
import type { LineMap, PointSet } from './line.ts';
import { constantMap, mapOfSet, mapWithin, mergeMaps } from './line.ts';
import { addressesOfRule } from './mentions.ts';
import { ALL } from './port-sets.ts';
import type { Selectors } from './selectors.ts';
import type { Universe } from './universe.ts';
import { NO_GRANT } from './verdicts.ts';

/** A policy on the line. */
export interface CompiledPolicy {
  readonly policy: Policy;
  /** The classes it selects. */
  readonly subjects: PointSet;
  /** Whether its ingress rules name ports, which are those of the pod it selects. */
  readonly namesPorts: boolean;
  /** What its egress rules open. Computed once. */
  readonly egress: () => LineMap;
  /** What its ingress rules open to a pod with these named ports. Computed once per profile. */
  readonly ingress: (ports: PortProfile) => LineMap;
}

/** Returns a policy on the line; its rows are computed when they are first asked for. */
export function compilePolicy(universe: Universe, selectors: Selectors, policy: Policy): CompiledPolicy {
  const rows = new Map<PortProfile | null, LineMap>();
  const namesPorts =
    policy.directions.ingress &&
    policy.rules.ingress.some(({ ports }) => ports !== 'all' && ports.some(({ kind }) => kind === 'name'));
  const rowFor = (direction: Direction, ports: PortProfile | null): LineMap => {
    const row =
      rows.get(ports) ??
      unionRow(
        universe,
        policy.rules[direction].flatMap((rule) => rulesRows(rule, ports)),
      );
    rows.set(ports, row);
    return row;
  };
  const rulesRows = (rule: Rule, ports: PortProfile | null): readonly LineMap[] =>
    rowsOfRule(universe, rule, targetsOf(universe, selectors, policy, rule), ports);
  return {
    policy,
    subjects: selectors.subjectsOf(policy),
    namesPorts,
    egress: () => rowFor('egress', null),
    ingress: (ports) => rowFor('ingress', namesPorts ? ports : NO_NAMES),
  };
}

/** Returns the union of rows of grants. */
export function unionRow(universe: Universe, rows: readonly LineMap[]): LineMap {
  const { unionGrants } = universe.verdicts;
  return foldBalanced(rows, constantMap(NO_GRANT), (left, right) => mergeMaps(left, right, unionGrants));
}

const NO_NAMES: PortProfile = new Map();

function targetsOf(universe: Universe, selectors: Selectors, policy: Policy, rule: Rule): PointSet {
  if (rule.peers === 'all') return [0, universe.endsEnd];
  const sets = rule.peers.flatMap((peer) =>
    peer.kind === 'pods' ? [selectors.matchedBy(peer, policy.namespace)] : [],
  );
  const addresses = addressesOfRule(rule);
  if (addresses !== null) sets.push(universe.pointsOfAddresses(addresses));
  return foldBalanced(sets, [], unionBounds<number>);
}

// With `governed` (ingress) names stand for the governed pod's ports; without (egress), for those of each target.
function rowsOfRule(
  universe: Universe,
  rule: Rule,
  targets: PointSet,
  governed: PortProfile | null,
): readonly LineMap[] {
  const { ports, listedGrant, unlistedGrant } = universe.verdicts;
  const grantOf = rule.peers === 'all' ? unlistedGrant : listedGrant;
  const rowOf = (points: PointSet, open: number): LineMap => mapOfSet(points, grantOf(open), NO_GRANT);
  if (rule.ports === 'all') return [rowOf(targets, ALL)];
  let open = NO_PORTS;
  const rows: LineMap[] = [];
  for (const port of rule.ports) {
    if (port.kind === 'range') open = unionPorts(open, portRange(port.protocol, port.port, port.endPort));
    else if (governed !== null) open = unionPorts(open, governed.get(nameKey(port.protocol, port.name)) ?? NO_PORTS);
    else rows.push(mapWithin(universe.portsNamed(nameKey(port.protocol, port.name)), targets, grantOf, NO_GRANT));
  }
  rows.push(rowOf(targets, ports.idOf(open)));
  return rows;
}
