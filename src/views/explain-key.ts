/** A text that is the same for two judgements exactly when they would be explained in the same words. */

import type { DirectionTrace, End, Judgement, RulePeerTrace, RulePortTrace, RuleTrace } from '../model/verdict.ts';
import type { ExplainedPair } from './explanation.ts';

/** Returns the key of a judgement on a pair; who the pair is does not enter, except in what decides a verdict. */
export function keyOfJudgement({ families, assumes, connection }: Judgement, { to }: ExplainedPair): string {
  const traces = families.map(({ family, egress, ingress }) => [
    family,
    keyOfDirection(egress),
    keyOfDirection(ingress),
  ]);
  // Remedies name the ports of the destination, so pairs whose destinations declare others are told apart.
  const declared =
    to.resolved.kind === 'workload' ? to.resolved.peer.pods[0]?.ports.map(({ name, port }) => [name, port]) : [];
  return JSON.stringify([traces, assumes, keyOfEnd(connection.source), keyOfEnd(connection.destination), declared]);
}

function keyOfEnd(end: End): unknown {
  if (end.kind === 'external') return 'external';
  return [end.pod.hostNetwork, end.pod.addresses.map(({ kind, family }) => [kind, family])];
}

function keyOfDirection({ verdict, isolated, policies }: DirectionTrace): unknown {
  return [verdict, isolated, policies.map(({ policy, rules }) => [policy.id, rules.map(keyOfRule)])];
}

function keyOfRule({ matches, peers, ports }: RuleTrace): unknown {
  return [matches, peers === 'all' ? peers : peers.map(keyOfPeer), ports === 'all' ? ports : ports.map(keyOfPort)];
}

function keyOfPeer({ matches, because, namespaceRequirements, podRequirements }: RulePeerTrace): unknown {
  const failing = [...namespaceRequirements, ...podRequirements].filter(({ holds }) => !holds);
  return [
    matches,
    because,
    failing.map(({ requirement, value }) => [requirement.key, value ?? null, value === undefined]),
  ];
}

function keyOfPort({ matches, resolved }: RulePortTrace): unknown {
  return [matches, resolved.map(({ port }) => port)];
}
