/**
 * Tests of policies themselves: whether one selects a pod, whether it changes any verdict, and whether each of its rules
 * allows something that no other rule does. All of it is asked of the engine: with the policy or rule, and without.
 */

import { compileConnectivity } from '../../engine/compile.ts';
import type { Connectivity } from '../../engine/connectivity.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Direction, Policy, Rule } from '../../model/policy.ts';
import { DIRECTIONS } from '../../model/policy.ts';
import { equalPorts } from '../../model/ports.ts';
import type { PoliciesExpectation, PolicyProperty } from '../../model/tests.ts';
import { selectsPod } from '../../semantics/isolation.ts';
import type { Bench } from './bench.ts';
import type { PolicyReason, TestFinding } from './outcome.ts';
import { isSelected } from './policy-lines.ts';

/** Tests that every policy has each of the properties. */
export function testPolicies({ properties, of }: PoliciesExpectation, bench: Bench): TestFinding {
  const resolution = of === null ? null : bench.resolve(of);
  if (resolution?.kind === 'problem') {
    return { measure: null, reasons: [{ kind: 'names-nothing', problem: resolution.problem }], hangsOnUnknown: false };
  }
  const ends = resolution === null ? null : resolution.peers;
  const { policies } = bench.connectivity.cluster;
  const concerned = policies.filter((policy) => ends === null || ends.some((end) => isSelected(policy, end)));
  if (concerned.length === 0) {
    const text = of === null ? 'policies' : of.text;
    return { measure: null, reasons: [{ kind: 'nothing-to-test', why: 'no-policies', text }], hangsOnUnknown: false };
  }
  const reasons = concerned.flatMap((policy) => properties.flatMap((property) => lacksOf(property, policy, bench)));
  const failed = new Set(reasons.map(({ policy }) => policy)).size;
  return { measure: { of: 'policies', looked: concerned.length, failed }, reasons, hangsOnUnknown: false };
}

function lacksOf(property: PolicyProperty, policy: Policy, { connectivity }: Bench): readonly PolicyReason[] {
  switch (property) {
    case 'select-something':
      return selectsSomething(policy, connectivity.cluster)
        ? []
        : [{ kind: 'policy', property, policy, rule: null, by: [] }];
    case 'effective':
      return changesNothing(connectivity, without(connectivity.cluster, policy, null))
        ? [{ kind: 'policy', property, policy, rule: null, by: [] }]
        : [];
    case 'not-redundant':
      return redundantRules(policy, connectivity).map((rule) => ({
        kind: 'policy',
        property,
        policy,
        rule,
        by: containersOf(rule, policy, connectivity.cluster),
      }));
  }
}

function selectsSomething(policy: Policy, { workloads }: Cluster): boolean {
  return workloads.some(({ pods }) => pods.some((pod) => selectsPod(policy, pod)));
}

function redundantRules(policy: Policy, connectivity: Connectivity): readonly Rule[] {
  return DIRECTIONS.filter((direction) => policy.directions[direction])
    .flatMap((direction) => policy.rules[direction])
    .filter(
      (rule) =>
        selectsSomething(policy, connectivity.cluster) &&
        changesNoSide(connectivity, without(connectivity.cluster, policy, rule), policy),
    );
}

/** Returns the rules each of which allows all that a redundant rule does, to all pods of its policy. */
function containersOf(rule: Rule, policy: Policy, cluster: Cluster): readonly Rule[] {
  const candidates = cluster.policies
    .filter(({ namespace, directions }) => namespace === policy.namespace && directions[rule.direction])
    .flatMap((other) => other.rules[rule.direction].map((one) => ({ other, one })))
    .filter(({ one }) => one !== rule);
  const alone = (rules: readonly Rule[]): Policy => ({
    ...policy,
    rules: { ingress: [], egress: [], [rule.direction]: rules },
  });
  return candidates
    .filter(({ other, one }) => {
      if (!governsAllOf(policy, other, cluster)) return false;
      const withOther = compileConnectivity({ ...cluster, policies: [alone([one])] });
      const withBoth: Cluster = { ...cluster, policies: [alone([one, rule])] };
      return changesNoSide(withOther, withBoth, policy);
    })
    .map(({ one }) => one);
}

function governsAllOf(policy: Policy, other: Policy, { workloads }: Cluster): boolean {
  return workloads.every(({ pods }) => pods.every((pod) => !selectsPod(policy, pod) || selectsPod(other, pod)));
}

function without(cluster: Cluster, policy: Policy, rule: Rule | null): Cluster {
  const policies = cluster.policies.flatMap((one): readonly Policy[] => {
    if (one !== policy) return [one];
    if (rule === null) return [];
    const keep = (rules: readonly Rule[]): readonly Rule[] => rules.filter((other) => other !== rule);
    return [{ ...one, rules: { ingress: keep(one.rules.ingress), egress: keep(one.rules.egress) } }];
  });
  return { ...cluster, policies };
}

function changesNothing(before: Connectivity, edited: Cluster): boolean {
  const [change] = before.update(edited).changes();
  return change === undefined;
}

// A rule is redundant by what its own side says, whether or not the other side lets anything through.
function changesNoSide(connectivity: Connectivity, edited: Cluster, policy: Policy): boolean {
  const { before, after, beforeOf } = connectivity.update(edited);
  const selected = [...after.peers.entries()].filter(
    ([, peer]) => peer.kind === 'workload' && peer.pods.some((pod) => selectsPod(policy, pod)),
  );
  return selected.every(([governed]) =>
    [...after.peers.keys()].every(
      (other) => isSameSide('egress', governed, other) && isSameSide('ingress', other, governed),
    ),
  );

  function isSameSide(direction: Direction, source: number, destination: number): boolean {
    const [from, to] = [beforeOf[source], beforeOf[destination]];
    if (typeof from !== 'number' || typeof to !== 'number') return false;
    const was = before.between(from, to);
    return after.between(source, destination).every((family, index) => {
      const old = was[index]?.[direction];
      return (
        old !== undefined &&
        equalPorts(family[direction].open, old.open) &&
        equalPorts(family[direction].unknown, old.unknown)
      );
    });
  }
}
