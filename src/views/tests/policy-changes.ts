/** Small changes of one policy, as data that people can read and as functions that make the changed policy. */

import type { Cluster } from '../../model/cluster.ts';
import type { Cidr } from '../../model/ip.ts';
import { parseCidr, subtractAddresses } from '../../model/ip.ts';
import type { LabelRequirement, LabelSelector } from '../../model/labels.ts';
import type { Direction, IpBlockPeer, PodPeer, Policy, Rule, RulePeer, RulePort } from '../../model/policy.ts';
import type { Place } from '../../model/provenance.ts';
import type { PeerSuggestion, Remedy } from '../explain-remedy.ts';

/** A change of one policy. */
export interface PolicyChange {
  readonly description: ChangeDescription;
  /** `namespace/name` of the policy. */
  readonly policy: string;
  /** Where to make it. */
  readonly at: Place;
  /** Returns the changed policy. */
  readonly apply: (policy: Policy) => Policy;
}

/** What a change does. */
export type ChangeDescription =
  /** Two list items become one, so that both selectors have to match: the dash of the second goes. */
  | { readonly kind: 'merge-peers'; readonly path: string; readonly field: 'podSelector' | 'namespaceSelector' }
  | { readonly kind: 'add-except'; readonly path: string; readonly cidrs: readonly string[] }
  | { readonly kind: 'remove-port' | 'remove-peer' | 'remove-rule'; readonly path: string }
  | { readonly kind: 'relabel'; readonly key: string; readonly from: string; readonly to: string }
  | { readonly kind: 'add-namespace'; readonly path: string; readonly namespace: string }
  | { readonly kind: 'remedy'; readonly remedy: Remedy };

/** Returns the cluster with changed policies. */
export function changeCluster(cluster: Cluster, changes: readonly PolicyChange[]): Cluster {
  const policies = cluster.policies.map((policy) =>
    changes.filter((change) => change.policy === policy.id).reduce((edited, change) => change.apply(edited), policy),
  );
  return { ...cluster, policies };
}

/** Makes a selector-only item and its neighbour with the other selector one item; null where it has no such neighbour. */
export function mergePeers(policy: Policy, rule: Rule, peer: RulePeer): PolicyChange | null {
  if (peer.kind !== 'pods' || rule.peers === 'all') return null;
  const index = rule.peers.indexOf(peer);
  const pairs = [
    [peer, rule.peers[index + 1]],
    [rule.peers[index - 1], peer],
  ] as const;
  for (const [first, second] of pairs) {
    if (first?.kind !== 'pods' || second?.kind !== 'pods') continue;
    const merged = mergedPeer(first, second);
    if (merged === null) continue;
    const field = second.podSelector === null ? 'namespaceSelector' : 'podSelector';
    return {
      description: { kind: 'merge-peers', path: second.path, field },
      policy: policy.id,
      at: second.at,
      apply: (edited) =>
        editRule(edited, rule, (one) => ({
          ...one,
          peers: mapItems(one.peers, (item) =>
            item.path === second.path ? [] : [item.path === first.path ? merged : item],
          ),
        })),
    };
  }
  return null;
}

function mergedPeer(first: PodPeer, second: PodPeer): PodPeer | null {
  const isSplit =
    (first.podSelector === null) !== (first.namespaceSelector === null) &&
    (first.podSelector === null) === (second.namespaceSelector === null) &&
    (second.podSelector === null) !== (second.namespaceSelector === null);
  if (!isSplit) return null;
  return {
    ...first,
    podSelector: first.podSelector ?? second.podSelector,
    namespaceSelector: first.namespaceSelector ?? second.namespaceSelector,
  };
}

/** Takes addresses out of a block. */
export function addExcept(policy: Policy, rule: Rule, peer: IpBlockPeer, cidrs: readonly string[]): PolicyChange {
  const added = cidrs.flatMap((text): Cidr | readonly Cidr[] => parseCidr(text) ?? []);
  return {
    description: { kind: 'add-except', path: peer.path, cidrs },
    policy: policy.id,
    at: peer.at,
    apply: (edited) =>
      editPeer(edited, rule, peer, (one) =>
        one.kind === 'ipBlock'
          ? {
              ...one,
              except: [...one.except, ...added],
              addresses: added.reduce((rest, { addresses }) => subtractAddresses(rest, addresses), one.addresses),
            }
          : one,
      ),
  };
}

/** Removes an item of `from`, `to` or `ports`; null for the last one, without which the rule would mean everything. */
export function removeItem(policy: Policy, rule: Rule, item: RulePeer | RulePort): PolicyChange | null {
  const { peers, ports } = rule;
  const isPeer = peers !== 'all' && peers.some(({ path }) => path === item.path);
  const list = isPeer ? peers : ports;
  if (list === 'all' || list.length < 2) return null;
  const keep = ({ path }: { readonly path: string }): boolean => path !== item.path;
  return {
    description: { kind: isPeer ? 'remove-peer' : 'remove-port', path: item.path },
    policy: policy.id,
    at: item.at,
    apply: (edited) =>
      editRule(edited, rule, (one) => ({
        ...one,
        peers: one.peers === 'all' ? one.peers : one.peers.filter(keep),
        ports: one.ports === 'all' ? one.ports : one.ports.filter(keep),
      })),
  };
}

/** Removes a rule; null for the last one of egress, without which a policy that leaves out policyTypes would not isolate. */
export function removeRule(policy: Policy, rule: Rule): PolicyChange | null {
  if (rule.direction === 'egress' && policy.rules.egress.length < 2) return null;
  return {
    description: { kind: 'remove-rule', path: rule.path },
    policy: policy.id,
    at: rule.at,
    apply: (edited) => editRules(edited, rule.direction, (rules) => rules.filter(({ path }) => path !== rule.path)),
  };
}

