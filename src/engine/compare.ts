/** The difference of two clusters, or of a cluster before and after an edit, in terms of their peers. */

import type { Cluster } from '../model/cluster.ts';
import type { Peer } from '../model/peers.ts';
import type { Direction } from '../model/policy.ts';
import type { Answers, PeersAt } from './answers.ts';
import { answerCluster, collectPeersAt, verdictBetween } from './answers.ts';
import type { ChangedRectangle, Difference, PeerSet } from './connectivity.ts';
import type { Comparison } from './diff.ts';
import { changedRectangles, compareAnswers } from './diff.ts';
import { at, mergeMaps, valueAt, visitRuns } from './line.ts';
import { peersOf } from './peer-sets.ts';
import { opposite } from './rectangles.ts';
import { buildUniverse } from './universe.ts';

/** Two sets of answers on one line. */
export interface ComparedAnswers {
  readonly before: Answers;
  readonly after: Answers;
}

/** Puts two clusters on one line, which both of them cut. */
export function answerBoth(before: Cluster, after: Cluster): ComparedAnswers {
  const universe = buildUniverse([before, after], [...before.policies, ...after.policies]);
  return { before: answerCluster(before, universe), after: answerCluster(after, universe) };
}

/** What of a difference follows from the answers alone. */
export type PeerDifference = Omit<Difference, 'before' | 'after'>;

/** Returns what differs between two sets of answers; changes are computed when they are asked for. */
export function differenceOf({ before, after }: ComparedAnswers): PeerDifference {
  // After most edits every peer stands where it stood, and then there is nothing to match.
  if (before.pointOfPeer === after.pointOfPeer) {
    const changes = (): Iterable<ChangedRectangle> => changesOf(before, after, { steadyAt: after.peersAt, moved: [] });
    return { beforeOf: [...after.peers.keys()], added: [], removed: [], changes };
  }
  const numbers = new Map(before.peers.map((peer, index) => [keyOf(before, peer, index), index]));
  const beforeOf = after.peers.map((peer, index) => numbers.get(keyOf(after, peer, index)) ?? null);
  const kept = new Set(beforeOf);
  return {
    beforeOf,
    added: [...after.peers.keys()].filter((index) => beforeOf[index] === null),
    removed: [...before.peers.keys()].filter((index) => !kept.has(index)),
    changes: () => changesOf(before, after, sortMoved(before, after, beforeOf)),
  };
}

// Address classes are those of the line, whatever they are called.
function keyOf({ pointOfPeer }: Answers, peer: Peer, index: number): string {
  return peer.kind === 'workload' ? peer.id : `external ${at(pointOfPeer, index)}`;
}

/** Peers that stood at one end before and stand at another one after. */
interface Moved {
  readonly before: number;
  readonly after: number;
  readonly peers: readonly number[];
}

/** The peers of both clusters, as indexes of `after`. */
interface Matched {
  /** Those that stand where they stood. */
  readonly steadyAt: PeersAt;
  readonly moved: readonly Moved[];
}

function sortMoved(before: Answers, after: Answers, beforeOf: readonly (number | null)[]): Matched {
  const steady: number[] = [];
  const moved = new Map<string, { before: number; after: number; peers: number[] }>();
  for (const [index, old] of beforeOf.entries()) {
    if (old === null) continue;
    const [from, to] = [at(before.pointOfPeer, old), at(after.pointOfPeer, index)];
    if (from === to) {
      steady.push(index);
      continue;
    }
    const group = moved.get(`${from} ${to}`) ?? { before: from, after: to, peers: [] };
    moved.set(`${from} ${to}`, group);
    group.peers.push(index);
  }
  return {
    steadyAt: collectPeersAt(after.pointOfPeer, steady, after.universe.endsEnd),
    moved: [...moved.values()],
  };
}

function* changesOf(before: Answers, after: Answers, { steadyAt, moved }: Matched): Iterable<ChangedRectangle> {
  const { familyPorts } = after.universe.verdicts;
  const comparison = compareAnswers(before, after);
  for (const { sources, destinations, ...verdicts } of changedRectangles(comparison)) {
    const [from, to] = [peersOf(steadyAt, sources), peersOf(steadyAt, destinations)];
    if (from.size === 0 || to.size === 0) continue;
    yield {
      sources: from,
      destinations: to,
      before: familyPorts(verdicts.before),
      after: familyPorts(verdicts.after),
    };
  }
  for (const mover of moved) {
    yield* changesOfMoved(before, after, comparison, mover, 'egress', steadyAt);
    yield* changesOfMoved(before, after, comparison, mover, 'ingress', steadyAt);
    yield* changesAmongMoved(before, after, comparison, mover, moved);
  }
}

// Between moved peers and those that stand where they stood.
function* changesOfMoved(
  before: Answers,
  after: Answers,
  comparison: Comparison,
  mover: Moved,
  direction: Direction,
  steadyAt: PeersAt,
): Iterable<ChangedRectangle> {
  const { pairs, isSame, join } = comparison;
  const far = opposite(direction);
  const rowIn = ({ sides }: Answers, point: number) =>
    sides[direction].signatures.rowOf(at(sides[direction].signatureOf, point));
  const row = mergeMaps(rowIn(before, mover.before), rowIn(after, mover.after), pairs.idOf);
  const found = new Map<string, { readonly before: number; readonly after: number; readonly points: number[] }>();
  visitRuns(row, 0, after.universe.endsEnd, (from, to, nearAnswer) => {
    visitRuns(comparison.sides[far].signatureMap, from, to, (start, end) => {
      const farAnswer = pairs.idOf(
        valueAt(before.sides[far].signatures.rowOf(at(before.sides[far].signatureOf, start)), mover.before),
        valueAt(after.sides[far].signatures.rowOf(at(after.sides[far].signatureOf, start)), mover.after),
      );
      const verdicts = direction === 'egress' ? join(nearAnswer, farAnswer) : join(farAnswer, nearAnswer);
      if (isSame(verdicts.before, verdicts.after)) return;
      const key = `${verdicts.before} ${verdicts.after}`;
      const entry = found.get(key) ?? { ...verdicts, points: [] };
      found.set(key, entry);
      entry.points.push(start, end);
    });
  });
  const own = setOf(mover.peers);
  for (const { points, ...verdicts } of found.values()) {
    const others = peersOf(steadyAt, points);
    if (others.size === 0) continue;
    const [sources, destinations] = direction === 'egress' ? [own, others] : [others, own];
    yield {
      sources,
      destinations,
      before: after.universe.verdicts.familyPorts(verdicts.before),
      after: after.universe.verdicts.familyPorts(verdicts.after),
    };
  }
}

function* changesAmongMoved(
  before: Answers,
  after: Answers,
  { isSame }: Comparison,
  mover: Moved,
  others: readonly Moved[],
): Iterable<ChangedRectangle> {
  const { familyPorts } = after.universe.verdicts;
  for (const other of others) {
    const old = verdictBetween(before, mover.before, other.before);
    const now = verdictBetween(after, mover.after, other.after);
    if (old === null || now === null || isSame(old, now)) continue;
    yield {
      sources: setOf(mover.peers),
      destinations: setOf(other.peers),
      before: familyPorts(old),
      after: familyPorts(now),
    };
  }
}

function setOf(peers: readonly number[]): PeerSet {
  return { size: peers.length, [Symbol.iterator]: () => peers.values() };
}
