/** Port sets in machine output: `"all"`, or sorted runs of ports. */

import type { Family } from '../model/ip.ts';
import type { PortRange, PortSet } from '../model/ports.ts';
import { PROTOCOLS, portRangesOf } from '../model/ports.ts';
import type { FamilySlice } from '../views/pair.ts';
import { listPorts, listRange } from '../views/port-list.ts';
import type { Json } from './json-lines.ts';

/** Returns a port set as design.md section 6 has it. */
export function portsJson(ports: PortSet): Json {
  const listed = listPorts(ports);
  return listed === 'all' ? listed : listed.map((range) => ({ ...range }));
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

function rangeJson(range: PortRange, families: readonly Family[] | null): Json {
  return { ...listRange(range), ...(families !== null && { families }) };
}

function compareRanges(left: PortRange, right: PortRange): number {
  return PROTOCOLS.indexOf(left.protocol) - PROTOCOLS.indexOf(right.protocol) || left.port - right.port;
}
