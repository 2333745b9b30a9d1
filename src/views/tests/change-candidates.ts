/** The changes that might mend a connection: those that close an open one, and those that open a closed one, smallest first. */

import { cidrsOf, isNoAddresses, subtractAddresses } from '../../model/ip.ts';
import type { DirectionTrace, End, Judgement, RulePeerTrace, RuleTrace } from '../../model/verdict.ts';
import { nearestRule } from '../../semantics/nearest.ts';
import { remediesFor } from '../explain-remedy.ts';
import type { ConnectionReason } from './outcome.ts';
import type { PolicyChange } from './policy-changes.ts';
import {
  addExcept,
  addNamespace,
  mergePeers,
  relabel,
  remedyChange,
  removeItem,
  removeRule,
} from './policy-changes.ts';

/** Changes to make together. */
export type Candidate = readonly PolicyChange[];

/** Returns what might make a connection as expected; the caller tries it. */
export function candidatesFor(reason: ConnectionReason): readonly Candidate[] {
  if (reason.judgement === null || reason.verdict === 'unknown') return [];
  return reason.expected === 'denied'
    ? closingChanges(reason, reason.judgement)
    : openingChanges(reason, reason.judgement);
}

// Of every rule that lets the connection through, by what it does: the order in which changes are tried.
function closingChanges(reason: ConnectionReason, judgement: Judgement): readonly Candidate[] {
  const rules = judgement.families
    .filter(({ family }) => reason.families.includes(family))
    .flatMap(({ ingress, egress }) => [ingress, egress])
    .flatMap(({ policies }) => policies)
    .flatMap(({ policy, rules: all }) => all.map((trace) => ({ policy, trace })))
    .filter(({ trace }) => trace.matches === 'yes');
  const peers = rules.flatMap(({ policy, trace }) =>
    matching(trace.peers).map(({ peer }) => ({ policy, rule: trace.rule, peer })),
  );
  const ports = rules.flatMap(({ policy, trace }) =>
    matching(trace.ports).map(({ port }) => ({ policy, rule: trace.rule, port })),
  );
  const { addresses } = reason.miss;
  const changes = [
    ...peers.map(({ policy, rule, peer }) => mergePeers(policy, rule, peer)),
    ...peers.map(({ policy, rule, peer }) => {
      if (peer.kind !== 'ipBlock' || addresses === null || !isNoAddresses(subtractAddresses(addresses, peer.addresses)))
        return null;
      const cidrs = cidrsOf(addresses);
      return cidrs.length <= MOST_EXCEPTIONS && !cidrs.includes(cidrsOf(peer.cidr.addresses)[0] ?? '')
        ? addExcept(policy, rule, peer, cidrs)
        : null;
    }),
    ...ports.map(({ policy, rule, port }) => removeItem(policy, rule, port)),
    ...peers.map(({ policy, rule, peer }) => removeItem(policy, rule, peer)),
    ...rules.map(({ policy, trace }) => removeRule(policy, trace.rule)),
  ];
  return changes.flatMap((change) => (change === null ? [] : [[change]]));
}

const MOST_EXCEPTIONS = 3;

// Both sides may deny, so that one change of each is needed.
function openingChanges(reason: ConnectionReason, judgement: Judgement): readonly Candidate[] {
  const family = judgement.families.find((one) => reason.families.includes(one.family));
  if (family === undefined) return [];
  const { source: from, destination: to } = reason.miss;
  const remedies = remediesFor({ from, to }, judgement.connection, family);
  const sides = [family.egress, family.ingress]
    .filter(({ verdict }) => verdict === 'denied')
    .map((trace) => {
      const nearest = nearestRule(trace);
      const remedy = remedies.find(({ direction }) => direction === trace.direction);
      const found = policyOf(trace, nearest, remedy?.kind === 'add-rule' ? remedy.policy : null);
      const last = remedy === undefined || found === null ? null : remedyChange(remedy, found, nearest?.rule ?? null);
      const { source, destination } = judgement.connection;
      const other = trace.direction === 'egress' ? destination : source;
      return [...(nearest === null ? [] : relaxations(trace, nearest, other)), ...(last === null ? [] : [last])];
    });
  const [first = [], second] = sides;
  if (second === undefined) return first.map((change) => [change]);
  return first.flatMap((one) => second.map((other) => [one, other]));
}

function policyOf(
  trace: DirectionTrace,
  rule: RuleTrace | null,
  id: string | null,
): DirectionTrace['policies'][number]['policy'] | null {
  const found = trace.policies.find(({ policy, rules }) =>
    id === null ? rules.some((one) => one === rule) : policy.id === id,
  );
  return found?.policy ?? null;
}

// A peer that fails by one label was probably meant for this end; so was one that looks in the wrong namespace.
function relaxations(trace: DirectionTrace, nearest: RuleTrace, other: End): readonly PolicyChange[] {
  const policy = policyOf(trace, nearest, null);
  if (policy === null || nearest.peers === 'all' || matching(nearest.peers).length > 0) return [];
  return nearest.peers.flatMap((item: RulePeerTrace): readonly PolicyChange[] => {
    const { peer, because } = item;
    if (peer.kind !== 'pods') return [];
    const [failing, ...others] = [...item.namespaceRequirements, ...item.podRequirements].filter(({ holds }) => !holds);
    if (failing === undefined && because === 'other-namespace' && other.kind === 'pod') {
      return [addNamespace(policy, nearest.rule, peer, other.pod.namespace)];
    }
    if (failing === undefined || others.length > 0 || because !== null || typeof failing.value !== 'string') return [];
    const change = relabel(policy, nearest.rule, peer, failing.requirement, failing.value);
    return change === null ? [] : [change];
  });
}

function matching<T extends { readonly matches: string }>(items: 'all' | readonly T[]): readonly T[] {
  return items === 'all' ? [] : items.filter(({ matches }) => matches === 'yes');
}
