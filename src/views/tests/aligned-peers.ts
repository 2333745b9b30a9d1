/**
 * The peers of two sets of policies on one cluster, side by side. Each set cuts workloads and addresses where it tells them
 * apart; what both treat as one is one here, so that every pair can be asked in both.
 */

import type { Connectivity } from '../../engine/connectivity.ts';
import type { Pod } from '../../model/cluster.ts';
import type { IpSet } from '../../model/ip.ts';
import { intersectAddresses, isNoAddresses } from '../../model/ip.ts';
import type { Peer } from '../../model/peers.ts';
import type { ResolvedPeer } from '../resolve-peers.ts';

/** What both sets of policies treat as one. */
export interface AlignedPeer {
  /** In the peers of ours. */
  readonly ours: ResolvedPeer;
  /** Index in the peers of theirs. */
  readonly theirs: number;
}

/** Returns the peers of two sets of policies on the same workloads, in the order of ours. */
export function alignPeers(ours: Connectivity, theirs: Connectivity): readonly AlignedPeer[] {
  const indexOfPod = new Map<Pod, number>();
  const external: (readonly [index: number, addresses: IpSet])[] = [];
  for (const [index, peer] of theirs.peers.entries()) {
    if (peer.kind === 'external') external.push([index, peer.addresses]);
    else for (const pod of peer.pods) indexOfPod.set(pod, index);
  }
  return ours.peers.flatMap((peer, index) =>
    peer.kind === 'workload' ? alignWorkload(peer, index, indexOfPod) : alignExternal(peer, index, external),
  );
}

function alignWorkload(
  peer: Extract<Peer, { kind: 'workload' }>,
  index: number,
  indexOfPod: ReadonlyMap<Pod, number>,
): readonly AlignedPeer[] {
  const podsByTheirs = new Map<number, [Pod, ...Pod[]]>();
  for (const pod of peer.pods) {
    const theirs = indexOfPod.get(pod) ?? -1;
    const known = podsByTheirs.get(theirs);
    if (known === undefined) podsByTheirs.set(theirs, [pod]);
    else known.push(pod);
  }
  return [...podsByTheirs].map(([theirs, pods]) => ({
    ours: { kind: 'workload', index, peer: { ...peer, pods }, port: null },
    theirs,
  }));
}

function alignExternal(
  peer: Extract<Peer, { kind: 'external' }>,
  index: number,
  external: readonly (readonly [index: number, addresses: IpSet])[],
): readonly AlignedPeer[] {
  return external.flatMap(([theirs, set]) => {
    const addresses = intersectAddresses(peer.addresses, set);
    return isNoAddresses(addresses) ? [] : [{ ours: { kind: 'external', index, peer, addresses, port: null }, theirs }];
  });
}
