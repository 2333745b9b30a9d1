/**
 * One line of a test compared with the cluster: which pairs there are to judge, and which of them are not as expected. Of very
 * many only the first are kept, since a test over a whole cluster can fail millions of times.
 */

import type { FamilyPorts } from '../../engine/connectivity.ts';
import type { Family, IpSet } from '../../model/ip.ts';
import { FAMILIES, familiesOf } from '../../model/ip.ts';
import { isNoPorts } from '../../model/ports.ts';
import type { ResolvedPeer } from '../resolve-peers.ts';
import type { Bench } from './bench.ts';
import { isJudgedPair } from './judged-pair.ts';
import type { LatentPair } from './latent.ts';
import { latentPairs } from './latent.ts';
import type { Except, MeantConnections } from './meant-connections.ts';
import type { Miss, NothingToTestReason } from './outcome.ts';
import type { FindPortMisses, PortMiss } from './port-misses.ts';
import type { TestedPair } from './suspects.ts';
import { suspectPairs } from './suspects.ts';

/** What is expected of every pair, and with what it is found out. */
export interface Comparison {
  readonly expected: 'allowed' | 'denied';
  readonly except: Except;
  readonly portMisses: FindPortMisses;
  readonly bench: Bench;
}

/** What is not as expected. */
export interface Misses {
  /** The first ones of very many. */
  readonly misses: readonly Miss[];
  /** How many there are. */
  readonly missCount: number;
  /** Whether all of them are unknown verdicts. */
  readonly isUnknownOnly: boolean;
  /** Sources with a connection that is not as expected, by index. */
  readonly failingSources: ReadonlySet<number>;
}

/** What comparing a line found. */
export interface ComparedLine extends Misses {
  /** Pairs that were judged, and those of them that are not as expected. */
  readonly looked: number;
  readonly failed: number;
  /** Where something is open that should not be: what one side alone keeps from being so too. */
  readonly latent: readonly LatentPair[];
  /** Why the line came to nothing; empty where it did not. */
  readonly empty: readonly NothingToTestReason[];
}

const NOTHING_COMPARED: ComparedLine = {
  looked: 0,
  failed: 0,
  misses: [],
  missCount: 0,
  isUnknownOnly: true,
  failingSources: new Set(),
  latent: [],
  empty: [],
};

// Enough for every format to show, and for finding what mends them.
const MOST_MISSES = 100;

/** Compares one line. */
export function compareLine(line: MeantConnections, comparison: Comparison): ComparedLine {
  const testable = testablePeers(line, comparison);
  const { sources, destinations } = testable;
  const pairs = countPairs(testable, comparison.bench);
  const looked = pairs - comparison.except.countWhole(sources, destinations);
  if (looked === 0) {
    const why = pairs === 0 ? whyNoPair(line, testable) : 'all-excepted';
    const isNamed = line.sources.length > 0 && line.destinations.length > 0;
    return { ...NOTHING_COMPARED, empty: isNamed ? [{ kind: 'nothing-to-test', why, text: line.text }] : [] };
  }
  let failed = 0;
  let missCount = 0;
  let isUnknownOnly = true;
  const kept: Miss[] = [];
  const failingSources = new Set<number>();
  const reached = destinations.map(({ peer }) => peer);
  for (const pair of suspectPairs({ ...comparison, sources, destinations }, comparison.bench)) {
    if (isOtherFamily(pair, sources, reached, comparison)) continue;
    const misses = comparePair(pair, comparison);
    if (misses.length === 0) continue;
    failed += 1;
    missCount += misses.length;
    isUnknownOnly &&= misses.every(({ verdict }) => verdict === 'unknown');
    failingSources.add(pair.source.index);
    if (kept.length < MOST_MISSES) kept.push(...misses.map((miss) => missOf(miss, pair, comparison)));
  }
  const { expected, except, bench } = comparison;
  const latent = expected === 'denied' ? latentPairs({ sources, destinations, misses: kept, except }, bench) : [];
  return { looked, failed, misses: kept, missCount, isUnknownOnly, failingSources, latent, empty: [] };
}

type Peers = Omit<MeantConnections, 'text'>;

