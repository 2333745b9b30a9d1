/** What would allow a denied connection: the smallest change of the rule that comes closest, side by side. */

import type { ContainerPort, Pod } from '../model/cluster.ts';
import { cidrsOf } from '../model/ip.ts';
import { compareText } from '../model/order.ts';
import type { Direction } from '../model/policy.ts';
import type { Protocol } from '../model/ports.ts';
import type { Place } from '../model/provenance.ts';
import type {
  Connection,
  DirectionTrace,
  FamilyJudgement,
  PolicyTrace,
  RulePeerTrace,
  RuleTrace,
} from '../model/verdict.ts';
import { nearestRule } from '../semantics/nearest.ts';
import type { ResolvedPeer } from './resolve-peers.ts';

/** A change that lets one direction of the connection through. */
export type Remedy = {
  readonly direction: Direction;
  readonly at: Place;
} & (
  | { readonly kind: 'rename-port'; readonly written: string; readonly declared: ContainerPort }
  | { readonly kind: 'add-port'; readonly protocol: Protocol; readonly port: number }
  | { readonly kind: 'add-peer'; readonly peer: PeerSuggestion }
  | {
      readonly kind: 'add-rule';
      readonly policy: string;
      readonly peer: PeerSuggestion;
      readonly protocol: Protocol;
      readonly port: number;
    }
);

/** A rule peer that would match the other end. */
export type PeerSuggestion =
  | {
      readonly kind: 'pods';
      /** Null where the policy is in the same namespace. */
      readonly namespace: string | null;
      /** Sorted by key. */
      readonly labels: readonly (readonly [key: string, value: string])[];
    }
  /** Null where no single CIDR covers just the addresses that were meant. */
  | { readonly kind: 'addresses'; readonly cidr: string | null }
  /** Traffic of a node, which only an ipBlock with the node's address matches. */
  | { readonly kind: 'node' };

/** Returns a remedy for each direction that denies. */
export function remediesFor(
  pair: { readonly from: ResolvedPeer; readonly to: ResolvedPeer },
  connection: Connection,
  judgement: FamilyJudgement,
): readonly Remedy[] {
  return [
    ...remedyFor(connection, judgement.egress, suggestPeer(pair.to)),
    ...remedyFor(connection, judgement.ingress, suggestPeer(pair.from)),
  ];
}

function remedyFor(connection: Connection, trace: DirectionTrace, suggest: SuggestPeer): readonly Remedy[] {
  if (trace.verdict !== 'denied') return [];
  const { direction } = trace;
  const nearest = nearestRule(trace);
  // A rule for other peers and other ports is no better home than the policy that is about these pods.
  const isNear = nearest !== null && (hasMatch(nearest.peers) || hasMatch(nearest.ports));
  const policy =
    trace.policies.find(({ rules }) => isNear && rules.some((rule) => rule === nearest)) ??
    mostSpecific(trace.policies);
  if (policy === undefined) return [];
  const renaming = nearest !== null && hasMatch(nearest.peers) ? renamePort(connection, direction, nearest) : null;
  if (renaming !== null) return [renaming];
  const { protocol, port } = connection;
  const peer = suggest(policy.policy.namespace);
  const onlyPeer = nearest === null ? null : onlyItem(nearest.peers);
  const onlyPort = nearest === null ? null : onlyItem(nearest.ports);
  // An edit of a rule must not open more than was asked for: other peers to this port, or other ports to this peer.
  if (onlyPeer?.matches === 'yes' && namesPods(onlyPeer) && nearest !== null && nearest.ports !== 'all') {
    return [{ kind: 'add-port', direction, at: nearest.ports[0]?.port.at ?? nearest.rule.at, protocol, port }];
  }
  if (onlyPort?.matches === 'yes' && nearest !== null && nearest.peers !== 'all') {
    return [{ kind: 'add-peer', direction, at: nearest.peers[0]?.peer.at ?? nearest.rule.at, peer }];
  }
  return [{ kind: 'add-rule', direction, at: policy.policy.at, policy: policy.policy.id, peer, protocol, port }];
}

// A name that no container has is most likely a slip; what it was meant to open was meant for these peers.
function renamePort(
  { destination, protocol, port }: Connection,
  direction: Direction,
  { ports }: RuleTrace,
): Remedy | null {
  const items = ports === 'all' ? [] : ports;
  const misnamed = items.find(
    (item) => item.port.kind === 'name' && item.port.protocol === protocol && item.resolved.length === 0,
  );
  const declared =
    destination.kind === 'pod'
      ? destination.pod.ports.find((one) => one.protocol === protocol && one.port === port)
      : undefined;
  if (misnamed?.port.kind === 'name' && declared !== undefined) {
    return { kind: 'rename-port', direction, at: misnamed.port.at, written: misnamed.port.name, declared };
  }
  return null;
}

function onlyItem<T>(items: 'all' | readonly T[]): T | null {
  const [first = null, ...others] = items === 'all' ? [] : items;
  return others.length === 0 ? first : null;
}

function namesPods({ peer }: RulePeerTrace): boolean {
  return peer.kind === 'pods' && peer.podSelector !== null && peer.podSelector.requirements.length > 0;
}

// A policy for these pods is a better home for a rule than one for all pods of the namespace.
function mostSpecific(policies: readonly PolicyTrace[]): PolicyTrace | undefined {
  return policies.toSorted(
    (left, right) => right.policy.podSelector.requirements.length - left.policy.podSelector.requirements.length,
  )[0];
}

/** Returns the rule peer that matches an end, in a policy of a namespace. */
type SuggestPeer = (policyNamespace: string) => PeerSuggestion;

function suggestPeer(other: ResolvedPeer): SuggestPeer {
  if (other.kind === 'external') {
    const [cidr = null, ...others] = cidrsOf(other.addresses);
    return () => ({ kind: 'addresses', cidr: others.length === 0 ? cidr : null });
  }
  const [pod] = other.peer.pods;
  if (pod === undefined || pod.hostNetwork) return () => ({ kind: 'node' });
  const { namespace } = pod;
  const labels = tellingLabels(pod);
  return (policyNamespace) => ({ kind: 'pods', namespace: namespace === policyNamespace ? null : namespace, labels });
}

// Labels by which people know an application, in the order in which they are best to select by.
const TELLING_KEYS = [
  'app.kubernetes.io/name',
  'app',
  'k8s-app',
  'name',
  'run',
  'app.kubernetes.io/component',
  'component',
  'tier',
  'role',
];

function tellingLabels({ labels }: Pod): readonly (readonly [string, string])[] {
  const known = [...labels.values].flatMap(([key, value]): (readonly [string, string])[] =>
    value === null ? [] : [[key, value]],
  );
  const telling = known.filter(([key]) => TELLING_KEYS.includes(key));
  return (telling.length > 0 ? telling : known).toSorted(([left], [right]) => compareText(left, right));
}

function hasMatch(items: 'all' | readonly { readonly matches: string }[]): boolean {
  return items === 'all' || items.some(({ matches }) => matches === 'yes');
}
