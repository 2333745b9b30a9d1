/** Which addresses are public: what people mean by "the internet". */

import type { ClusterSettings } from './cluster.ts';
import type { IpSet } from './ip.ts';
import { ALL_ADDRESSES, addressesOfCidrs, parseCidr, subtractAddresses, unionAddresses } from './ip.ts';

// Source: IANA's special-purpose address registries (RFC 6890), less what is globally reachable, and multicast.
const SPECIAL_PURPOSE = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '::/127',
  '64:ff9b:1::/48',
  '100::/63',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

// ::ffff:0:0/96 has no text of its own here, since Go reads it as the IPv4 block it maps.
const V4_MAPPED: IpSet = { v4: [], v6: [0xffffn << 32n, 0x10000n << 32n] };

/** Every address of both families outside the special-purpose ranges. */
const PUBLIC_ADDRESSES: IpSet = subtractAddresses(
  ALL_ADDRESSES,
  unionAddresses(V4_MAPPED, addressesOfCidrs(SPECIAL_PURPOSE.flatMap((text) => parseCidr(text) ?? []))),
);

/** Returns the public addresses less those of the cluster's own pods, nodes and Services. */
export function publicAddressesOf(settings: ClusterSettings): IpSet {
  const { podAddresses, nodeAddresses, serviceAddresses } = settings;
  return [podAddresses, nodeAddresses, serviceAddresses].reduce(subtractAddresses, PUBLIC_ADDRESSES);
}
