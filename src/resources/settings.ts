/** The settings that verdicts are judged under: what the user chose, and the defaults of design.md section 4. */

import type { ClusterChoices, ClusterSettings } from '../model/cluster.ts';
import type { Cidr, Family, IpSet } from '../model/ip.ts';
import {
  addressesOfCidrs,
  allAddressesOf,
  FAMILIES,
  familiesOf,
  intersectAddresses,
  NO_ADDRESSES,
  parseCidr,
  unionAddresses,
} from '../model/ip.ts';
import type { Resource } from './resource.ts';

/** Spec: RFC 1918 and RFC 4193. */
const PRIVATE_RANGES: IpSet = addressesOfCidrs(
  ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap((text) => parseCidr(text) ?? []),
);

/** Returns the settings under which resources are judged; only loaded pods' addresses matter, for the families. */
export function resolveSettings(choices: ClusterChoices, resources: readonly Resource[]): ClusterSettings {
  const families = familiesOfCluster(choices, resources);
  return {
    ipBlocks: choices.ipBlocks ?? 'all',
    hostNetwork: choices.hostNetwork ?? 'node',
    podAddresses: rangesOf(choices.podCidrs ?? [], families),
    nodeAddresses: rangesOf(choices.nodeCidrs ?? [], families),
    serviceAddresses: addressesOfCidrs(choices.serviceCidrs ?? []),
    podCidrsConfigured: choices.podCidrs !== undefined && choices.podCidrs.length > 0,
    families,
  };
}

// Choice: podCIDRs of IPv6 are a statement that pods have such addresses, as `dualStack: true` is.
function familiesOfCluster(choices: ClusterChoices, resources: readonly Resource[]): readonly Family[] {
  const hasV6 =
    choices.dualStack === true ||
    familiesOf(addressesOfCidrs(choices.podCidrs ?? [])).includes('IPv6') ||
    resources.some(hasV6Address);
  return hasV6 ? FAMILIES : ['IPv4'];
}

function hasV6Address(resource: Resource): boolean {
  if (resource.kind !== 'pod' || resource.hasEnded) return false;
  const { addresses, hostAddresses, network } = resource;
  const own = network.hostNetwork ? [...hostAddresses, ...addresses] : addresses;
  return own.some(({ family }) => family === 'IPv6');
}

// A family for which nothing is configured has its private ranges.
function rangesOf(cidrs: readonly Cidr[], families: readonly Family[]): IpSet {
  const configured = addressesOfCidrs(cidrs);
  return families.reduce((set: IpSet, family) => {
    const own = intersectAddresses(configured, allAddressesOf(family));
    const range = familiesOf(own).length > 0 ? own : intersectAddresses(PRIVATE_RANGES, allAddressesOf(family));
    return unionAddresses(set, range);
  }, NO_ADDRESSES);
}
