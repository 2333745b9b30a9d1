/** Peers are a partition: every pod and every address is in exactly one, and what policies treat alike is together. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import type { Address, IpSet } from '../../src/model/ip.ts';
import {
  ALL_ADDRESSES,
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
import { endsOf, portsToAsk } from './questions.ts';
import { RUNS } from './runs.ts';

function everyCluster(holds: (cluster: Cluster, peers: readonly Peer[]) => void, numRuns = RUNS / 40): void {
  fc.assert(
    fc.property(anyCluster(), (cluster) => holds(cluster, compileConnectivity(cluster).peers)),
    { numRuns },
  );
}

test('external peers hold every address exactly once', () => {
  everyCluster((_cluster, peers) => {
    let seen: IpSet = NO_ADDRESSES;
    for (const { addresses } of externalOf(peers)) {
      expect(isNoAddresses(addresses)).toBe(false);
      expect(intersectAddresses(seen, addresses)).toEqual(NO_ADDRESSES);
      seen = unionAddresses(seen, addresses);
    }
    expect(seen).toEqual(ALL_ADDRESSES);
  });
});

test('rules tell two external peers apart, and no addresses of one', () => {
  everyCluster((cluster, peers) => {
    const seen = externalOf(peers).map(
      (peer) => new Set(addressesOf(peer).map((address) => matchesOf(cluster, address))),
    );
    for (const matches of seen) expect(matches.size).toBe(1);
    expect(new Set(seen.flatMap((matches) => [...matches])).size).toBe(seen.length);
  });
});

test('every pod is in exactly one peer of its workload', () => {
  everyCluster(({ workloads }, peers) => {
    const inPeers = peers.flatMap((peer) =>
      peer.kind === 'workload' ? peer.pods.map((pod) => ({ pod, of: peer.workload })) : [],
    );
    const inWorkloads = workloads.flatMap((of) => of.pods.map((pod) => ({ pod, of })));
    expect(inPeers).toHaveLength(inWorkloads.length);
    for (const { pod, of } of inWorkloads) expect(inPeers.find((one) => one.pod === pod)?.of).toBe(of);
  });
});

test('no connection tells two pods of one peer apart', () => {
  everyCluster((cluster, peers) => {
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
  }, RUNS / 400);
});

test('ids and names are unique', () => {
  everyCluster((_cluster, peers) => {
    expect(new Set(peers.map(({ id }) => id)).size).toBe(peers.length);
    expect(new Set(externalOf(peers).map(({ name }) => name)).size).toBe(externalOf(peers).length);
  });
});

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
