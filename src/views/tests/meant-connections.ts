/** From connections as a test writes them to the peers and ports of a cluster that are meant, before anything is judged. */

import type { IpSet } from '../../model/ip.ts';
import { intersectAddresses, isNoAddresses, subtractAddresses } from '../../model/ip.ts';
import type { PortExpression } from '../../model/peer-expression.ts';
import type { Peer } from '../../model/peers.ts';
import type { PortSet } from '../../model/ports.ts';
import { ALL_PORTS, isNoPorts, NO_PORTS, portRange, subtractPorts, unionPorts } from '../../model/ports.ts';
import type { ConnectionExpression } from '../../model/tests.ts';
import { askedPortsOf } from '../port-question.ts';
import type { PeerResolution, ResolvedPeer } from '../resolve-peers.ts';
import type { Bench } from './bench.ts';
import { isJudgedPair } from './judged-pair.ts';
import type { NamesNothingReason, NoPortReason } from './outcome.ts';

/** Why a peer of a test cannot be looked at. */
export type PeerReason = NamesNothingReason | NoPortReason;

/** A connection as a test writes it, or as it follows from what it writes. */
export type AskedConnection = Omit<ConnectionExpression, 'at'>;

/** Connections of one line of a test: every source to every destination, on the ports meant there. */
export interface MeantConnections {
  readonly text: string;
  readonly sources: readonly ResolvedPeer[];
  readonly destinations: readonly MeantDestination[];
}

/** A destination with the ports that are meant at it: none where no container has the port's name. */
export interface MeantDestination {
  readonly peer: ResolvedPeer;
  readonly ports: PortSet;
}

/** Which ports a destination stands for when a connection names none. */
export type PortDefault = 'declared' | 'all';

/** Connections that could be read in this cluster, and why others could not. */
export interface Meaning {
  readonly connections: readonly MeantConnections[];
  readonly problems: readonly PeerReason[];
}

/** Returns what connections mean in a cluster. */
export function meaningOf(expressions: readonly AskedConnection[], portDefault: PortDefault, bench: Bench): Meaning {
  const connections: MeantConnections[] = [];
  const problems: PeerReason[] = [];
  for (const { text, source, destination, ports } of expressions) {
    const sources = peersOr(bench.resolve(source), problems);
    const destinations = peersOr(bench.resolve(destination), problems);
    if (portDefault === 'declared') problems.push(...missingPorts(destinations, ports, bench));
    const portsAt = rememberRanges((peer) => meantPorts(peer, ports, portDefault), ports);
    const meant = destinations.map((peer): MeantDestination => ({ peer, ports: portsAt(peer) }));
    connections.push({ text, sources, destinations: meant });
  }
  return { connections, problems };
}

function peersOr(resolution: PeerResolution, problems: PeerReason[]): readonly ResolvedPeer[] {
  if (resolution.kind === 'peers') return resolution.peers;
  problems.push({ kind: 'names-nothing', problem: resolution.problem });
  return [];
}

// A destination that declares no port, or none of the name, could not be allowed anything: a slip, not an answer.
function missingPorts(
  destinations: readonly ResolvedPeer[],
  ports: readonly PortExpression[],
  { nameOf }: Bench,
): readonly NoPortReason[] {
  const destinationsByPort = new Map<string | null, string[]>();
  for (const resolved of destinations) {
    const asked = askedAt(resolved, ports);
    const missing = asked.filter((port) => port.kind === 'name' && isNoPorts(askedPortsOf(port, resolved.peer)));
    const names =
      asked.length === 0 && isNoPorts(declaredPorts(resolved.peer))
        ? [null]
        : missing.map((port) => (port.kind === 'name' ? port.name : null));
    for (const name of names)
      destinationsByPort.set(name, [...(destinationsByPort.get(name) ?? []), nameOf(resolved.index)]);
  }
  return [...destinationsByPort].map(([port, names]) => ({ kind: 'no-port', port, destinations: names }));
}

// The ports of the long form win over the one that came with the peer, since they were written for this test.
function askedAt(resolved: ResolvedPeer, ports: readonly PortExpression[]): readonly PortExpression[] {
  return ports.length === 0 && resolved.port !== null ? [resolved.port] : ports;
}