/** Puts another value into a requirement of a rule peer. */
export function relabel(
  policy: Policy,
  rule: Rule,
  peer: PodPeer,
  requirement: LabelRequirement,
  value: string,
): PolicyChange | null {
  if (requirement.operator !== 'In' || requirement.values.length !== 1) return null;
  const replace = (selector: LabelSelector | null): LabelSelector | null =>
    selector === null
      ? null
      : {
          ...selector,
          requirements: selector.requirements.map((one) =>
            one === requirement ? { ...requirement, values: [value] } : one,
          ),
        };
  return {
    description: { kind: 'relabel', key: requirement.key, from: requirement.values[0] ?? '', to: value },
    policy: policy.id,
    at: requirement.at,
    apply: (edited) =>
      editPeer(edited, rule, peer, (one) =>
        one.kind === 'pods'
          ? { ...one, podSelector: replace(one.podSelector), namespaceSelector: replace(one.namespaceSelector) }
          : one,
      ),
  };
}

/** Lets a rule peer that looks only in its own namespace look in another instead. */
export function addNamespace(policy: Policy, rule: Rule, peer: PodPeer, namespace: string): PolicyChange {
  return {
    description: { kind: 'add-namespace', path: peer.path, namespace },
    policy: policy.id,
    at: peer.at,
    apply: (edited) =>
      editPeer(edited, rule, peer, (one) =>
        one.kind === 'pods' ? { ...one, namespaceSelector: namespaceSelector(namespace, one.at) } : one,
      ),
  };
}

/** Makes a remedy of `explain` a change; `rule` is the one that came closest. Null for what cannot be written as one. */
export function remedyChange(remedy: Remedy, policy: Policy, rule: Rule | null): PolicyChange | null {
  const apply = applyRemedy(remedy, rule);
  return apply === null ? null : { description: { kind: 'remedy', remedy }, policy: policy.id, at: remedy.at, apply };
}

function applyRemedy(remedy: Remedy, rule: Rule | null): ((policy: Policy) => Policy) | null {
  const { direction, at } = remedy;
  switch (remedy.kind) {
    case 'rename-port': {
      const { protocol, port } = remedy.declared;
      const renamed = (item: RulePort): RulePort =>
        item.kind === 'name' && item.name === remedy.written
          ? { kind: 'range', path: item.path, at, protocol, port, endPort: port }
          : item;
      return (
        rule &&
        ((policy) =>
          editRule(policy, rule, (one) => ({ ...one, ports: mapItems(one.ports, (item) => [renamed(item)]) })))
      );
    }
    case 'add-port': {
      const item = portItem(remedy);
      return (
        rule &&
        ((policy) =>
          editRule(policy, rule, (one) => ({ ...one, ports: one.ports === 'all' ? 'all' : [...one.ports, item] })))
      );
    }
    case 'add-peer': {
      const peer = suggestedPeer(remedy.peer, at);
      if (peer === null) return null;
      return (
        rule &&
        ((policy) =>
          editRule(policy, rule, (one) => ({ ...one, peers: one.peers === 'all' ? 'all' : [...one.peers, peer] })))
      );
    }
    case 'add-rule': {
      const peer = suggestedPeer(remedy.peer, at);
      if (peer === null) return null;
      const added: Rule = { direction, path: `spec.${direction}[+]`, at, peers: [peer], ports: [portItem(remedy)] };
      return (policy) => editRules(policy, direction, (rules) => [...rules, added]);
    }
  }
}

function portItem({ protocol, port, at }: Extract<Remedy, { kind: 'add-port' | 'add-rule' }>): RulePort {
  return { kind: 'range', path: '+', at, protocol, port, endPort: port };
}

function suggestedPeer(peer: PeerSuggestion, at: Place): RulePeer | null {
  if (peer.kind === 'node') return null;
  if (peer.kind === 'addresses') {
    const cidr = peer.cidr === null ? undefined : parseCidr(peer.cidr);
    return cidr === undefined ? null : { kind: 'ipBlock', path: '+', at, cidr, except: [], addresses: cidr.addresses };
  }
  const requirements = peer.labels.map(
    ([key, value]): LabelRequirement => ({ operator: 'In', key, values: [value], at }),
  );
  return {
    kind: 'pods',
    path: '+',
    at,
    podSelector: { requirements, at },
    namespaceSelector: peer.namespace === null ? null : namespaceSelector(peer.namespace, at),
  };
}

function namespaceSelector(name: string, at: Place): LabelSelector {
  return { requirements: [{ operator: 'In', key: 'kubernetes.io/metadata.name', values: [name], at }], at };
}

// Rules and items are found by path, since an earlier change of the same policy has made new objects of them.
function editRules(policy: Policy, direction: Direction, edit: (rules: readonly Rule[]) => readonly Rule[]): Policy {
  return { ...policy, rules: { ...policy.rules, [direction]: edit(policy.rules[direction]) } };
}

function editRule(policy: Policy, rule: Rule, edit: (rule: Rule) => Rule): Policy {
  return editRules(policy, rule.direction, (rules) => rules.map((one) => (one.path === rule.path ? edit(one) : one)));
}

function editPeer(policy: Policy, rule: Rule, peer: RulePeer, edit: (peer: RulePeer) => RulePeer): Policy {
  return editRule(policy, rule, (one) => ({
    ...one,
    peers: mapItems(one.peers, (item) => [item.path === peer.path ? edit(item) : item]),
  }));
}

function mapItems<T>(items: 'all' | readonly T[], edit: (item: T) => readonly T[]): 'all' | readonly T[] {
  return items === 'all' ? 'all' : items.flatMap(edit);
}
