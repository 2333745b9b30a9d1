/**
 * Tests of connections. `allow` holds when every tested port of every pair is open over all families of the cluster that the
 * two ends have, `deny` when none is over any; unknown is neither. `only` is a `deny` that leaves out those who may.
 */

import type { FamilyPorts } from '../../engine/connectivity.ts';
import type { Family } from '../../model/ip.ts';
import { FAMILIES, familiesOf } from '../../model/ip.ts';
import type { PeerReference } from '../../model/peer-expression.ts';
import { isNoPorts } from '../../model/ports.ts';
import type { OnlyExpectation } from '../../model/tests.ts';
import type { ResolvedPeer } from '../resolve-peers.ts';
import type { Bench } from './bench.ts';
import { isJudgedPair } from './judged-pair.ts';
import type { AskedConnection, Except, MeantConnections, MeantDestination } from './meant-connections.ts';
import { compileExcept, meaningOf } from './meant-connections.ts';
import type { Measure, Miss, NothingToTestReason, TestReason } from './outcome.ts';
import type { FindPortMisses } from './port-misses.ts';
import { createPortMisses } from './port-misses.ts';

/** What a test of connections found. */
export interface ConnectionsResult {
  readonly measure: Measure;
  /** In the order of peers; none when the test holds. */
  readonly misses: readonly Miss[];
  /** Why the test cannot be trusted however the connections are. */
  readonly problems: readonly TestReason[];
}

/** Tests `allow` and `deny`. */
export function testConnections(
  { kind, connections, except, anyOf }: AskedConnections,
  bench: Bench,
): ConnectionsResult {
  const expected = kind === 'allow' ? 'allowed' : 'denied';
  return judgePairs({ expected, connections, except, anyOf }, bench);
}

/** What `allow` and `deny` ask, by a test or on behalf of another. */
export interface AskedConnections {
  readonly kind: 'allow' | 'deny';
  readonly connections: readonly AskedConnection[];
  readonly except: readonly AskedConnection[];
  readonly anyOf: boolean;
}

/** Tests `only`: nothing but what is listed. */
export function testOnly({ direction, subject, peers }: OnlyExpectation, bench: Bench): ConnectionsResult {
  const connect = (other: PeerReference): AskedConnection => {
    const [source, destination] = direction === 'to' ? [other, subject] : [subject, other];
    return { text: `${source.text} -> ${destination.text}`, source, destination, ports: [] };
  };
  const connections = [connect({ text: 'any', expression: { kind: 'any' }, port: null })];
  return judgePairs({ expected: 'denied', connections, except: peers.map(connect), anyOf: false }, bench);
}

interface PairsQuestion {
  readonly expected: 'allowed' | 'denied';
  readonly connections: readonly AskedConnection[];
  readonly except: readonly AskedConnection[];
  readonly anyOf: boolean;
}

function judgePairs({ expected, connections, except, anyOf }: PairsQuestion, bench: Bench): ConnectionsResult {
  const tested = meaningOf(connections, expected === 'allowed' ? 'declared' : 'all', bench);
  const left = meaningOf(except, 'all', bench);
  const result = compareAll(tested.connections, {
    expected,
    cut: compileExcept(left.connections),
    portMisses: createPortMisses(expected),
    bench,
  });
  const isEnough = anyOf && result.measure.failed < result.measure.looked;
  const problems = [...tested.problems, ...left.problems];
  return {
    measure: result.measure,
    misses: isEnough ? [] : result.misses,
    problems: [...problems, ...(problems.length === 0 ? result.empty : [])],
  };
}

interface Comparison {
  readonly expected: 'allowed' | 'denied';
  readonly cut: Except;
  readonly portMisses: FindPortMisses;
  readonly bench: Bench;
}

interface Compared {
  readonly measure: Measure;
  readonly misses: readonly Miss[];
  /** One for each line of the test that came to nothing. */
  readonly empty: readonly NothingToTestReason[];
}

function compareAll(connections: readonly MeantConnections[], comparison: Comparison): Compared {
  const misses: Miss[] = [];
  const empty: NothingToTestReason[] = [];
  let looked = 0;
  let failed = 0;
  for (const { text, sources, destinations } of connections) {
    const skipped = new Set<NothingToTestReason['why']>();
    const before = looked;
    for (const source of sources) {
      for (const destination of destinations) {
        const found = comparePair(source, destination, comparison);
        if (typeof found === 'string') {
          skipped.add(found);
          continue;
        }
        looked += 1;
        if (found.length === 0) continue;
        failed += 1;
        misses.push(...found);
      }
    }
    const [why] = skipped;
    if (looked === before && why !== undefined) empty.push({ kind: 'nothing-to-test', why, text });
  }
  return { measure: { of: 'connections', looked, failed }, misses, empty };
}

// A pair of which nothing can be said is told by why; one that is as expected has no misses.
function comparePair(
  source: ResolvedPeer,
  destination: MeantDestination,
  { expected, cut, portMisses, bench }: Comparison,
): readonly Miss[] | NothingToTestReason['why'] {
  const { peer } = destination;
  if (source.kind === 'external' && peer.kind === 'external') return 'external-ends';
  if (!isJudgedPair(source.peer, peer.peer)) return 'same-pod';
  if (isNoPorts(destination.ports)) return 'no-such-port';
  const cells = cut(source, destination);
  if (cells.length === 0) return 'all-excepted';

  const { between, cluster } = bench.connectivity;
  const verdicts = between(source.index, peer.index);
  const misses: Miss[] = [];
  let isJudged = false;
  for (const { addresses, ports } of cells) {
    const meant = addresses === null ? FAMILIES : familiesOf(addresses);
    // An `allow` says nothing of addresses that no pod of the cluster could talk to.
    const families =
      expected === 'allowed' ? meant.filter((family) => cluster.settings.families.includes(family)) : meant;
    if (families.length === 0) continue;
    isJudged = true;
    for (const miss of portMisses(overFamilies(verdicts, families), ports)) {
      misses.push({ ...miss, expected, source, destination: peer, addresses });
    }
  }
  return isJudged ? misses : 'family-not-in-cluster';
}

// INVARIANT: all verdicts of a pair are returned as the engine made them, so that what is remembered of them is found again.
function overFamilies(verdicts: readonly FamilyPorts[], families: readonly Family[]): readonly FamilyPorts[] {
  const isMeant = ({ family }: FamilyPorts): boolean => families.includes(family);
  return verdicts.every(isMeant) ? verdicts : verdicts.filter(isMeant);
}
