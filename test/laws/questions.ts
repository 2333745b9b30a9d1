/**
 * Which questions tell everything about a cluster: each end in all its guises, and every port at which an answer
 * can change.
 */

import type { Connectivity } from '../../src/engine/connectivity.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { intervalsOf } from '../../src/model/intervals.ts';
import type { Address } from '../../src/model/ip.ts';
import type { Peer } from '../../src/model/peers.ts';
import type { Rule } from '../../src/model/policy.ts';
import { DIRECTIONS } from '../../src/model/policy.ts';
import type { Protocol } from '../../src/model/ports.ts';
import { PROTOCOLS } from '../../src/model/ports.ts';
import type { End } from '../../src/model/verdict.ts';

/** A destination port to ask about. */
export interface PortAsked {
  readonly protocol: Protocol;
  readonly port: number;
}

/** Two peers by index, of which `between` has something to say. */
export type Pair = readonly [source: number, destination: number];

/** Returns all pairs, less those of two external peers and of one pod with itself. */
export function pairsOf({ peers }: Connectivity): readonly Pair[] {
  return peers.flatMap((source, from) =>
    peers.flatMap((destination, to): Pair[] => {
      const isOutside = source.kind === 'external' && destination.kind === 'external';
      const isItself = from === to && source.kind === 'workload' && source.workload.kind === 'Pod';
      return isOutside || isItself ? [] : [[from, to]];
    }),
  );
}

/**
 * Returns the ends that a peer stands for: all its pods, or the first and last address of each of its runs of
 * addresses.
 */
export function endsOf(peer: Peer): readonly End[] {
  if (peer.kind === 'workload') return peer.pods.map((pod) => ({ kind: 'pod', pod }));
  const v4 = intervalsOf(peer.addresses.v4).flatMap(([start, end]): Address[] =>
    [start, end - 1].map((value) => ({ family: 'IPv4', value })),
  );
  const v6 = intervalsOf(peer.addresses.v6).flatMap(([start, end]): Address[] =>
    [start, end - 1n].map((value) => ({ family: 'IPv6', value })),
  );
  return [...v4, ...v6].map((address) => ({ kind: 'external', address }));
}

/**
 * Returns the ports to ask about: every bound of a rule and every declared port with its neighbours, and both ends
 * of the universe.
 */
export function portsToAsk(cluster: Cluster): readonly PortAsked[] {
  const asked = cluster.policies.flatMap(({ rules }) =>
    DIRECTIONS.flatMap((direction) => rules[direction].flatMap(portsOf)),
  );
  const declared = cluster.workloads.flatMap(({ pods }) => pods.flatMap(({ ports }) => ports.map(({ port }) => port)));
  const near = [...asked, ...declared].flatMap((port) => [port - 1, port, port + 1]);
  const numbers = [...new Set([1, 65535, ...near])].filter((port) => port >= 1 && port <= 65535);
  return PROTOCOLS.flatMap((protocol) => numbers.map((port) => ({ protocol, port })));
}

/** Returns the cluster without the rules that match every peer: what it allows is what listed peers are allowed. */
export function onlyListedPeers(cluster: Cluster): Cluster {
  const listing = (rules: readonly Rule[]): readonly Rule[] => rules.filter(({ peers }) => peers !== 'all');
  return {
    ...cluster,
    policies: cluster.policies.map((policy) => ({
      ...policy,
      rules: { ingress: listing(policy.rules.ingress), egress: listing(policy.rules.egress) },
    })),
  };
}

function portsOf({ ports }: Rule): readonly number[] {
  if (ports === 'all') return [];
  return ports.flatMap((item) => (item.kind === 'range' ? [item.port, item.endPort] : []));
}
