/**
 * What is one slip away from failing too: connections that a rule of one side lets through as it did the one that failed, and
 * that only the other side stops.
 */

import type { Direction } from '../../model/policy.ts';
import { intersectPorts, isNoPorts } from '../../model/ports.ts';
import type { ResolvedPeer } from '../resolve-peers.ts';
import type { Bench } from './bench.ts';
import { isJudgedPair } from './judged-pair.ts';
import type { Except, MeantDestination } from './meant-connections.ts';
import type { Miss } from './outcome.ts';

/** A connection that is closed as expected, but on one side only. */
export interface LatentPair {
  readonly source: ResolvedPeer;
  readonly destination: ResolvedPeer;
  /** The side on which a rule lets it through. */
  readonly openSide: Direction;
}

/** The peers of a line, and what failed between them. */
export interface LatentQuestion {
  readonly sources: readonly ResolvedPeer[];
  readonly destinations: readonly MeantDestination[];
  readonly misses: readonly Miss[];
  readonly except: Except;
}

const MOST_TOLD = 5;

/** Returns the first such connections towards the destination of the first failure, then those from its source. */
export function latentPairs(question: LatentQuestion, bench: Bench): readonly LatentPair[] {
  const [first] = question.misses;
  if (first === undefined) return [];
  const { sources, destinations } = question;
  const destination = destinations.find(({ peer }) => peer.index === first.destination.index);
  const found: LatentPair[] = [];
  for (const source of destination === undefined ? [] : sources) {
    if (found.length === MOST_TOLD) return found;
    if (destination !== undefined && isLatent('ingress', source, destination, question, bench)) {
      found.push({ source, destination: destination.peer, openSide: 'ingress' });
    }
  }
  for (const other of destinations) {
    if (found.length === MOST_TOLD) return found;
    if (isLatent('egress', first.source, other, question, bench)) {
      found.push({ source: first.source, destination: other.peer, openSide: 'egress' });
    }
  }
  return found;
}

function isLatent(
  openSide: Direction,
  source: ResolvedPeer,
  destination: MeantDestination,
  { except }: LatentQuestion,
  { connectivity }: Bench,
): boolean {
  const { peer, ports } = destination;
  if (!isJudgedPair(source.peer, peer.peer) || except.cut(source, destination).length === 0) return false;
  const families = connectivity.between(source.index, peer.index);
  const isClosed = families.every(
    ({ open, unknown }) => isNoPorts(intersectPorts(open, ports)) && isNoPorts(intersectPorts(unknown, ports)),
  );
  return isClosed && families.some((family) => !isNoPorts(intersectPorts(family[openSide].listed, ports)));
}
