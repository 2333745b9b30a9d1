/**
 * Port sets: which destination ports of which protocols. The universe is TCP, UDP and SCTP, ports 1–65535;
 * ICMP and others are not judged (semantics.md sentence 28).
 */

import type { Bounds } from './intervals.ts';
import { equalBounds, intersectBounds, intervalsOf, isInBounds, subtractBounds, unionBounds } from './intervals.ts';

/** The protocols Kubernetes knows, in the order in which they are shown. */
export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

/** A transport protocol as the API spells it. */
export type Protocol = (typeof PROTOCOLS)[number];

/** A set of protocol and port; equal sets have equal bounds. */
export interface PortSet {
  // A point is protocol index × 65536 + port. Port 0 is in no set, so intervals of two protocols never touch.
  readonly bounds: Bounds<number>;
}

/** A run of ports of one protocol, both ends inclusive. */
export interface PortRange {
  readonly protocol: Protocol;
  readonly port: number;
  readonly endPort: number;
}

const LAST_PORT = 65535;
const PROTOCOL_STRIDE = 65536;

/** The port set that holds nothing. */
export const NO_PORTS: PortSet = { bounds: [] };

/** Every port of every protocol. */
export const ALL_PORTS: PortSet = {
  bounds: PROTOCOLS.flatMap((_, index) => [index * PROTOCOL_STRIDE + 1, (index + 1) * PROTOCOL_STRIDE]),
};

/** Returns the set of one run of ports. Throws nothing: an inverted run is empty. */
export function portRange(protocol: Protocol, port: number, endPort: number = port): PortSet {
  if (endPort < port) return NO_PORTS;
  const base = PROTOCOLS.indexOf(protocol) * PROTOCOL_STRIDE;
  return { bounds: [base + Math.max(port, 1), base + Math.min(endPort, LAST_PORT) + 1] };
}

/** Returns every port of one protocol. */
export function allPortsOf(protocol: Protocol): PortSet {
  return portRange(protocol, 1, LAST_PORT);
}

/** Returns the ports that are in either set. */
export function unionPorts(left: PortSet, right: PortSet): PortSet {
  return { bounds: unionBounds(left.bounds, right.bounds) };
}

/** Returns the ports that are in both sets. */
export function intersectPorts(left: PortSet, right: PortSet): PortSet {
  return { bounds: intersectBounds(left.bounds, right.bounds) };
}

/** Returns the ports of the left set that are not in the right one. */
export function subtractPorts(left: PortSet, right: PortSet): PortSet {
  return { bounds: subtractBounds(left.bounds, right.bounds) };
}

/** Tells whether the set holds one port. */
export function hasPort(set: PortSet, protocol: Protocol, port: number): boolean {
  return isInBounds(set.bounds, PROTOCOLS.indexOf(protocol) * PROTOCOL_STRIDE + port);
}

/** Tells whether the set holds nothing. */
export function isNoPorts(set: PortSet): boolean {
  return set.bounds.length === 0;
}

/** Tells whether the set is the whole universe. */
export function isAllPorts(set: PortSet): boolean {
  return equalPorts(set, ALL_PORTS);
}

/** Tells whether two sets hold the same ports. */
export function equalPorts(left: PortSet, right: PortSet): boolean {
  return equalBounds(left.bounds, right.bounds);
}

/** Returns the runs of a set, by protocol TCP, UDP, SCTP and then ascending. */
export function portRangesOf(set: PortSet): readonly PortRange[] {
  return intervalsOf(set.bounds).map(([start, end]) => ({
    protocol: PROTOCOLS[Math.floor(start / PROTOCOL_STRIDE)] ?? 'TCP',
    port: start % PROTOCOL_STRIDE,
    endPort: (end - 1) % PROTOCOL_STRIDE,
  }));
}
