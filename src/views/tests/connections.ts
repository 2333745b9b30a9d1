/**
 * Tests of connections. `allow` holds when every tested port of every pair is open over all families of the cluster that the
 * two ends have, `deny` when none is over any; unknown is neither. `only` is a `deny` that leaves out those who may.
 */

import type { PeerReference } from '../../model/peer-expression.ts';
import type { OnlyExpectation } from '../../model/tests.ts';
import type { Bench } from './bench.ts';
import type { ComparedLine, Comparison, Misses } from './compare-line.ts';
import { compareLine } from './compare-line.ts';
import type { LatentPair } from './latent.ts';
import type { AskedConnection } from './meant-connections.ts';
import { compileExcept, meaningOf } from './meant-connections.ts';
import type { Measure, TestReason } from './outcome.ts';
import { createPortMisses } from './port-misses.ts';

/** What a test of connections found. */
export interface ConnectionsResult extends Misses {
  readonly measure: Measure;
  /** What one side alone keeps from failing too. */
  readonly latent: readonly LatentPair[];
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
  const comparison: Comparison = {
    expected,
    except: compileExcept(left.connections),
    portMisses: createPortMisses(expected),
    bench,
  };
  const lines = tested.connections.map((line) => compareLine(line, comparison));
  const sum = (count: (line: ComparedLine) => number): number => lines.reduce((total, line) => total + count(line), 0);
  const looked = sum((line) => line.looked);
  const failed = sum((line) => line.failed);
  const isEnough = anyOf && failed < looked;
  const failing = isEnough ? [] : lines;
  const problems = [...tested.problems, ...left.problems];
  return {
    measure: { of: 'connections', looked, failed },
    misses: failing.flatMap(({ misses }) => misses),
    missCount: isEnough ? 0 : sum(({ missCount }) => missCount),
    isUnknownOnly: failing.every(({ isUnknownOnly }) => isUnknownOnly),
    failingSources: new Set(failing.flatMap(({ failingSources }) => [...failingSources])),
    latent: failing.flatMap(({ latent }) => latent),
    problems: [...problems, ...(problems.length === 0 ? lines.flatMap(({ empty }) => empty) : [])],
  };
}
