/** What a change of the cluster opened and closed, as lines for people. */

import type { PortSet } from '../model/ports.ts';
import { isNoPorts } from '../model/ports.ts';
import type { ConnectionChange, ConnectivityChanges } from '../views/connectivity-changes.ts';
import { counted } from './messages/words.ts';
import { formatPorts } from './port-text.ts';
import type { Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

/** Writes the changes, one connection a line: `+` opened, `-` closed, `?` not known any more. */
export function renderChangesText(changes: ConnectivityChanges, style: Style): string {
  const { good, bad, careful, quiet } = coloursOf(style);
  const lines = [
    ...changes.added.map((name) => good(` + ${name} is new`)),
    ...changes.removed.map((name) => bad(` - ${name} is gone`)),
    ...changes.connections.flatMap((change) => [
      ...changeLines('+', change, change.opened, style).map(good),
      ...changeLines('-', change, change.closed, style).map(bad),
      ...changeLines('?', change, change.unknown, style).map(careful),
    ]),
    ...(changes.more === 0 ? [] : [quiet(`   and ${counted(changes.more, 'more connection')}`)]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function changeLines(
  sign: string,
  { source, destination }: ConnectionChange,
  ports: PortSet,
  style: Style,
): readonly string[] {
  if (isNoPorts(ports)) return [];
  return [` ${sign} ${source} ${glyphsOf(style).arrow} ${destination}  ${formatPorts(ports).join(', ')}`];
}