// Nothing is asked of a destination that has no such port, and `allow` says nothing of addresses that no pod could talk to.
function testablePeers({ sources, destinations }: Peers, { expected, bench }: Comparison): Peers {
  const withPorts = destinations.every(({ ports }) => !isNoPorts(ports))
    ? destinations
    : destinations.filter(({ ports }) => !isNoPorts(ports));
  if (expected === 'denied') return { sources, destinations: withPorts };
  const { families } = bench.connectivity.cluster.settings;
  const canTalk = (end: ResolvedPeer): boolean =>
    end.kind === 'workload' || familiesOf(end.addresses).some((family) => families.includes(family));
  return {
    sources: sources.every(canTalk) ? sources : sources.filter(canTalk),
    destinations: withPorts.filter(({ peer }) => canTalk(peer)),
  };
}

// Two external ends are no pair, nor is a pod with itself.
function countPairs({ sources, destinations }: Peers, { tallyOf }: Bench): number {
  const { external, pods } = tallyOf(sources);
  const itself = destinations.filter(({ peer }) => pods.has(peer.index)).length;
  const outside = external * destinations.filter(({ peer }) => peer.kind === 'external').length;
  return sources.length * destinations.length - outside - itself;
}

function whyNoPair(line: MeantConnections, { sources, destinations }: Peers): NothingToTestReason['why'] {
  if (line.destinations.every(({ ports }) => isNoPorts(ports))) return 'no-such-port';
  if (sources.length === 0 || destinations.length === 0) return 'family-not-in-cluster';
  return sources.some(({ kind }) => kind === 'workload') ? 'same-pod' : 'external-ends';
}

// Addresses of a family that a pod lacks say nothing against an `allow` that also means addresses of one that it has.
function isOtherFamily(
  { source, destination: { peer } }: TestedPair,
  sources: readonly ResolvedPeer[],
  destinations: readonly ResolvedPeer[],
  { expected, bench }: Comparison,
): boolean {
  if (expected === 'denied' || source.kind === peer.kind) return false;
  const [external, end, list] = source.kind === 'external' ? [source, peer, sources] : [peer, source, destinations];
  if (external.kind !== 'external' || end.kind !== 'workload') return false;
  const own = new Set(end.peer.pods.flatMap(({ addresses }) => addresses.map(({ family }) => family)));
  if (familiesOf(external.addresses).some((family) => own.has(family))) return false;
  return bench.tallyOf(list).families.some((family) => own.has(family));
}

/** Ports of a pair that are not as expected, for some addresses of its external end. */
interface CellMiss extends PortMiss {
  readonly addresses?: IpSet | null;
}

function comparePair(
  { source, destination }: TestedPair,
  { expected, except, portMisses, bench }: Comparison,
): readonly CellMiss[] {
  const { peer, ports: asked } = destination;
  if (!isJudgedPair(source.peer, peer.peer)) return [];
  const { between, cluster } = bench.connectivity;
  const verdicts = between(source.index, peer.index);
  // Most pairs are of two workloads, of which nothing is left out.
  if (except.isNothing && source.kind === 'workload' && peer.kind === 'workload') return portMisses(verdicts, asked);
  return except.cut(source, destination).flatMap(({ addresses, ports }) => {
    const meant = addresses === null ? FAMILIES : familiesOf(addresses);
    const families =
      expected === 'allowed' ? meant.filter((family) => cluster.settings.families.includes(family)) : meant;
    const misses = families.length === 0 ? [] : portMisses(overFamilies(verdicts, families), ports);
    return misses.map((miss) => ({ ...miss, addresses }));
  });
}

function missOf(miss: CellMiss, { source, destination }: TestedPair, { expected }: Comparison): Miss {
  return { ...miss, addresses: miss.addresses ?? null, expected, source, destination: destination.peer };
}

// INVARIANT: all verdicts of a pair are returned as the engine made them, so that what is remembered of them is found again.
function overFamilies(verdicts: readonly FamilyPorts[], families: readonly Family[]): readonly FamilyPorts[] {
  const isMeant = ({ family }: FamilyPorts): boolean => families.includes(family);
  return verdicts.every(isMeant) ? verdicts : verdicts.filter(isMeant);
}
