/** Items of `from` and `to`: which other ends one matches. */

import type { Cluster } from '../model/cluster.ts';
import { hasAddress } from '../model/ip.ts';
import type { Labels } from '../model/labels.ts';
import type { IpBlockPeer, PodPeer, Policy, RulePeer } from '../model/policy.ts';
import type { Place } from '../model/provenance.ts';
import type { RulePeerTrace } from '../model/verdict.ts';
import { isNodeTraffic } from './isolation.ts';
import { traceSelector } from './selectors.ts';
import type { Side } from './side.ts';

/** The one label that the API server gives every namespace. Spec: semantics.md 16. */
export const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Returns whether an item of `from` or `to` matches the other end, and what in it did not. */
export function traceRulePeer(side: Side, policy: Policy, peer: RulePeer): RulePeerTrace {
  switch (peer.kind) {
    case 'pods':
      return tracePodPeer(side, policy, peer);
    case 'ipBlock':
      return traceIpBlock(side, peer);
  }
}

/**
 * Judges an item with selectors: it matches pods only, no address outside, not even by `namespaceSelector: {}`.
 * Without a namespaceSelector it is limited to the policy's own namespace; within the item the two selectors are
 * AND-ed.
 * Spec: semantics.md 13, 14, 15, 36.
 */
function tracePodPeer(side: Side, policy: Policy, peer: PodPeer): RulePeerTrace {
  const { cluster, other } = side;
  if (other.kind === 'external') return failed(peer, 'external-end');
  if (isNodeTraffic(cluster, other.pod)) return failed(peer, 'host-network');

  const { namespace, labels } = other.pod;
  const isForeign = peer.namespaceSelector === null && namespace !== policy.namespace;
  const namespaceRequirements = traceSelector(peer.namespaceSelector, labelsOfNamespace(cluster, namespace, peer.at));
  const podRequirements = traceSelector(peer.podSelector, labels);
  const allHold = [...namespaceRequirements, ...podRequirements].every(({ holds }) => holds);
  return {
    peer,
    matches: allHold && !isForeign ? 'yes' : 'no',
    namespaceRequirements,
    podRequirements,
    because: isForeign ? 'other-namespace' : null,
  };
}

/**
 * Judges an ipBlock: the address is in `cidr` and in no `except`, which trims this item only. A block of one family
 * never holds addresses of the other. Choice: with `ipBlocks: external` it matches no pod.
 * Spec: semantics.md 29, 30, 32, 33.
 */
function traceIpBlock(side: Side, peer: IpBlockPeer): RulePeerTrace {
  if (side.other.kind === 'pod' && side.cluster.settings.ipBlocks === 'external')
    return failed(peer, 'pods-not-matched-by-ip-blocks');

  const isCut = peer.except.some(({ addresses }) => hasAddress(addresses, side.otherAddress));
  const isInside = hasAddress(peer.cidr.addresses, side.otherAddress) && !isCut;
  return { ...failed(peer, null), matches: isInside ? 'yes' : 'no' };
}

/** Returns a namespace's labels; one without object has its name as its only label. Spec: semantics.md 16. */
function labelsOfNamespace(cluster: Cluster, name: string, fallback: Place): Labels {
  const nameOnly: Labels = { values: new Map([[NAME_LABEL, name]]), placeOf: () => fallback };
  return cluster.namespaces.get(name)?.labels ?? nameOnly;
}

function failed(peer: RulePeer, because: RulePeerTrace['because']): RulePeerTrace {
  return { peer, matches: 'no', namespaceRequirements: [], podRequirements: [], because };
}
