/**
 * Of all pairs that a test names, those that may not be as expected. The engine tells of one peer whom it reaches, equal
 * verdicts together, so that a test of thousands of peers looks at few pairs one by one.
 */

import type { Reach } from '../../engine/connectivity.ts';
import type { ResolvedPeer } from '../resolve-peers.ts';
import type { Bench } from './bench.ts';
import type { MeantDestination } from './meant-connections.ts';
import type { FindPortMisses } from './port-misses.ts';

/** A source and a destination of a test. */
export interface TestedPair {
  readonly source: ResolvedPeer;
  readonly destination: MeantDestination;
}

/** What is asked of every pair. */
export interface PairsAsked {
  readonly expected: 'allowed' | 'denied';
  readonly sources: readonly ResolvedPeer[];
  readonly destinations: readonly MeantDestination[];
  readonly portMisses: FindPortMisses;
}

/** Up to this many pairs are all looked at: asking whom a peer reaches costs more. */
const FEW_PAIRS = 64;

/** Yields the pairs to look at, source by source or, where they are fewer, destination by destination; all others are as expected. */
export function* suspectPairs(asked: PairsAsked, bench: Bench): Generator<TestedPair, void, undefined> {
  const { sources, destinations } = asked;
  if (sources.length * destinations.length <= FEW_PAIRS) {
    for (const source of sources) for (const destination of destinations) yield { source, destination };
  } else if (destinations.length <= sources.length) {
    for (const destination of destinations) {
      for (const source of suspectSources(destination, asked, bench)) yield { source, destination };
    }
  } else {
    const destinationsByIndex = indexDestinations(destinations);
    for (const source of sources) {
      for (const destination of suspectDestinations(source, asked, destinationsByIndex, bench))
        yield { source, destination };
    }
  }
}

function suspectSources(
  { peer, ports }: MeantDestination,
  { expected, sources, portMisses }: PairsAsked,
  bench: Bench,
): readonly ResolvedPeer[] {
  const sourcesByIndex = bench.indexOf(sources);
  const reaches = bench.reaching(peer.index);
  const asExpected = (reach: Reach): boolean => portMisses(reach.ports, ports).length === 0;
  if (expected === 'denied') {
    const wrong = reaches.filter((reach) => !asExpected(reach)).flatMap(({ peers }) => [...peers]);
    return wrong.toSorted((one, other) => one - other).flatMap((index) => sourcesByIndex.get(index) ?? []);
  }
  const right = new Set(reaches.filter(asExpected).flatMap(({ peers }) => [...peers]));
  return sources.filter(({ index }) => !right.has(index));
}

function suspectDestinations(
  source: ResolvedPeer,
  { expected, destinations, portMisses }: PairsAsked,
  destinationsByIndex: ReadonlyMap<number, readonly MeantDestination[]>,
  bench: Bench,
): readonly MeantDestination[] {
  const wrong: MeantDestination[] = [];
  const right = new Set<MeantDestination>();
  for (const { peers, ports } of bench.reachedFrom(source.index)) {
    for (const index of peers) {
      for (const destination of destinationsByIndex.get(index) ?? []) {
        if (portMisses(ports, destination.ports).length > 0) wrong.push(destination);
        else right.add(destination);
      }
    }
  }
  if (expected === 'allowed') return destinations.filter((destination) => !right.has(destination));
  return wrong.toSorted((one, other) => one.peer.index - other.peer.index);
}

function indexDestinations(
  destinations: readonly MeantDestination[],
): ReadonlyMap<number, readonly MeantDestination[]> {
  const byIndex = new Map<number, MeantDestination[]>();
  for (const destination of destinations) {
    const { index } = destination.peer;
    const known = byIndex.get(index);
    if (known === undefined) byIndex.set(index, [destination]);
    else known.push(destination);
  }
  return byIndex;
}
