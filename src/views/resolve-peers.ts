/**
 * From a peer as it was written to the peers of a cluster: one, several or, which is always a problem, none.
 * External peers come with the part of their addresses that was meant.
 */

import type { Connectivity } from '../engine/connectivity.ts';
import type { Namespace } from '../model/cluster.ts';
import type { IpSet } from '../model/ip.ts';
import { ALL_ADDRESSES, intersectAddresses, isNoAddresses } from '../model/ip.ts';
import { nearestWord } from '../model/nearest.ts';
import type { DirectExpression, NamespaceExpression, PeerReference, PortExpression } from '../model/peer-expression.ts';
import type { ExternalPeer, WorkloadPeer } from '../model/peers.ts';
import { publicAddressesOf } from '../model/public-addresses.ts';
import { matchesSelector } from '../semantics/selectors.ts';
import type { PeerProblem } from './peer-problem.ts';
import { explainMissingName, isKindName, isOfKind } from './peer-problem.ts';

/** In which cluster, and with which words, a peer is meant. */
export interface PeerContext {
  readonly connectivity: Connectivity;
  /** Namespace of a peer that names none. */
  readonly namespace: string;
  /** What `@name` stands for. */
  readonly aliases: ReadonlyMap<string, readonly PeerReference[]>;
}

/** A peer that was meant. */
export type ResolvedPeer =
  | {
      readonly kind: 'workload';
      readonly index: number;
      readonly peer: WorkloadPeer;
      readonly port: PortExpression | null;
    }
  | {
      readonly kind: 'external';
      /** In `connectivity.peers`, for both kinds. */
      readonly index: number;
      readonly peer: ExternalPeer;
      /** Those of the peer's addresses that were meant; not empty. */
      readonly addresses: IpSet;
      /** The port written with the peer, else the one of its alias. */
      readonly port: PortExpression | null;
    };

/** What a text means: at least one peer, in the order of `connectivity.peers`, or why it means none. */
export type PeerResolution =
  | { readonly kind: 'peers'; readonly peers: readonly ResolvedPeer[] }
  | { readonly kind: 'problem'; readonly problem: PeerProblem };

/** Returns the peers that a reference means. */
export function resolvePeers(reference: PeerReference, context: PeerContext): PeerResolution {
  return resolveReference(reference, context, []);
}

function resolveReference(reference: PeerReference, context: PeerContext, path: readonly string[]): PeerResolution {
  const { expression, port } = reference;
  if (expression.kind === 'alias') return resolveAlias(reference, expression.name, context, path);
  const { workloads, addresses } = scopeOf(reference, expression, context);
  if (typeof workloads === 'object') return { kind: 'problem', problem: workloads };
  const peers = context.connectivity.peers.flatMap((peer, index): readonly ResolvedPeer[] => {
    if (peer.kind === 'workload') return workloads(peer) ? [{ kind: 'workload', index, peer, port }] : [];
    const meant = addresses === null ? null : intersectAddresses(peer.addresses, addresses);
    return meant === null || isNoAddresses(meant) ? [] : [{ kind: 'external', index, peer, addresses: meant, port }];
  });
  if (peers.length > 0) return { kind: 'peers', peers };
  return { kind: 'problem', problem: { kind: 'nothing-matches', text: reference.text } };
}

/** What an expression covers: some workloads, or the problem in naming them, and some addresses. */
interface Scope {
  readonly workloads: ((peer: WorkloadPeer) => boolean) | PeerProblem;
  readonly addresses: IpSet | null;
}

function scopeOf({ text }: PeerReference, expression: DirectExpression, context: PeerContext): Scope {
  switch (expression.kind) {
    case 'cluster':
      return { workloads: () => true, addresses: null };
    case 'any':
      return { workloads: () => true, addresses: ALL_ADDRESSES };
    case 'external':
      return { workloads: () => false, addresses: ALL_ADDRESSES };
    case 'internet':
      return { workloads: () => false, addresses: publicAddressesOf(context.connectivity.cluster.settings) };
    case 'addresses':
      return { workloads: () => false, addresses: expression.addresses };
    case 'workloads': {
      const { selector } = expression;
      const inNamespace = namespaceTest(text, expression.namespace, context);
      if (typeof inNamespace === 'object') return { workloads: inNamespace, addresses: null };
      const matches = ({ workload, pods }: WorkloadPeer): boolean =>
        inNamespace(workload.namespace) && pods.some(({ labels }) => matchesSelector(selector, labels));
      return { workloads: matches, addresses: null };
    }
    case 'workload':
      return { workloads: workloadTest(text, qualify(expression, context), context), addresses: null };
  }
}

