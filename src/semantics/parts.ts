/**
 * Addresses that the input does not give: a pod somewhere in a range stands for one pod in each part into which the
 * ipBlocks of all policies cut that range. Within a part no ipBlock tells two addresses apart, so any one of them
 * stands for it.
 */

import type { Cluster } from '../model/cluster.ts';
import type { Address, Family, IpSet } from '../model/ip.ts';
import { hasAddress } from '../model/ip.ts';
import type { IpBlockPeer } from '../model/policy.ts';
import type { End } from '../model/verdict.ts';

/**
 * Returns the addresses of a family to judge an end by: its own, or one of each part of its range; none if it has
 * no such family.
 */
export function addressesToJudge(cluster: Cluster, end: End, family: Family): readonly Address[] {
  if (end.kind === 'external') return end.address.family === family ? [end.address] : [];
  return end.pod.addresses
    .filter((address) => address.family === family)
    .flatMap((address) => (address.kind === 'given' ? [address.address] : addressOfEachPart(cluster, address.range)))
    .filter((address) => address.family === family);
}

// A part begins where the range begins or where a block or an exception begins or ends, so these points that lie in the
// range are the first addresses of all parts. Spec: semantics.md 29, design.md section 4.
function addressOfEachPart(cluster: Cluster, range: IpSet): readonly Address[] {
  const cuts = [range, ...ipBlocksOf(cluster).flatMap(({ cidr, except }) => [cidr, ...except].map((c) => c.addresses))];
  return [...firstAddresses(cuts.flatMap(({ v4 }) => v4)), ...firstAddresses(cuts.flatMap(({ v6 }) => v6))].filter(
    (address) => hasAddress(range, address),
  );
}

function firstAddresses(bounds: readonly number[] | readonly bigint[]): readonly Address[] {
  return [...new Set<number | bigint>(bounds)].map((value) =>
    typeof value === 'number' ? { family: 'IPv4', value } : { family: 'IPv6', value },
  );
}

function ipBlocksOf(cluster: Cluster): readonly IpBlockPeer[] {
  return cluster.policies
    .flatMap(({ rules }) => [...rules.ingress, ...rules.egress])
    .flatMap(({ peers }) => (peers === 'all' ? [] : peers))
    .filter((peer) => peer.kind === 'ipBlock');
}
