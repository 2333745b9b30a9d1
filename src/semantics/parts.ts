/**
 * Addresses that the input does not give: a pod somewhere in a range stands for one pod in each part into which the
 * ipBlocks cut that range. Within a part no ipBlock tells two addresses apart, so any one of them stands for it.
 */

import type { Address, Family, IpSet } from '../model/ip.ts';
import { hasAddress } from '../model/ip.ts';
import type { IpBlockPeer, Policy } from '../model/policy.ts';
import { isolatingPolicies } from './isolation.ts';
import type { UnaddressedSide } from './side.ts';

/**
 * Returns the addresses of a family to judge the other end by: its own, or one of each part of its range; none if it
 * has no such family. Only blocks of the policies that are asked cut; others would cut further and change nothing.
 * Spec: semantics.md 29, design.md section 4.
 */
export function addressesToJudge(side: UnaddressedSide, family: Family): readonly Address[] {
  const { cluster, direction, governed, other } = side;
  if (other.kind === 'external') return other.address.family === family ? [other.address] : [];
  const blocks = ipBlocksOf(isolatingPolicies(cluster, direction, governed));
  return other.pod.addresses
    .filter((address) => address.family === family)
    .flatMap((address) => (address.kind === 'given' ? [address.address] : addressOfEachPart(address.range, blocks)))
    .filter((address) => address.family === family);
}

// A part begins where the range begins or where a block or an exception begins or ends, so these points that lie in the
// range are the first addresses of all parts.
function addressOfEachPart(range: IpSet, blocks: readonly IpBlockPeer[]): readonly Address[] {
  const cuts = [range, ...blocks.flatMap(({ cidr, except }) => [cidr, ...except].map(({ addresses }) => addresses))];
  const starts = [...firstAddresses(cuts.flatMap(({ v4 }) => v4)), ...firstAddresses(cuts.flatMap(({ v6 }) => v6))];
  return starts.filter((address) => hasAddress(range, address));
}

function firstAddresses(bounds: readonly number[] | readonly bigint[]): readonly Address[] {
  return [...new Set<number | bigint>(bounds)].map((value) =>
    typeof value === 'number' ? { family: 'IPv4', value } : { family: 'IPv6', value },
  );
}

function ipBlocksOf(policies: readonly Policy[]): readonly IpBlockPeer[] {
  return policies
    .flatMap(({ rules }) => [...rules.ingress, ...rules.egress])
    .flatMap(({ peers }) => (peers === 'all' ? [] : peers))
    .filter((peer) => peer.kind === 'ipBlock');
}