type WorkloadExpression = Extract<DirectExpression, { kind: 'workload' }>;

// Two parts are namespace/name, unless no such namespace is known and the first is a kind: `deploy/api`.
function qualify(expression: WorkloadExpression, { connectivity: { cluster } }: PeerContext): WorkloadExpression {
  const { namespace, workloadKind } = expression;
  if (namespace.kind !== 'name' || workloadKind !== null || cluster.namespaces.has(namespace.name)) return expression;
  if (!isKindName(namespace.name, cluster)) return expression;
  return { ...expression, namespace: { kind: 'default' }, workloadKind: namespace.name };
}

function workloadTest(
  text: string,
  expression: WorkloadExpression,
  context: PeerContext,
): ((peer: WorkloadPeer) => boolean) | PeerProblem {
  const { name, part, workloadKind } = expression;
  const { cluster, peers } = context.connectivity;
  if (expression.namespace.kind === 'default' && !cluster.namespaces.has(context.namespace)) {
    return explainMissingName({ text, cluster, name, namespaces: [context.namespace] });
  }
  const inNamespace = namespaceTest(text, expression.namespace, context);
  if (typeof inNamespace === 'object') return inNamespace;

  const named = cluster.workloads.filter(
    (workload) =>
      inNamespace(workload.namespace) &&
      workload.name === name &&
      (workloadKind === null || isOfKind(workload, workloadKind)),
  );
  if (named.length === 0) {
    return explainMissingName({ text, cluster, name, namespaces: [...cluster.namespaces.keys()].filter(inNamespace) });
  }
  const twins = named.filter(({ namespace }) => named.filter((other) => other.namespace === namespace).length > 1);
  if (twins.length > 0) return { kind: 'ambiguous', text, candidates: twins.map(({ id }) => id) };
  const meant = peers.filter((peer) => peer.kind === 'workload' && named.includes(peer.workload));
  const isPart = (peer: WorkloadPeer): boolean => part === null || peer.part === part;
  if (!meant.some((peer) => peer.kind === 'workload' && isPart(peer))) {
    return { kind: 'no-such-part', text, known: meant.map(({ id }) => id) };
  }
  return (peer) => named.includes(peer.workload) && isPart(peer);
}

function namespaceTest(
  text: string,
  expression: NamespaceExpression,
  { connectivity: { cluster }, namespace }: PeerContext,
): ((name: string) => boolean) | PeerProblem {
  if (expression.kind === 'labels') {
    const matching = [...cluster.namespaces.values()].filter(({ labels }: Namespace) =>
      matchesSelector(expression.selector, labels),
    );
    if (matching.length === 0) return { kind: 'nothing-matches', text };
    const names = new Set(matching.map(({ name }) => name));
    return (name) => names.has(name);
  }
  const meant = expression.kind === 'name' ? expression.name : namespace;
  if (cluster.namespaces.has(meant)) return (name) => name === meant;
  const known = [...cluster.namespaces.keys()].toSorted();
  return { kind: 'no-such-namespace', text, namespace: meant, nearest: nearestWord(meant, known) ?? null, known };
}

function resolveAlias(
  reference: PeerReference,
  name: string,
  context: PeerContext,
  path: readonly string[],
): PeerResolution {
  const { text, port } = reference;
  if (path.includes(name)) return { kind: 'problem', problem: { kind: 'circular-alias', text, path: [...path, name] } };
  const members = context.aliases.get(name);
  if (members === undefined) {
    const known = [...context.aliases.keys()].toSorted();
    const problem: PeerProblem = { kind: 'no-such-alias', text, nearest: nearestWord(name, known) ?? null, known };
    return { kind: 'problem', problem };
  }
  const peers: ResolvedPeer[] = [];
  for (const member of members) {
    const resolution = resolveReference(member, context, [...path, name]);
    if (resolution.kind === 'problem') return resolution;
    peers.push(...resolution.peers.map((peer) => (port === null ? peer : { ...peer, port })));
  }
  return { kind: 'peers', peers: peers.toSorted((left, right) => left.index - right.index) };
}
