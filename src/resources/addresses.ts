/** Where pods have their addresses: what their status gives, else their node's, else somewhere in the cluster's ranges. */

import type { ClusterSettings, PodAddress } from '../model/cluster.ts';
import type { Address, Family, IpSet } from '../model/ip.ts';
import { allAddressesOf, FAMILIES, intersectAddresses } from '../model/ip.ts';
import type { NodeResource, PodNetwork, PodResource } from './resource.ts';

/** Finds addresses; pods of which none is given share one value. */
export interface AddressFinder {
  readonly ofPod: (pod: PodResource) => readonly PodAddress[];
  readonly ofTemplate: (network: PodNetwork) => readonly PodAddress[];
}

/** Returns a finder for one cluster; of several Nodes of one name the last counts. */
export function createAddressFinder(settings: ClusterSettings, nodes: readonly NodeResource[]): AddressFinder {
  const somewhereForPods = addressesWithin(settings.podAddresses, settings.families);
  const somewhereForNodes = addressesWithin(settings.nodeAddresses, settings.families);
  const addressesByNode = new Map(
    nodes.map(({ identity, addresses }) => [
      identity.name,
      onePerFamily(addresses.filter(({ family }) => settings.families.includes(family))),
    ]),
  );
  const ofTemplate = ({ hostNetwork, nodeName }: PodNetwork): readonly PodAddress[] => {
    if (!hostNetwork) return somewhereForPods;
    const ofNode = nodeName === null ? undefined : addressesByNode.get(nodeName);
    return ofNode === undefined || ofNode.length === 0 ? somewhereForNodes : ofNode;
  };
  const ofPod = ({ addresses, hostAddresses, network }: PodResource): readonly PodAddress[] => {
    const given = network.hostNetwork ? [...hostAddresses, ...addresses] : addresses;
    return given.length > 0 ? onePerFamily(given) : ofTemplate(network);
  };
  return { ofPod, ofTemplate };
}

function onePerFamily(given: readonly Address[]): readonly PodAddress[] {
  const found: PodAddress[] = [];
  for (const family of FAMILIES) {
    const address = given.find((one) => one.family === family);
    if (address !== undefined) found.push({ kind: 'given', family, address });
  }
  return found;
}

function addressesWithin(range: IpSet, families: readonly Family[]): readonly PodAddress[] {
  return families.map((family) => ({
    kind: 'within',
    family,
    range: intersectAddresses(range, allAddressesOf(family)),
  }));
}
