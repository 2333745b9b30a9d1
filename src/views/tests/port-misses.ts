/** Which ports of a pair are not as a test expects them; remembered, since the engine gives equal pairs the same value. */

import type { FamilyPorts } from '../../engine/connectivity.ts';
import type { Family } from '../../model/ip.ts';
import type { PortSet } from '../../model/ports.ts';
import { intersectPorts, isNoPorts, NO_PORTS, subtractPorts, unionPorts } from '../../model/ports.ts';
import type { Verdict } from '../../model/verdict.ts';

/** Ports with a verdict that was not expected. */
export interface PortMiss {
  readonly verdict: Verdict;
  readonly ports: PortSet;
  /** Over which the verdict is so; empty where the two ends have none in common. */
  readonly families: readonly Family[];
}

/** Finds the ports of a pair that are not as expected, none when all are. */
export type FindPortMisses = (verdicts: readonly FamilyPorts[], asked: PortSet) => readonly PortMiss[];

/** Returns the search for ports that are not open over every family, or open over some. */
export function createPortMisses(expected: 'allowed' | 'denied'): FindPortMisses {
  const find = expected === 'allowed' ? notOpen : notClosed;
  const found = new WeakMap<readonly FamilyPorts[], Map<PortSet, readonly PortMiss[]>>();
  return (verdicts, asked) => {
    const byPorts = found.get(verdicts) ?? new Map<PortSet, readonly PortMiss[]>();
    found.set(verdicts, byPorts);
    const misses = byPorts.get(asked) ?? find(verdicts, asked);
    byPorts.set(asked, misses);
    return misses;
  };
}

// What one family denies is denied, whatever the other says: a test asks for every family.
function notOpen(verdicts: readonly FamilyPorts[], asked: PortSet): readonly PortMiss[] {
  if (verdicts.length === 0) return [{ verdict: 'denied', ports: asked, families: [] }];
  return missesOf('denied', verdicts, asked, ({ open, unknown }) => subtractPorts(subtractPorts(asked, open), unknown));
}

function notClosed(verdicts: readonly FamilyPorts[], asked: PortSet): readonly PortMiss[] {
  return missesOf('allowed', verdicts, asked, ({ open }) => intersectPorts(asked, open));
}

function missesOf(
  verdict: 'allowed' | 'denied',
  verdicts: readonly FamilyPorts[],
  asked: PortSet,
  wrongPorts: (family: FamilyPorts) => PortSet,
): readonly PortMiss[] {
  const wrong = collect(verdict, verdicts, wrongPorts);
  const unknown = collect('unknown', verdicts, (family) =>
    subtractPorts(intersectPorts(asked, family.unknown), wrong.ports),
  );
  return [wrong, unknown].filter(({ ports }) => !isNoPorts(ports));
}

function collect(
  verdict: Verdict,
  verdicts: readonly FamilyPorts[],
  portsOf: (family: FamilyPorts) => PortSet,
): PortMiss {
  const byFamily = verdicts
    .map((one) => ({ family: one.family, ports: portsOf(one) }))
    .filter(({ ports }) => !isNoPorts(ports));
  return {
    verdict,
    ports: byFamily.reduce((set: PortSet, { ports }) => unionPorts(set, ports), NO_PORTS),
    families: byFamily.map(({ family }) => family),
  };
}
