/** The same things in another order. */

import fc from 'fast-check';
import type { Cluster } from '../../src/model/cluster.ts';
import type { Policy, Rule } from '../../src/model/policy.ts';

/** Generates the cluster with its policies, their rules, and the items of these in another order. */
export function anyOrderOf(cluster: Cluster): fc.Arbitrary<Cluster> {
  return fc
    .tuple(...cluster.policies.map(anyOrderOfPolicy))
    .chain(anyShuffle)
    .map((policies) => ({ ...cluster, policies }));
}

function anyOrderOfPolicy(policy: Policy): fc.Arbitrary<Policy> {
  return fc
    .record({ ingress: anyOrderOfRules(policy.rules.ingress), egress: anyOrderOfRules(policy.rules.egress) })
    .map((rules) => ({ ...policy, rules }));
}

function anyOrderOfRules(rules: readonly Rule[]): fc.Arbitrary<readonly Rule[]> {
  return fc
    .tuple(
      ...rules.map((rule) =>
        fc
          .record({ peers: anyOrderOfItems(rule.peers), ports: anyOrderOfItems(rule.ports) })
          .map((mixed): Rule => ({ ...rule, ...mixed })),
      ),
    )
    .chain(anyShuffle);
}

function anyOrderOfItems<T>(items: 'all' | readonly T[]): fc.Arbitrary<'all' | readonly T[]> {
  return items === 'all' ? fc.constant(items) : anyShuffle(items);
}

/** Generates the same items in any order. */
export function anyShuffle<T>(items: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}