// Numbers mean the same ports everywhere: one set for all, by which misses are remembered.
function rememberRanges(
  portsAt: (peer: ResolvedPeer) => PortSet,
  ports: readonly PortExpression[],
): (peer: ResolvedPeer) => PortSet {
  const ranges = new Map<PortExpression | undefined, PortSet>();
  return (peer) => {
    const [asked] = askedAt(peer, ports);
    if (asked === undefined || askedAt(peer, ports).some(({ kind }) => kind === 'name')) return portsAt(peer);
    const known = ranges.get(asked) ?? portsAt(peer);
    ranges.set(asked, known);
    return known;
  };
}

function meantPorts(resolved: ResolvedPeer, ports: readonly PortExpression[], portDefault: PortDefault): PortSet {
  const asked = askedAt(resolved, ports);
  if (asked.length > 0) return asked.map((port) => askedPortsOf(port, resolved.peer)).reduce(unionPorts, NO_PORTS);
  return portDefault === 'all' ? ALL_PORTS : declaredPorts(resolved.peer);
}

function declaredPorts(peer: Peer): PortSet {
  if (peer.kind === 'external') return NO_PORTS;
  const declared = peer.pods.flatMap(({ ports }) => ports);
  return declared.map(({ protocol, port }) => portRange(protocol, port)).reduce(unionPorts, NO_PORTS);
}

/** Part of a pair that is tested: some addresses of its external end, or all of a pair of workloads (null), on some ports. */
export interface Cell {
  readonly addresses: IpSet | null;
  readonly ports: PortSet;
}

/** What a test leaves out. */
export interface Except {
  readonly isNothing: boolean;
  /** Cuts it out of a pair; nothing is left of a pair that is left out whole. */
  readonly cut: (source: ResolvedPeer, destination: MeantDestination) => readonly Cell[];
  /** Counts the pairs that are left out whole. */
  readonly countWhole: (sources: readonly ResolvedPeer[], destinations: readonly MeantDestination[]) => number;
}

/** Prepares the connections that a test leaves out, so that a pair is compared only with those that touch it. */
export function compileExcept(left: readonly MeantConnections[]): Except {
  const compiled = left.map(({ sources, destinations }) => ({
    sources: indexBy(sources, (source) => source.index),
    destinations: indexBy(destinations, ({ peer }) => peer.index),
  }));
  const cut = (source: ResolvedPeer, destination: MeantDestination): readonly Cell[] => {
    let cells: readonly Cell[] = [
      { addresses: addressesOf(source) ?? addressesOf(destination.peer), ports: destination.ports },
    ];
    for (const { sources, destinations } of compiled) {
      for (const from of sources.get(source.index) ?? []) {
        for (const to of destinations.get(destination.peer.index) ?? []) {
          const addresses = addressesOf(from) ?? addressesOf(to.peer);
          cells = cells.flatMap((cell) => cutCell(cell, { addresses, ports: to.ports }));
        }
      }
    }
    return cells;
  };
  return {
    isNothing: compiled.length === 0,
    cut,
    countWhole: (sources, destinations) => {
      if (compiled.length === 0) return 0;
      const touched = sources.filter(({ index }) => compiled.some((one) => one.sources.has(index)));
      const reached = destinations.filter(({ peer }) => compiled.some((one) => one.destinations.has(peer.index)));
      return touched
        .flatMap((source) => reached.map((destination) => ({ source, destination })))
        .filter(
          ({ source, destination }) =>
            isJudgedPair(source.peer, destination.peer.peer) && cut(source, destination).length === 0,
        ).length;
    },
  };
}

function addressesOf(peer: ResolvedPeer): IpSet | null {
  return peer.kind === 'external' ? peer.addresses : null;
}

function cutCell(cell: Cell, cut: Cell): readonly Cell[] {
  const rest: Cell = { addresses: cell.addresses, ports: subtractPorts(cell.ports, cut.ports) };
  if (cell.addresses === null || cut.addresses === null) return isNoPorts(rest.ports) ? [] : [rest];
  const inside = intersectAddresses(cell.addresses, cut.addresses);
  if (isNoAddresses(inside)) return [cell];
  const outside = subtractAddresses(cell.addresses, cut.addresses);
  return [
    ...(isNoAddresses(outside) ? [] : [{ addresses: outside, ports: cell.ports }]),
    ...(isNoPorts(rest.ports) ? [] : [{ addresses: inside, ports: rest.ports }]),
  ];
}

function indexBy<T>(items: readonly T[], keyOf: (item: T) => number): ReadonlyMap<number, readonly T[]> {
  const byKey = new Map<number, T[]>();
  for (const item of items) {
    const known = byKey.get(keyOf(item));
    if (known === undefined) byKey.set(keyOf(item), [item]);
    else known.push(item);
  }
  return byKey;
}
