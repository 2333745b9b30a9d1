/** Rules: the items of a policy's `ingress` and `egress`. */

import type { Policy, Rule } from '../model/policy.ts';
import type { Match, PolicyTrace, RuleTrace } from '../model/verdict.ts';
import { traceRulePeer } from './rule-peers.ts';
import { traceRulePort } from './rule-ports.ts';
import type { Side } from './side.ts';

/**
 * Returns what a policy allows: the rules of the direction are OR-ed, and without any it allows nothing.
 * Spec: semantics.md 10, 13.
 */
export function tracePolicy(side: Side, policy: Policy): PolicyTrace {
  const rules = policy.rules[side.direction].map((rule) => traceRule(side, policy, rule));
  return { policy, matches: anyMatches(rules), rules };
}

/**
 * Returns whether a rule matches: any of its peers and any of its ports, so `{}` matches everything.
 * Spec: semantics.md 11, 12.
 */
function traceRule(side: Side, policy: Policy, rule: Rule): RuleTrace {
  const peers = rule.peers === 'all' ? 'all' : rule.peers.map((peer) => traceRulePeer(side, policy, peer));
  const ports = rule.ports === 'all' ? 'all' : rule.ports.map((port) => traceRulePort(side, port));
  const isMatch = anyMatches(peers) === 'yes' && anyMatches(ports) === 'yes';
  return { rule, matches: isMatch ? 'yes' : 'no', peers, ports };
}

/**
 * Tells whether one of OR-ed items matches; a list that is left out or empty (`all`) always does.
 * Spec: semantics.md 12, 13.
 */
function anyMatches(items: 'all' | readonly { readonly matches: Match }[]): Match {
  return items === 'all' || items.some(({ matches }) => matches === 'yes') ? 'yes' : 'no';
}
