/** Port sets as lists that a program can read: `all`, or sorted runs of ports. */

import type { PortRange, PortSet, Protocol } from '../model/ports.ts';
import { isAllPorts, portRangesOf } from '../model/ports.ts';

/** A run of ports; `endPort`, inclusive, is there where it is not the same. */
export interface ListedPorts {
  readonly protocol: Protocol;
  readonly port: number;
  readonly endPort?: number;
}

/** Returns the runs of a port set; the whole universe is one word. Spec: design.md section 6. */
export function listPorts(ports: PortSet): 'all' | readonly ListedPorts[] {
  return isAllPorts(ports) ? 'all' : portRangesOf(ports).map(listRange);
}

/** Returns one run of ports. */
export function listRange({ protocol, port, endPort }: PortRange): ListedPorts {
  return endPort === port ? { protocol, port } : { protocol, port, endPort };
}
