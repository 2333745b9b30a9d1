/** Port sets as people write them: `8080`, `53/UDP`, `8000-8099`, `TCP` for all of a protocol. */

import type { PortRange, PortSet } from '../model/ports.ts';
import { isAllPorts, portRangesOf } from '../model/ports.ts';
import type { FamilySlice } from '../views/pair.ts';

/** Returns one run of ports; TCP goes without saying, except where it is all that is said. */
export function formatRange({ protocol, port, endPort }: PortRange): string {
  if (port === 1 && endPort === 65535) return protocol;
  const ports = port === endPort ? `${port}` : `${port}-${endPort}`;
  return protocol === 'TCP' ? ports : `${ports}/${protocol}`;
}

/** Returns the runs of a port set, in order; one word for the whole universe. */
export function formatPorts(ports: PortSet, all = 'all ports'): readonly string[] {
  return isAllPorts(ports) ? [all] : portRangesOf(ports).map(formatRange);
}

/** Returns the mark of ports that only some of the families open: `v4`, nothing where families do not differ. */
function formatFamilies({ families }: FamilySlice): string {
  return (families ?? []).map((family) => (family === 'IPv4' ? 'v4' : 'v6')).join('+');
}

/** Returns open ports with their marks, slice by slice; `all` stands for every port. */
export function formatSlices(slices: readonly FamilySlice[], all: string): readonly string[] {
  return slices.flatMap((slice) => {
    const mark = formatFamilies(slice);
    return formatPorts(slice.ports, all).map((text) => (mark === '' ? text : `${text} ${mark}`));
  });
}
