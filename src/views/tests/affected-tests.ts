/** Which tests an edit of policies can change: those that name a pair whose verdict changed. */

import type { Difference } from '../../engine/connectivity.ts';
import type { PeerReference } from '../../model/peer-expression.ts';
import type { TestEntry } from '../../model/tests.ts';
import type { Bench } from './bench.ts';

/** Tells whether an edit may change what comes of a test. */
export type IsAffected = (test: TestEntry) => boolean;

/** Compares the tests of a bench with an edit of its cluster; where the edit cuts peers anew, every test counts as affected. */
export function affectedBy({ before, beforeOf, changes }: Difference, bench: Bench): IsAffected {
  if (before.peers.length !== bench.connectivity.peers.length) return () => true;
  const rectangles: ChangedPeers[] = [];
  for (const { sources, destinations } of changes()) {
    rectangles.push({ sources: indexesBefore(sources, beforeOf), destinations: indexesBefore(destinations, beforeOf) });
  }
  return ({ expectation }) => {
    switch (expectation.kind) {
      case 'allow':
      case 'deny':
        return expectation.connections.some(({ source, destination }) =>
          touches(source, destination, rectangles, bench),
        );
      case 'only': {
        const { direction, subject } = expectation;
        return direction === 'to'
          ? touches(null, subject, rectangles, bench)
          : touches(subject, null, rectangles, bench);
      }
      case 'every':
      case 'snapshot':
      case 'policies':
      case 'equivalent':
      case 'within':
      case 'permits':
      case 'forbids':
        return true;
    }
  };
}

interface ChangedPeers {
  readonly sources: readonly number[];
  readonly destinations: readonly number[];
}

function indexesBefore(peers: Iterable<number>, beforeOf: Difference['beforeOf']): readonly number[] {
  return [...peers].flatMap((index) => beforeOf[index] ?? []);
}

// Null stands for everything.
function touches(
  source: PeerReference | null,
  destination: PeerReference | null,
  rectangles: readonly ChangedPeers[],
  bench: Bench,
): boolean {
  const [isSource, isDestination] = [memberTest(source, bench), memberTest(destination, bench)];
  return rectangles.some(({ sources, destinations }) => sources.some(isSource) && destinations.some(isDestination));
}

function memberTest(reference: PeerReference | null, { resolve, indexOf }: Bench): (index: number) => boolean {
  const resolution = reference === null ? null : resolve(reference);
  if (resolution?.kind !== 'peers') return () => resolution === null;
  const byIndex = indexOf(resolution.peers);
  return (index) => byIndex.has(index);
}
