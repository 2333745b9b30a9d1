/** Cuts the trace of a judged connection down to what a person needs first: of each side the one rule that tells why. */

import type { ContainerPort } from '../../model/cluster.ts';
import type { Connection, DirectionTrace, FamilyJudgement } from '../../model/verdict.ts';
import { nearestPeer, nearestPort, nearestRule } from '../../semantics/nearest.ts';
import type { RuleReason, SideReason } from './outcome.ts';

/** Returns why each side of a connection says what it says over one family, egress first. */
export function sideReasons({ destination }: Connection, { egress, ingress }: FamilyJudgement): readonly SideReason[] {
  const declared = destination.kind === 'pod' ? destination.pod.ports : [];
  return [egress, ingress].map((trace) => ({ trace, rule: decisiveRule(trace, declared) }));
}

// The first rule that allows, else one whose match is unknown, else the one that comes closest.
function decisiveRule(trace: DirectionTrace, declared: readonly ContainerPort[]): RuleReason | null {
  const rules = trace.policies.flatMap(({ policy, rules: own }) => own.map((rule) => ({ policy, rule })));
  const nearest = trace.verdict === 'denied' ? nearestRule(trace) : null;
  const decisive =
    rules.find(({ rule }) => rule === nearest) ??
    rules.find(({ rule }) => rule.matches === 'yes') ??
    rules.find(({ rule }) => rule.matches === 'unknown');
  if (decisive === undefined) return null;
  return { ...decisive, peer: nearestPeer(decisive.rule), port: nearestPort(decisive.rule), declared };
}
