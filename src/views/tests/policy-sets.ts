/**
 * Tests against other policies: `equivalent` and `within` put another folder's policies in the place of ours, `permits` and
 * `forbids` read policies as a statement of intent: what their rules allow, and what nobody wrote a rule for does not count.
 */

import type { Connectivity, Difference, FamilyPorts } from '../../engine/connectivity.ts';
import type { Family } from '../../model/ip.ts';
import type { Policy } from '../../model/policy.ts';
import type { PortSet } from '../../model/ports.ts';
import { ALL_PORTS, intersectPorts, isNoPorts, NO_PORTS, subtractPorts, unionPorts } from '../../model/ports.ts';
import type { PolicySetExpectation } from '../../model/tests.ts';
import type { Verdict } from '../../model/verdict.ts';
import { isJudgedPair } from './judged-pair.ts';
import type { Measure, Miss } from './outcome.ts';
import { wholePeer } from './resolved-peer.ts';

/** What comparing two sets of policies found. */
export interface PolicySetResult {
  readonly measure: Measure;
  /** Of the peers of `ours`, in their order. */
  readonly misses: readonly Miss[];
  /** Our verdicts, with peers cut by both sets of policies. */
  readonly ours: Connectivity;
}

/** Compares our policies with others on our workloads, as an expectation asks. */
export function testPolicySet(
  kind: PolicySetExpectation['kind'],
  policies: readonly Policy[],
  connectivity: Connectivity,
): PolicySetResult {
  const difference = connectivity.update({ ...connectivity.cluster, policies });
  const ours = difference.before;
  const misses: Miss[] = [];
  let failed = 0;
  for (const pair of pairsToCompare(kind, difference)) {
    const found = missesOf(kind, pair, ours);
    if (found.length > 0) failed += 1;
    misses.push(...found);
  }
  const sorted = misses.toSorted(
    (left, right) => left.source.index - right.source.index || left.destination.index - right.destination.index,
  );
  return { measure: { of: 'connections', looked: ours.countPairs().pairs, failed }, misses: sorted, ours };
}

/** A pair by its indexes in ours, and what both sets of policies say of it. */
interface ComparedPair {
  readonly source: number;
  readonly destination: number;
  readonly own: readonly FamilyPorts[];
  readonly other: readonly FamilyPorts[];
}

// Only what differs can be too much or too little, but what is forbidden may be open on both sides.
function* pairsToCompare(
  kind: PolicySetExpectation['kind'],
  difference: Difference,
): Generator<ComparedPair, void, undefined> {
  const { before, beforeOf } = difference;
  const rectangles = kind === 'forbids' ? difference.after.possibleRectangles() : difference.changes();
  for (const rectangle of rectangles) {
    for (const theirSource of rectangle.sources) {
      for (const theirDestination of rectangle.destinations) {
        const [source, destination] = [beforeOf[theirSource], beforeOf[theirDestination]];
        if (typeof source !== 'number' || typeof destination !== 'number') continue;
        const other = 'after' in rectangle ? rectangle.after : rectangle.ports;
        yield { source, destination, own: before.between(source, destination), other };
      }
    }
  }
}

function missesOf(kind: PolicySetExpectation['kind'], pair: ComparedPair, { peers }: Connectivity): readonly Miss[] {
  const source = wholePeer(peers, pair.source);
  const destination = wholePeer(peers, pair.destination);
  if (source === null || destination === null || !isJudgedPair(source.peer, destination.peer)) return [];
  const wrong = pair.own.flatMap((own) => {
    const other = pair.other.find(({ family }) => family === own.family);
    return other === undefined ? [] : wrongPorts(kind, own, other).map((ports) => ({ ...ports, family: own.family }));
  });
  const [external] = [source, destination].filter((end) => end.kind === 'external');
  return merge(wrong).map((miss) => ({ ...miss, source, destination, addresses: external?.addresses ?? null }));
}

interface WrongPorts {
  readonly expected: 'allowed' | 'denied';
  readonly verdict: Verdict;
  readonly ports: PortSet;
}

// Unknown on both sides is the same address that is not given, so it is no difference.
function wrongPorts(kind: PolicySetExpectation['kind'], own: FamilyPorts, other: FamilyPorts): readonly WrongPorts[] {
  const stated = other.egress.isolated || other.ingress.isolated ? other.open : NO_PORTS;
  const others = unionPorts(other.open, other.unknown);
  const closed = subtractPorts(subtractPorts(ALL_PORTS, own.open), own.unknown);
  const tooMuch = [
    { expected: 'denied', verdict: 'allowed', ports: subtractPorts(own.open, other.open) },
    { expected: 'denied', verdict: 'unknown', ports: subtractPorts(own.unknown, others) },
  ] as const;
  switch (kind) {
    case 'within':
      return tooMuch;
    case 'equivalent':
      return [
        ...tooMuch,
        { expected: 'allowed', verdict: 'denied', ports: intersectPorts(closed, others) },
        { expected: 'allowed', verdict: 'unknown', ports: intersectPorts(own.unknown, other.open) },
      ];
    case 'permits':
      return [
        { expected: 'allowed', verdict: 'denied', ports: intersectPorts(closed, stated) },
        { expected: 'allowed', verdict: 'unknown', ports: intersectPorts(own.unknown, stated) },
      ];
    case 'forbids':
      return [
        { expected: 'denied', verdict: 'allowed', ports: intersectPorts(own.open, stated) },
        { expected: 'denied', verdict: 'unknown', ports: intersectPorts(own.unknown, stated) },
      ];
  }
}

type MergedPorts = Pick<Miss, 'expected' | 'verdict' | 'ports' | 'families'>;

// What is wrong over both families alike is told once.
function merge(wrong: readonly (WrongPorts & { readonly family: Family })[]): readonly MergedPorts[] {
  const merged = new Map<string, MergedPorts>();
  for (const { expected, verdict, ports, family } of wrong) {
    if (isNoPorts(ports)) continue;
    const key = `${expected} ${verdict}`;
    const known = merged.get(key) ?? { expected, verdict, ports: NO_PORTS, families: [] };
    merged.set(key, { ...known, ports: unionPorts(known.ports, ports), families: [...known.families, family] });
  }
  return [...merged.values()];
}
