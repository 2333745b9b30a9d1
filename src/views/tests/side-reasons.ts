/** Cuts the trace of a judged connection down to what a person needs first: of each side the one rule that tells why. */

import type { Policy } from '../../model/policy.ts';
import type { DirectionTrace, FamilyJudgement, RuleTrace } from '../../model/verdict.ts';
import { nearestPeer, nearestPort, nearestRule } from '../../semantics/nearest.ts';
import type { RuleReason, SideReason } from './outcome.ts';

/** Returns why each side of a connection says what it says over one family, egress first. */
export function sideReasons({ egress, ingress }: FamilyJudgement): readonly SideReason[] {
  return [egress, ingress].map((trace) => ({ trace, rule: decisiveRule(trace) }));
}

// The first rule that allows, else one whose match is unknown, else the one that comes closest.
function decisiveRule(trace: DirectionTrace): RuleReason | null {
  const rules = trace.policies.flatMap(({ policy, rules: own }) => own.map((rule) => ({ policy, rule })));
  const nearest = trace.verdict === 'denied' ? nearestRule(trace) : null;
  const decisive =
    rules.find(({ rule }) => rule === nearest) ??
    rules.find(({ rule }) => rule.matches === 'yes') ??
    rules.find(({ rule }) => rule.matches === 'unknown');
  return decisive === undefined ? null : ruleReason(decisive.policy, decisive.rule);
}

function ruleReason(policy: Policy, rule: RuleTrace): RuleReason {
  return { policy, rule, peer: nearestPeer(rule), port: nearestPort(rule) };
}
