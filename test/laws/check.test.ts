/** Tests say of a cluster what the specification says pair by pair, however few of the pairs they look at. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { parseTestFile } from '../../src/config/test-file.ts';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import type { Address, Family, IpSet } from '../../src/model/ip.ts';
import { FAMILIES } from '../../src/model/ip.ts';
import type { ConnectionsExpectation, TestFile } from '../../src/model/tests.ts';
import type { End } from '../../src/model/verdict.ts';
import { judgeFamilies } from '../../src/semantics/families.ts';
import type { ResolvedPeer } from '../../src/views/resolve-peers.ts';
import type { Bench } from '../../src/views/tests/bench.ts';
import { createBench } from '../../src/views/tests/bench.ts';
import { testConnections } from '../../src/views/tests/connections.ts';
import { anyCluster } from './arbitraries.ts';
import { law } from './law.ts';
import type { PortAsked } from './questions.ts';
import { portsToAsk } from './questions.ts';

// More than a few pairs, so that the engine is asked whom a peer reaches.
const MANY = { workloads: 12, podsOfWorkload: 2, policies: 4 };
const FEW = { workloads: 3, podsOfWorkload: 2, policies: 3 };
const PEERS = ['any', 'cluster', 'external', 'a/any', 'a/[app=x]', 'ns[]/[app]', 'internet', '10.0.0.0/8', '0.0.0.0/0'];

/** A test, and the cluster that it speaks of. */
interface Question {
  readonly cluster: Cluster;
  readonly kind: 'allow' | 'deny';
  readonly from: string;
  readonly to: string;
  readonly asked: PortAsked;
  /** What is left out; null for nothing. */
  readonly except: readonly [from: string, to: string] | null;
}

for (const [size, limits] of Object.entries({ few: FEW, many: MANY })) {
  law(
    `a test over ${size} pairs fails for those that the specification says`,
    'often',
    [anyQuestion(limits)],
    (question) => {
      const { cluster, kind, asked } = question;
      const { bench, expectation } = prepare(question);
      const { measure, missCount, misses, problems } = testConnections(expectation, bench);
      if (problems.length > 0) return;
      const pairs = judgedPairs(question, bench);
      const wrong = pairs.filter((pair) => !isAsExpected(pair, cluster, kind, asked)).map(({ key }) => key);
      expect(measure).toMatchObject({ failed: wrong.length, looked: pairs.length });
      expect(missCount).toBeGreaterThanOrEqual(wrong.length);
      for (const { source, destination } of misses) expect(wrong).toContain(`${source.index} ${destination.index}`);
    },
  );
}

interface JudgedPair {
  readonly key: string;
  /** One end for each family that the test asks of an external end. */
  readonly sources: readonly End[];
  readonly destinations: readonly End[];
  /** Whether the test means external addresses of a family that the pod has, be they of this peer or another. */
  readonly hasFamily: boolean;
}

// `allow` asks the families of the cluster only, and no family that a pod lacks where it can ask another.
function isAsExpected(pair: JudgedPair, cluster: Cluster, kind: Question['kind'], asked: PortAsked): boolean {
  const verdicts = pair.sources
    .flatMap((source) => pair.destinations.map((destination) => ({ source, destination, ...asked })))
    .flatMap((connection) => judgeFamilies(cluster, connection))
    .map(({ verdict }) => verdict);
  if (kind === 'deny') return verdicts.every((verdict) => verdict === 'denied');
  return verdicts.length === 0 ? pair.hasFamily : verdicts.every((verdict) => verdict === 'allowed');
}

function judgedPairs({ cluster, kind, from, to, except }: Question, bench: Bench): readonly JudgedPair[] {
  const families = kind === 'allow' ? cluster.settings.families : FAMILIES;
  const left = except === null ? null : except.map((text) => new Set(peersOf(text, bench).map(({ index }) => index)));
  const isLeftOut = (source: number, destination: number): boolean =>
    left?.[0]?.has(source) === true && left[1]?.has(destination) === true;
  const [sources, destinations] = [peersOf(from, bench), peersOf(to, bench)];
  return sources
    .flatMap((source) => destinations.map((destination) => ({ source, destination })))
    .filter(({ source, destination }) => isPair(source, destination) && !isLeftOut(source.index, destination.index))
    .map(({ source, destination }) => ({
      key: `${source.index} ${destination.index}`,
      sources: endsOf(source, families),
      destinations: endsOf(destination, families),
      hasFamily:
        source.kind === 'external'
          ? sharesFamily(destination, sources, families)
          : destination.kind === 'external' && sharesFamily(source, destinations, families),
    }))
    .filter((pair) => pair.sources.length > 0 && pair.destinations.length > 0);
}

