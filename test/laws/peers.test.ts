/** Peers are a partition: every pod and every address is in exactly one, and what policies treat alike is together. */

import type fc from 'fast-check';
import { expect } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity } from '../../src/engine/connectivity.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import type { Address, IpSet } from '../../src/model/ip.ts';
import {
  ALL_ADDRESSES,
  familiesOf,
  hasAddress,
  intersectAddresses,
  isNoAddresses,
  NO_ADDRESSES,
  unionAddresses,
} from '../../src/model/ip.ts';
import type { ExternalPeer, Peer } from '../../src/model/peers.ts';
import { DIRECTIONS } from '../../src/model/policy.ts';
import type { End } from '../../src/model/verdict.ts';
import { judgeFamilies } from '../../src/semantics/families.ts';
import { anyCluster } from './arbitraries.ts';
import { law } from './law.ts';
import { endsOf, portsToAsk } from './questions.ts';

law('external peers hold every address exactly once', 'often', [anyConnectivity()], ({ peers }) => {
  let seen: IpSet = NO_ADDRESSES;
  for (const { addresses } of externalOf(peers)) {
    expect(isNoAddresses(addresses)).toBe(false);
    expect(intersectAddresses(seen, addresses)).toEqual(NO_ADDRESSES);
    seen = unionAddresses(seen, addresses);
  }
  expect(seen).toEqual(ALL_ADDRESSES);
});

law(
  'rules or families tell two external peers apart, and no rule addresses of one',
  'often',
  [anyConnectivity()],
  ({ cluster, peers }) => {
    const seen = externalOf(peers).map((peer) => ({
      families: familiesOf(peer.addresses).join(),
      matches: new Set(addressesOf(peer).map((address) => matchesOf(cluster, address))),
    }));
    for (const { matches } of seen) expect(matches.size).toBe(1);
    expect(new Set(seen.map(({ families, matches }) => `${families} ${[...matches]}`)).size).toBe(seen.length);
  },
);

law('every pod is in exactly one peer of its workload', 'often', [anyConnectivity()], ({ cluster, peers }) => {
  const inPeers = peers.flatMap((peer) =>
    peer.kind === 'workload' ? peer.pods.map((pod) => ({ pod, of: peer.workload })) : [],
  );
  const inWorkloads = cluster.workloads.flatMap((of) => of.pods.map((pod) => ({ pod, of })));
  expect(inPeers).toHaveLength(inWorkloads.length);
  for (const { pod, of } of inWorkloads) expect(inPeers.find((one) => one.pod === pod)?.of).toBe(of);
});

law('no connection tells two pods of one peer apart', 'seldom', [anyConnectivity()], ({ cluster, peers }) => {
  const others = peers.flatMap(endsOf);
  const answersOf = (one: End): readonly string[] =>
    others.flatMap((other) =>
      portsToAsk(cluster).flatMap((asked) => [
        ...judgeFamilies(cluster, { source: one, destination: other, ...asked }).map(({ verdict }) => verdict),
        ...judgeFamilies(cluster, { source: other, destination: one, ...asked }).map(({ verdict }) => verdict),
      ]),
    );
  for (const pods of peers.map(podsOf).filter(({ length }) => length > 1))
    expect(new Set(pods.map((one) => answersOf(one).join())).size).toBe(1);
});

law('ids and names are unique', 'often', [anyConnectivity()], ({ peers }) => {
  expect(new Set(peers.map(({ id }) => id)).size).toBe(peers.length);
  expect(new Set(externalOf(peers).map(({ name }) => name)).size).toBe(externalOf(peers).length);
});

function anyConnectivity(): fc.Arbitrary<Connectivity> {
  return anyCluster().map(compileConnectivity);
}

function externalOf(peers: readonly Peer[]): readonly ExternalPeer[] {
  return peers.filter((peer) => peer.kind === 'external');
}

function podsOf(peer: Peer): readonly End[] {
  return peer.kind === 'workload' ? endsOf(peer) : [];
}

function addressesOf(peer: Peer): readonly Address[] {
  return endsOf(peer).flatMap((end) => (end.kind === 'external' ? [end.address] : []));
}

/** Returns for each rule that has an effect whether one of its ipBlocks holds an address. */
function matchesOf({ policies }: Cluster, address: Address): string {
  return policies
    .flatMap(({ directions, rules }) =>
      DIRECTIONS.flatMap((direction) => (directions[direction] ? rules[direction] : [])),
    )
    .map(
      ({ peers }) =>
        peers !== 'all' && peers.some((peer) => peer.kind === 'ipBlock' && hasAddress(peer.addresses, address)),
    )
    .map((matches) => (matches ? '1' : '0'))
    .join('');
}
