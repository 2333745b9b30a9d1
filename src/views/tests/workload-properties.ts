/** Tests of workloads: `every: shop/any` `is: [egress-isolated]`. */

import type { PeerReference } from '../../model/peer-expression.ts';
import type { WorkloadPeer } from '../../model/peers.ts';
import type { EveryExpectation, WorkloadProperty } from '../../model/tests.ts';
import type { Bench } from './bench.ts';
import { connectionReasons } from './connection-reasons.ts';
import { testConnections } from './connections.ts';
import type { TestFinding, TestReason } from './outcome.ts';
import { DNS_REFERENCE } from './well-known-dns.ts';

/** Tests that every workload has each of the properties. */
export function testEvery({ subject, properties }: EveryExpectation, bench: Bench): TestFinding {
  const resolution = bench.resolve(subject);
  if (resolution.kind === 'problem') {
    return { measure: null, reasons: [{ kind: 'names-nothing', problem: resolution.problem }], hangsOnUnknown: false };
  }
  const workloads = resolution.peers.filter((peer) => peer.kind === 'workload');
  if (workloads.length === 0) {
    const why = { kind: 'nothing-to-test' as const, why: 'external-ends' as const, text: subject.text };
    return { measure: null, reasons: [why], hangsOnUnknown: false };
  }
  const lacks = properties.map((property) => lackOf(property, subject, workloads, bench));
  const failed = new Set(lacks.flatMap((lack) => lack.workloads));
  return {
    measure: { of: 'workloads', looked: workloads.length, failed: failed.size },
    reasons: lacks.flatMap(({ reasons }) => reasons),
    hangsOnUnknown: lacks.every((lack) => lack.hangsOnUnknown),
  };
}

interface IndexedWorkload {
  readonly index: number;
  readonly peer: WorkloadPeer;
}

interface Lack {
  /** Those that lack the property, by index. */
  readonly workloads: readonly number[];
  readonly reasons: readonly TestReason[];
  readonly hangsOnUnknown: boolean;
}

const INTERNET: PeerReference = { text: 'internet', expression: { kind: 'internet' }, port: null };

function lackOf(
  property: WorkloadProperty,
  subject: PeerReference,
  workloads: readonly IndexedWorkload[],
  bench: Bench,
): Lack {
  switch (property) {
    case 'ingress-isolated':
      return lackOfIsolation(property, workloads, bench, ({ isolated }) => isolated.ingress);
    case 'egress-isolated':
      return lackOfIsolation(property, workloads, bench, ({ isolated }) => isolated.egress);
    case 'covered':
      return lackOfIsolation(property, workloads, bench, ({ isolated }) => isolated.ingress || isolated.egress);
    case 'dns-ok':
      return lackOfConnection('allow', subject, DNS_REFERENCE, bench);
    case 'no-internet-egress':
      return lackOfConnection('deny', subject, INTERNET, bench);
  }
}

function lackOfIsolation(
  property: WorkloadProperty,
  workloads: readonly IndexedWorkload[],
  { nameOf }: Bench,
  has: (peer: WorkloadPeer) => boolean,
): Lack {
  const lacking = workloads.filter(({ peer }) => !has(peer));
  return {
    workloads: lacking.map(({ index }) => index),
    reasons: lacking.map(({ index, peer }) => ({
      kind: 'workload',
      workload: { name: nameOf(index), index, id: peer.id, isExternal: false, addresses: null },
      property,
      at: peer.workload.at,
    })),
    hangsOnUnknown: false,
  };
}

function lackOfConnection(
  kind: 'allow' | 'deny',
  source: PeerReference,
  destination: PeerReference,
  bench: Bench,
): Lack {
  const connection = { text: `${source.text} -> ${destination.text}`, source, destination, ports: [] };
  const result = testConnections({ kind, connections: [connection], except: [], anyOf: false }, bench);
  return {
    workloads: [...result.failingSources],
    reasons: [...result.problems, ...connectionReasons(result, bench)],
    hangsOnUnknown: result.missCount > 0 && result.isUnknownOnly,
  };
}