function sharesFamily(end: ResolvedPeer, others: readonly ResolvedPeer[], families: readonly Family[]): boolean {
  const own =
    end.kind === 'workload' ? end.peer.pods.flatMap(({ addresses }) => addresses.map(({ family }) => family)) : [];
  const theirs = others.flatMap((other) => endsOf(other, families));
  return theirs.some((other) => other.kind === 'external' && own.includes(other.address.family));
}

function isPair(source: ResolvedPeer, destination: ResolvedPeer): boolean {
  if (source.kind === 'external') return destination.kind === 'workload';
  return source.index !== destination.index || source.peer.workload.kind !== 'Pod';
}

function endsOf(end: ResolvedPeer, families: readonly Family[]): readonly End[] {
  if (end.kind === 'workload') return end.peer.pods.slice(0, 1).map((pod) => ({ kind: 'pod', pod }));
  return families
    .flatMap((family) => firstAddress(end.addresses, family))
    .map((address) => ({ kind: 'external', address }));
}

function firstAddress({ v4, v6 }: IpSet, family: Family): readonly Address[] {
  if (family === 'IPv4') return v4[0] === undefined ? [] : [{ family, value: v4[0] }];
  return v6[0] === undefined ? [] : [{ family, value: v6[0] }];
}

function peersOf(text: string, bench: Bench): readonly ResolvedPeer[] {
  const [reference] = connectionsOf(readFile([`- deny: ${text} -> ${text}`])).map(({ source }) => source);
  const resolution = reference === undefined ? null : bench.resolve(reference);
  return resolution?.kind === 'peers' ? resolution.peers : [];
}

function prepare({ cluster, kind, from, to, asked, except }: Question): {
  readonly bench: Bench;
  readonly expectation: ConnectionsExpectation;
} {
  const lines = [`- ${kind}: ${from} -> ${to} port ${asked.port}/${asked.protocol}`];
  if (except !== null) lines.push(`  except: ${except[0]} -> ${except[1]}`);
  const file = readFile(lines);
  const bench = createBench(compileConnectivity(cluster), { file, namespace: 'default' });
  const expectation = file.tests[0]?.expectation;
  if (expectation?.kind !== 'allow' && expectation?.kind !== 'deny') throw new Error('no test of connections');
  return { bench, expectation };
}

function connectionsOf({ tests }: TestFile): ConnectionsExpectation['connections'] {
  return tests.flatMap(({ expectation }) => ('connections' in expectation ? expectation.connections : []));
}

function readFile(lines: readonly string[]): TestFile {
  const text = `version: 1\ntests:\n${lines.map((line) => `  ${line}\n`).join('')}`;
  const file = parseTestFile({ file: 'law.yaml', text, firstLine: 1, firstColumn: 1, document: 1 }, ({ args }) => {
    throw new Error(`${text}${JSON.stringify(args)}`);
  });
  if (file === undefined) throw new Error(text);
  return file;
}

function anyQuestion(size: typeof MANY): fc.Arbitrary<Question> {
  const anyPeer = fc.constantFrom(...PEERS);
  // What is left out whole: blocks that only cut an external peer are the business of `meant-connections`.
  const anyWhole = fc.constantFrom('any', 'cluster', 'external', 'a/any', 'a/[app=x]');
  return anyCluster(size).chain((cluster) =>
    fc.record({
      cluster: fc.constant(cluster),
      kind: fc.constantFrom<'allow' | 'deny'>('allow', 'deny'),
      from: anyPeer,
      to: anyPeer,
      asked: fc.constantFrom(...portsToAsk(cluster)),
      except: fc.option(fc.tuple(anyWhole, anyWhole), { freq: 3 }),
    }),
  );
}
