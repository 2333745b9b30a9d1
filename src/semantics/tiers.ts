/**
 * Policy tiers: each allows or denies one direction of a connection, or leaves it to the next. Today there is the
 * one of NetworkPolicies; admin and baseline tiers are further items of `TIERS`.
 */

import type { TierOutcome } from '../model/policy.ts';
import type { DirectionTrace, PolicyTrace } from '../model/verdict.ts';
import { isolatingPolicies } from './isolation.ts';
import { tracePolicy } from './rules.ts';
import type { Side } from './side.ts';

interface TierTrace {
  readonly outcome: TierOutcome;
  readonly policies: readonly PolicyTrace[];
}

const TIERS: readonly ((side: Side) => TierTrace)[] = [networkPolicyTier];

/**
 * Returns what one side says of a connection: the first tier that decides; what none decides is allowed.
 * Spec: semantics.md 3.
 */
export function traceDirection(side: Side): DirectionTrace {
  const tiers = TIERS.map((tier) => tier(side));
  const outcome = tiers.map((tier) => tier.outcome).find((said) => said !== 'next') ?? 'allow';
  const policies = tiers.flatMap((tier) => tier.policies);
  return {
    direction: side.direction,
    verdict: outcome === 'allow' ? 'allowed' : 'denied',
    isolated: policies.length > 0,
    policies,
  };
}

/**
 * The tier of NetworkPolicies: silent on an end that none isolates; otherwise allows what any rule of any isolating
 * policy allows, and denies the rest. There is no order and no denying rule.
 * Spec: semantics.md 3, 4.
 */
function networkPolicyTier(side: Side): TierTrace {
  const policies = isolatingPolicies(side.cluster, side.direction, side.governed).map((policy) =>
    tracePolicy(side, policy),
  );
  if (policies.length === 0) return { outcome: 'next', policies };
  return { outcome: policies.some(({ matches }) => matches === 'yes') ? 'allow' : 'deny', policies };
}
