/** Tells why connections are not as expected: the verdict of the engine, and the reasons of the specification for one of them. */

import type { Cluster } from '../../model/cluster.ts';
import type { Address, Cidr, Family, IpSet } from '../../model/ip.ts';
import { cidrsOf, equalAddresses, isNoAddresses, parseCidr, readCidr, subtractAddresses } from '../../model/ip.ts';
import type { PortRange, PortSet } from '../../model/ports.ts';
import { hasPort, portRangesOf } from '../../model/ports.ts';
import type { Connection, End } from '../../model/verdict.ts';
import { judge } from '../../semantics/judge.ts';
import type { ResolvedPeer } from '../resolve-peers.ts';
import type { Bench } from './bench.ts';
import type { Misses } from './compare-line.ts';
import type { LatentPair } from './latent.ts';
import type { ConnectionReason, LatentReason, Miss, MoreReason, TestedEnd } from './outcome.ts';
import { sideReasons } from './side-reasons.ts';

/** How many connections of one test are told with their reasons; the rest is counted. */
const TOLD_CONNECTIONS = 10;

/** Returns the first connections that are not as expected with their reasons, and the number of the others. */
export function connectionReasons(
  { misses, missCount }: Pick<Misses, 'misses' | 'missCount'>,
  bench: Bench,
): readonly (ConnectionReason | MoreReason)[] {
  const told = misses.slice(0, TOLD_CONNECTIONS).map((miss) => connectionReason(miss, bench));
  const rest = missCount - told.length;
  return rest === 0 ? told : [...told, { kind: 'more', count: rest }];
}

/** Returns the connections that one side alone keeps from failing too. */
export function latentReasons(pairs: readonly LatentPair[], bench: Bench): readonly LatentReason[] {
  return pairs.map(({ source, destination, openSide }) => ({
    kind: 'latent',
    source: testedEnd(source, null, bench),
    destination: testedEnd(destination, null, bench),
    openSide,
  }));
}

function connectionReason(miss: Miss, bench: Bench): ConnectionReason {
  const { expected, verdict, ports, families } = miss;
  const found = {
    kind: 'connection' as const,
    miss,
    expected,
    verdict,
    source: testedEnd(miss.source, miss.addresses, bench),
    destination: testedEnd(miss.destination, miss.addresses, bench),
    ports,
    families,
  };
  const connection = representativeOf(miss);
  if (connection === null) return { ...found, judgement: null, sides: [], assumes: [], unknownCauses: [] };
  const cluster = policiesOf(bench.connectivity.cluster, connection);
  const judgement = judge(cluster, connection);
  const family = judgement.families.find((one) => one.family === families[0]);
  return {
    ...found,
    judgement,
    sides: family === undefined ? [] : sideReasons(connection, family),
    assumes: judgement.assumes,
    unknownCauses: verdict === 'unknown' ? bench.unknownCauses(miss.source.index, miss.destination.index) : [],
  };
}

// All of `internet` that a test means is told by that name, though other addresses belong to the same peer.
function testedEnd(end: ResolvedPeer, addresses: IpSet | null, { nameOf }: Bench): TestedEnd {
  const { index, peer, kind } = end;
  const whole: TestedEnd = {
    name: nameOf(index),
    index,
    id: peer.id,
    isExternal: kind === 'external',
    addresses: null,
  };
  if (kind === 'workload' || addresses === null || equalAddresses(addresses, peer.addresses)) return whole;
  const blocks = cidrsOf(addresses);
  return {
    ...whole,
    name: nameOfAddresses(addresses, blocks) ?? whole.name,
    addresses: blocks.length <= BLOCKS_LISTED ? blocks : null,
  };
}

const BLOCKS_NAMED = 3;
const BLOCKS_LISTED = 16;

// A few blocks, or one block without a few others; null for what has no short name.
function nameOfAddresses(addresses: IpSet, blocks: readonly string[]): string | null {
  if (blocks.length <= BLOCKS_NAMED) return blocks.map(withoutFullPrefix).join(', ');
  const first = parseCidr(blocks[0] ?? '');
  return first === undefined ? null : coverName(addresses, first);
}

// Widens a block until it covers the set, and names what it covers too much.
function coverName(addresses: IpSet, { text, prefix }: Cidr): string | null {
  const [first = ''] = text.split('/');
  for (let length = prefix; length >= 0; length -= 1) {
    const wider = readCidr(`${first}/${length}`);
    if (wider === undefined || !isNoAddresses(subtractAddresses(addresses, wider.cidr.addresses))) continue;
    const holes = cidrsOf(subtractAddresses(wider.cidr.addresses, addresses));
    return holes.length <= BLOCKS_NAMED ? `${wider.canonical} except ${holes.map(withoutFullPrefix).join(', ')}` : null;
  }
  return null;
}

function withoutFullPrefix(block: string): string {
  return block.replace(block.includes(':') ? /\/128$/ : /\/32$/, '');
}

/** Returns one connection that stands for all of a miss; null where the ends have no family in common. */
function representativeOf({ source, destination, addresses, ports, families }: Miss): Connection | null {
  const [family] = families;
  const from = family === undefined ? null : endOf(source, addresses, family);
  const to = family === undefined ? null : endOf(destination, addresses, family);
  const port = representativePort(ports, destination);
  if (from === null || to === null || port === undefined) return null;
  return { source: from, destination: to, protocol: port.protocol, port: port.port };
}

function endOf(end: ResolvedPeer, addresses: IpSet | null, family: Family): End | null {
  if (end.kind === 'workload') {
    const [pod] = end.peer.pods;
    return pod === undefined ? null : { kind: 'pod', pod };
  }
  const address = firstAddress(addresses ?? end.addresses, family);
  return address === null ? null : { kind: 'external', address };
}

function firstAddress({ v4, v6 }: IpSet, family: Family): Address | null {
  if (family === 'IPv4') return v4[0] === undefined ? null : { family, value: v4[0] };
  return v6[0] === undefined ? null : { family, value: v6[0] };
}

// A port that the destination declares tells more than port 1 of "every port".
function representativePort(
  ports: PortSet,
  destination: ResolvedPeer,
): Pick<PortRange, 'protocol' | 'port'> | undefined {
  const declared = destination.kind === 'workload' ? destination.peer.pods.flatMap((pod) => pod.ports) : [];
  return declared.find(({ protocol, port }) => hasPort(ports, protocol, port)) ?? portRangesOf(ports)[0];
}

// A policy governs pods of its own namespace only, so those of other namespaces cannot be a reason.
function policiesOf(cluster: Cluster, { source, destination }: Connection): Cluster {
  const namespaces = [source, destination].flatMap((end) => (end.kind === 'pod' ? [end.pod.namespace] : []));
  return { ...cluster, policies: cluster.policies.filter(({ namespace }) => namespaces.includes(namespace)) };
}
