/** Connections: both sides over each family that both ends have. */

import type { Cluster } from '../model/cluster.ts';
import type { Family } from '../model/ip.ts';
import { FAMILIES } from '../model/ip.ts';
import type { Connection, DirectionTrace, FamilyJudgement, Verdict } from '../model/verdict.ts';
import { mergeDirections } from './merge.ts';
import { addressesToJudge } from './parts.ts';
import type { UnaddressedSide } from './side.ts';
import { traceDirection } from './tiers.ts';

/**
 * Returns the answer over each family that both ends have, IPv4 first; the families are judged apart.
 * Spec: semantics.md 30.
 */
export function judgeFamilies(cluster: Cluster, connection: Connection): readonly FamilyJudgement[] {
  return FAMILIES.flatMap((family) => judgeFamily(cluster, connection, family) ?? []);
}

/**
 * Returns whether any of several ways is open: allowed if one is, denied if all are denied.
 * Spec: design.md section 4, Families.
 */
export function anyVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('allowed')) return 'allowed';
  return verdicts.includes('unknown') ? 'unknown' : 'denied';
}

/**
 * Judges one family: the source's egress and the destination's ingress must both allow the connection; replies need
 * no rule, and the source port is nowhere asked for. Each side sees of the other end its address only, so the
 * addresses that one end may have matter to the other side alone. Undefined where an end lacks the family.
 * Spec: semantics.md 5, 6.
 */
function judgeFamily(cluster: Cluster, connection: Connection, family: Family): FamilyJudgement | undefined {
  const { source, destination, protocol, port } = connection;
  const traffic = { cluster, destination, protocol, port };
  const egress = judgeSide({ ...traffic, direction: 'egress', governed: source, other: destination }, family);
  const ingress = judgeSide({ ...traffic, direction: 'ingress', governed: destination, other: source }, family);
  if (egress === undefined || ingress === undefined) return undefined;
  return { family, verdict: bothVerdicts(egress.verdict, ingress.verdict), egress, ingress };
}

/** Judges one side for every address that the other end may have; undefined where it has none of the family. */
function judgeSide(side: UnaddressedSide, family: Family): DirectionTrace | undefined {
  const traces = addressesToJudge(side, family).map((otherAddress) => traceDirection({ ...side, otherAddress }));
  const [first, ...rest] = traces;
  return first === undefined ? undefined : rest.reduce(mergeDirections, first);
}

/** Spec: semantics.md 5, of three values: denied if one side denies, allowed if both allow. */
function bothVerdicts(egress: Verdict, ingress: Verdict): Verdict {
  if (egress === 'denied' || ingress === 'denied') return 'denied';
  return egress === 'allowed' && ingress === 'allowed' ? 'allowed' : 'unknown';
}
