/** Peers of the engine as tests speak of them. */

import type { Peer } from '../../model/peers.ts';
import type { ResolvedPeer } from '../resolve-peers.ts';

/** Returns all of a peer, by its index; null where there is none. */
export function wholePeer(peers: readonly Peer[], index: number): ResolvedPeer | null {
  const peer = peers[index];
  if (peer === undefined) return null;
  if (peer.kind === 'workload') return { kind: 'workload', index, peer, port: null };
  return { kind: 'external', index, peer, addresses: peer.addresses, port: null };
}
