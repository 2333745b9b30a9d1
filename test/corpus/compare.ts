/** Compares what netpol computes for a cluster with rows of source, destination and ports that another tool gives. */

import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity } from '../../src/engine/connectivity.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import type { Address } from '../../src/model/ip.ts';
import { hasAddress, parseAddress, parseCidr } from '../../src/model/ip.ts';
import type { PortSet, Protocol } from '../../src/model/ports.ts';
import {
  ALL_PORTS,
  equalPorts,
  NO_PORTS,
  PROTOCOLS,
  portRange,
  portRangesOf,
  unionPorts,
} from '../../src/model/ports.ts';

/** One connection as another tool prints it; what is in no row is denied. */
export interface ExpectedRow {
  readonly source: string;
  readonly destination: string;
  readonly ports: string;
}

/** Returns the indexes of the peers that a name of the other tool means, all parts of a workload. */
export type PeerFinder = (connectivity: Connectivity, name: string) => readonly number[];

/** An inclusive run of IPv4 addresses. */
type Range = readonly [first: number, last: number];

/** Returns one line per pair that differs; `names` are further peers, of which no row may speak. */
export function compareRows(
  cluster: Cluster,
  rows: readonly ExpectedRow[],
  names: readonly string[],
  findPeers: PeerFinder,
): readonly string[] {
  const connectivity = compileConnectivity(cluster);
  const points = cutAddresses(connectivity, rows);
  const spread = (end: string): readonly string[] => {
    const ranges = rangesOf(end);
    if (ranges.length === 0) return [end];
    return points.filter((point) => ranges.some(([first, last]) => point >= first && point <= last)).map(String);
  };
  const expected = new Map<string, PortSet>();
  const workloads = new Set(names);
  for (const row of rows.filter(({ source, destination }) => isIpv4OrPeer(source) && isIpv4OrPeer(destination))) {
    for (const end of [row.source, row.destination]) if (rangesOf(end).length === 0) workloads.add(end);
    for (const source of spread(row.source)) {
      for (const destination of spread(row.destination)) {
        const key = `${source} -> ${destination}`;
        expected.set(key, unionPorts(expected.get(key) ?? NO_PORTS, parsePorts(row.ports)));
      }
    }
  }
  const peersOf = new Map<string, readonly number[]>([
    ...[...workloads].map((name) => [name, findPeers(connectivity, name)] as const),
    ...points.map((point) => [String(point), externalPeers(connectivity, point)] as const),
  ]);
  return [...peersOf].flatMap(([source, sources]) => {
    if (sources.length === 0) return [`no such peer: ${shown(source)}`];
    return [...peersOf].flatMap(([destination, destinations]) => {
      if (source === destination || (!workloads.has(source) && !workloads.has(destination))) return [];
      const wanted = expected.get(`${source} -> ${destination}`) ?? NO_PORTS;
      return sources
        .flatMap((one) =>
          destinations.filter((other) => other !== one).map((other) => openPorts(connectivity, one, other)),
        )
        .filter((open) => !equalPorts(open, wanted))
        .map(
          (open) =>
            `${shown(source)} -> ${shown(destination)}: expected ${formatPorts(wanted)}, got ${formatPorts(open)}`,
        );
    });
  });
}

/** Returns the ports open from one peer to another over any family. */
export function openPorts({ between }: Connectivity, source: number, destination: number): PortSet {
  return between(source, destination).reduce((all: PortSet, { open }) => unionPorts(all, open), NO_PORTS);
}

/** Reads `All Connections`, `TCP 80,90-95,UDP 1-65535` and `TCP:80,90-95 UDP:*`. */
export function parsePorts(text: string): PortSet {
  if (text === 'All Connections' || text === 'ALL') return ALL_PORTS;
  let protocol: Protocol | undefined;
  let ports = NO_PORTS;
  for (const word of text.split(/[ ,:]+/)) {
    const named = PROTOCOLS.find((one) => one === word);
    if (named !== undefined) protocol = named;
    else if (protocol === undefined) return NO_PORTS;
    else {
      const [first = 1, last = first] = word === '*' ? [1, 65535] : word.split('-').map(Number);
      ports = unionPorts(ports, portRange(protocol, first, last));
    }
  }
  return ports;
}

// Between two neighbouring points every address is treated alike by both sides.
function cutAddresses({ peers }: Connectivity, rows: readonly ExpectedRow[]): readonly number[] {
  const cuts = new Set([0]);
  for (const peer of peers) if (peer.kind === 'external') for (const bound of peer.addresses.v4) cuts.add(bound);
  for (const { source, destination } of rows) {
    for (const [first, last] of [...rangesOf(source), ...rangesOf(destination)]) cuts.add(first).add(last + 1);
  }
  return [...cuts].filter((cut) => cut < 2 ** 32).sort((left, right) => left - right);
}

/** Returns the addresses of an external end: `0.0.0.0-9.255.255.255,11.0.0.0/8`; none where it is a peer's name. */
export function rangesOf(end: string): readonly Range[] {
  const ranges = end.replace('[External]', '').split(',').map(rangeOf);
  return ranges.flatMap((range) => (range === undefined ? [] : [range]));
}

function rangeOf(text: string): Range | undefined {
  const [first, last = first] = text.split('-').map((one) => parseAddress(one));
  if (first?.family === 'IPv4' && last?.family === 'IPv4') return [first.value, last.value];
  const [start, stop] = parseCidr(text)?.addresses.v4 ?? [];
  return start === undefined || stop === undefined ? undefined : [start, stop - 1];
}

// The other tools mangle IPv6 blocks.
function isIpv4OrPeer(end: string): boolean {
  return !end.includes('::');
}

function externalPeers({ peers }: Connectivity, value: number): readonly number[] {
  const address: Address = { family: 'IPv4', value };
  return [...peers.keys()].filter((index) => {
    const peer = peers[index];
    return peer?.kind === 'external' && hasAddress(peer.addresses, address);
  });
}

function shown(end: string): string {
  return /^\d+$/.test(end) ? [24, 16, 8, 0].map((shift) => (Number(end) >>> shift) & 255).join('.') : end;
}

function formatPorts(ports: PortSet): string {
  return (
    portRangesOf(ports)
      .map(({ protocol, port, endPort }) => `${protocol} ${port}-${endPort}`)
      .join(' ') || 'none'
  );
}
