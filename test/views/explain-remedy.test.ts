/** The law of remedies: what explain says would allow a connection does allow it, when it is done. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster } from '../../src/model/cluster.ts';
import { parseCidr } from '../../src/model/ip.ts';
import type { Policy, Rule, RulePeer, RulePort } from '../../src/model/policy.ts';
import type { Connection } from '../../src/model/verdict.ts';
import { judge } from '../../src/semantics/judge.ts';
import { explain } from '../../src/views/explain.ts';
import type { PeerSuggestion, Remedy } from '../../src/views/explain-remedy.ts';
import type { ResolvedPeer } from '../../src/views/resolve-peers.ts';
import { HERE, podsHere, podsIn, portNamed, ports, selector } from '../builders.ts';
import { anyCluster } from '../laws/arbitraries.ts';
import { peersOf, verdictsIn } from '../render/ask.ts';

test('a denied connection is allowed once its remedies are done', () => {
  let tried = 0;
  fc.assert(
    fc.property(anyCluster(), (generated) => {
      const cluster = placeApart(generated);
      const connectivity = verdictsIn(cluster);
      const all = peersOf(connectivity, 'any');
      const workloads = all.filter(({ kind }) => kind === 'workload');
      if (workloads.length === 0) return;
      for (const { remedies, judgement } of explanationsOf(connectivity, all, workloads)) {
        if (remedies.length === 0 || remedies.some(cannotBeDone)) continue;
        tried += 1;
        const mended = remedies.reduce(apply, cluster);
        const [family] = judgement.families;
        const isOpenOrUnknown = judge(mended, endsOf(judgement.connection)).families.some(
          (one) => one.family === family?.family && one.verdict !== 'denied',
        );
        expect(isOpenOrUnknown, remedies.map(({ kind }) => kind).join()).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
  expect(tried).toBeGreaterThan(200);
});

function explanationsOf(
  connectivity: Parameters<typeof explain>[0],
  from: readonly ResolvedPeer[],
  to: readonly ResolvedPeer[],
): Exclude<ReturnType<typeof explain>, { kind: string }>['explanations'] {
  const answer = explain(connectivity, { from, to, port: null });
  return 'kind' in answer ? [] : answer.explanations;
}

// Every rule item gets a place of its own, by which a remedy finds it.
function placeApart(cluster: Cluster): Cluster {
  let offset = 0;
  const source = { ...HERE.source, text: ' '.repeat(10_000) };
  const here = (): Policy['at'] => {
    offset += 1;
    return { source, offset };
  };
  const placeRule = (rule: Rule): Rule => ({
    ...rule,
    at: here(),
    peers: rule.peers === 'all' ? 'all' : rule.peers.map((peer) => ({ ...peer, at: here() })),
    ports: rule.ports === 'all' ? 'all' : rule.ports.map((port) => ({ ...port, at: here() })),
  });
  const policies = cluster.policies.map((policy) => ({
    ...policy,
    at: here(),
    rules: { ingress: policy.rules.ingress.map(placeRule), egress: policy.rules.egress.map(placeRule) },
  }));
  return { ...cluster, policies };
}

// A remedy in words for a person who knows the addresses.
function cannotBeDone(remedy: Remedy): boolean {
  if (remedy.kind !== 'add-peer' && remedy.kind !== 'add-rule') return false;
  return remedy.peer.kind === 'node' || (remedy.peer.kind === 'addresses' && remedy.peer.cidr === null);
}

function apply(cluster: Cluster, remedy: Remedy): Cluster {
  return { ...cluster, policies: cluster.policies.map((policy) => applyToPolicy(policy, remedy)) };
}

function applyToPolicy(policy: Policy, remedy: Remedy): Policy {
  const { direction, at } = remedy;
  const own = policy.rules[direction];
  if (remedy.kind === 'add-rule') {
    if (policy.at !== at) return policy;
    const port = ports(remedy.protocol, remedy.port);
    const rule: Rule = { direction, path: '', at, peers: [peerOf(remedy.peer)], ports: [port] };
    return { ...policy, rules: { ...policy.rules, [direction]: [...own, rule] } };
  }
  return { ...policy, rules: { ...policy.rules, [direction]: own.map((rule) => applyToRule(rule, remedy)) } };
}

function applyToRule(rule: Rule, remedy: Remedy): Rule {
  const holds = (items: 'all' | readonly { readonly at: Policy['at'] }[]): boolean =>
    items !== 'all' && items.some(({ at }) => at === remedy.at);
  switch (remedy.kind) {
    case 'add-peer':
      return rule.peers !== 'all' && holds(rule.peers)
        ? { ...rule, peers: [...rule.peers, peerOf(remedy.peer)] }
        : rule;
    case 'add-port':
      return rule.ports !== 'all' && holds(rule.ports)
        ? { ...rule, ports: [...rule.ports, ports(remedy.protocol, remedy.port)] }
        : rule;
    case 'add-rule':
      return rule;
    case 'rename-port':
      return rule.ports === 'all' ? rule : { ...rule, ports: rule.ports.map((port) => rename(port, remedy)) };
  }
}

function rename(port: RulePort, { at, declared }: Extract<Remedy, { kind: 'rename-port' }>): RulePort {
  if (port.at !== at) return port;
  const { name, protocol } = declared;
  return name === null ? ports(protocol, declared.port) : portNamed(name, protocol);
}

function peerOf(suggestion: PeerSuggestion): RulePeer {
  if (suggestion.kind === 'pods') {
    const pods = selector(Object.fromEntries(suggestion.labels));
    return suggestion.namespace === null
      ? podsHere(pods)
      : podsIn({ 'kubernetes.io/metadata.name': suggestion.namespace }, pods);
  }
  const cidr = suggestion.kind === 'addresses' ? parseCidr(suggestion.cidr ?? '') : undefined;
  if (cidr === undefined) throw new Error('this remedy cannot be done');
  return { kind: 'ipBlock', path: '', at: HERE, cidr, except: [], addresses: cidr.addresses };
}

function endsOf({ source, destination, protocol, port }: Connection): Connection {
  return { source, destination, protocol, port };
}
