/** Which connections a change of the cluster opened and closed, pair by pair as people name them. */

import type { ChangedRectangle, Difference, FamilyPorts } from '../engine/connectivity.ts';
import { compareText } from '../model/order.ts';
import type { PortSet } from '../model/ports.ts';
import { NO_PORTS, subtractPorts, unionPorts } from '../model/ports.ts';
import { namePeers } from './peer-names.ts';

/** What changed between two states of a cluster. */
export interface ConnectivityChanges {
  /** Sorted by source and destination; pairs of peers that both states have. */
  readonly connections: readonly ConnectionChange[];
  /** How many more there are than `connections` holds. */
  readonly more: number;
  /** Names of peers that only the later state has. */
  readonly added: readonly string[];
  /** Names of peers that only the earlier state has. */
  readonly removed: readonly string[];
}

/** A pair whose ports changed; some of the three is not empty. */
export interface ConnectionChange {
  readonly source: string;
  readonly destination: string;
  readonly opened: PortSet;
  readonly closed: PortSet;
  /** Ports of which it is not known any more. */
  readonly unknown: PortSet;
}

/** Returns what changed, at most `most` connections of it. */
export function describeChanges(difference: Difference, most: number): ConnectivityChanges {
  const [before, after] = [namePeers(difference.before.peers), namePeers(difference.after.peers)];
  const connections: ConnectionChange[] = [];
  let count = 0;
  for (const rectangle of difference.changes()) {
    count += rectangle.sources.size * rectangle.destinations.size;
    if (connections.length < most) connections.push(...pairsOf(rectangle, after, most - connections.length));
  }
  return {
    connections: connections.toSorted(
      (left, right) => compareText(left.source, right.source) || compareText(left.destination, right.destination),
    ),
    more: count - connections.length,
    added: difference.added.map((index) => after[index] ?? ''),
    removed: difference.removed.map((index) => before[index] ?? ''),
  };
}

function pairsOf(rectangle: ChangedRectangle, names: readonly string[], most: number): readonly ConnectionChange[] {
  const ports = portsOf(rectangle);
  const pairs: ConnectionChange[] = [];
  for (const source of rectangle.sources) {
    for (const destination of rectangle.destinations) {
      if (pairs.length === most) return pairs;
      pairs.push({ source: names[source] ?? '', destination: names[destination] ?? '', ...ports });
    }
  }
  return pairs;
}

function portsOf({ before, after }: ChangedRectangle): Pick<ConnectionChange, 'opened' | 'closed' | 'unknown'> {
  const gained = (left: readonly FamilyPorts[], right: readonly FamilyPorts[], key: 'open' | 'unknown'): PortSet =>
    right.reduce((set, ports) => {
      const known = left.find(({ family }) => family === ports.family)?.[key] ?? NO_PORTS;
      return unionPorts(set, subtractPorts(ports[key], known));
    }, NO_PORTS);
  const unknown = gained(before, after, 'unknown');
  return {
    opened: gained(before, after, 'open'),
    closed: subtractPorts(gained(after, before, 'open'), unknown),
    unknown,
  };
}

/** Tells whether nothing changed. */
export function isUnchanged({ connections, added, removed }: ConnectivityChanges): boolean {
  return connections.length + added.length + removed.length === 0;
}
