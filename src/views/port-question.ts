/** A port that somebody asks for, by number or by name, as the ports it means at a destination. */

import type { PortExpression } from '../model/peer-expression.ts';
import type { Peer } from '../model/peers.ts';
import type { PortSet } from '../model/ports.ts';
import { NO_PORTS, portRange, unionPorts } from '../model/ports.ts';

/** The port that is asked for. */
export type AskedPort = PortExpression;

/** Returns the ports that are meant at a destination: none where no container declares the name. */
export function askedPortsOf(asked: AskedPort, destination: Peer): PortSet {
  if (asked.kind === 'range') return portRange(asked.protocol, asked.port, asked.endPort);
  if (destination.kind === 'external') return NO_PORTS;
  return destination.pods
    .flatMap(({ ports }) => ports)
    .filter(({ name, protocol }) => name === asked.name && protocol === asked.protocol)
    .map(({ protocol, port }) => portRange(protocol, port))
    .reduce(unionPorts, NO_PORTS);
}
