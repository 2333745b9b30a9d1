/** Port sets in machine output: `"all"`, or sorted runs of ports. */

import type { Family } from '../model/ip.ts';
import type { PortRange, PortSet } from '../model/ports.ts';
import { isAllPorts, PROTOCOLS, portRangesOf } from '../model/ports.ts';
import type { FamilySlice } from '../views/pair.ts';
import type { Json } from './json-lines.ts';

/** Returns a port set as design.md section 6 has it. */
export function portsJson(ports: PortSet): Json {
  return isAllPorts(ports) ? 'all' : portRangesOf(ports).map((range) => rangeJson(range));
}

/** Returns `families` and `ports` of a connection: on the connection when all ports share them, else on each port. */
export function slicesJson(slices: readonly FamilySlice[]): { readonly families?: Json; readonly ports: Json } {
  const [first, ...others] = slices;
  if (first === undefined) return { ports: [] };
  if (others.length === 0) {
    return { ...(first.families !== null && { families: first.families }), ports: portsJson(first.ports) };
  }
  const ranges = slices
    .flatMap(({ ports, families }) => portRangesOf(ports).map((range) => ({ range, families })))
    .toSorted((left, right) => compareRanges(left.range, right.range));
  return { ports: ranges.map(({ range, families }) => rangeJson(range, families)) };
}

function rangeJson({ protocol, port, endPort }: PortRange, families: readonly Family[] | null = null): Json {
  return {
    protocol,
    port,
    ...(endPort !== port && { endPort }),
    ...(families !== null && { families }),
  };
}

function compareRanges(left: PortRange, right: PortRange): number {
  return PROTOCOLS.indexOf(left.protocol) - PROTOCOLS.indexOf(right.protocol) || left.port - right.port;
}
