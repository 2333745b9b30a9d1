/** Ports by number or by name, as somebody asks for them or a rule lists them, and what they mean at a destination. */

import type { ContainerPort, Pod } from '../model/cluster.ts';
import type { PortExpression } from '../model/peer-expression.ts';
import type { Peer } from '../model/peers.ts';
import type { RulePort } from '../model/policy.ts';
import type { PortSet, Protocol } from '../model/ports.ts';
import { NO_PORTS, portRange, unionPorts } from '../model/ports.ts';

/** The port that is asked for. */
export type AskedPort = PortExpression;

/** Returns the ports that are meant at a destination: none where no container declares the name. */
export function askedPortsOf(asked: AskedPort, destination: Peer): PortSet {
  if (asked.kind === 'range') return portRange(asked.protocol, asked.port, asked.endPort);
  if (destination.kind === 'external') return NO_PORTS;
  return portsOfName(
    asked,
    destination.pods.flatMap(({ ports }) => ports),
  );
}

/** Returns the ports that an item of a rule's `ports` means at a destination; null is an address outside, without names. */
export function portsOfItem(item: RulePort, destination: Pod | null): PortSet {
  if (item.kind === 'range') return portRange(item.protocol, item.port, item.endPort);
  return portsOfName(item, destination?.ports ?? []);
}

// Spec: semantics.md 24, 25.
function portsOfName(
  { name, protocol }: { readonly name: string; readonly protocol: Protocol },
  declared: readonly ContainerPort[],
): PortSet {
  return declared
    .filter((one) => one.name === name && one.protocol === protocol)
    .map(({ port }) => portRange(protocol, port))
    .reduce(unionPorts, NO_PORTS);
}
