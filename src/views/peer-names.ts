/** What peers are called in front of people: `shop/api`, with the kind only where two workloads share the name. */

import type { Peer } from '../model/peers.ts';

const RESERVED = new Set(['any', 'cluster', 'external', 'internet']);

/** Returns the names of peers, index by index; no two are the same, and each can be written as a peer. */
export function namePeers(peers: readonly Peer[]): readonly string[] {
  const idsByName = new Map<string, Set<string>>();
  for (const peer of peers) {
    if (peer.kind === 'external') continue;
    const { id, namespace, name } = peer.workload;
    const ids = idsByName.get(`${namespace}/${name}`) ?? new Set();
    idsByName.set(`${namespace}/${name}`, ids.add(id));
  }
  return peers.map((peer) => {
    if (peer.kind === 'external') return peer.name;
    const { namespace, name } = peer.workload;
    const needsKind = RESERVED.has(name) || (idsByName.get(`${namespace}/${name}`)?.size ?? 0) > 1;
    return needsKind ? peer.id : `${namespace}/${name}${peer.part === null ? '' : `~${peer.part}`}`;
  });
}
