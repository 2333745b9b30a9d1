/**
 * Holds the engine to the specification on somebody's own cluster: connections picked from a seed, the same in every
 * run, are judged by both. A law holds them equal on generated clusters; nobody can generate what people write.
 */

import type { Connectivity, FamilyPorts } from '../engine/connectivity.ts';
import type { Cluster } from '../model/cluster.ts';
import { intervalsOf } from '../model/intervals.ts';
import type { Address, Family } from '../model/ip.ts';
import type { Peer } from '../model/peers.ts';
import type { Rule } from '../model/policy.ts';
import { DIRECTIONS } from '../model/policy.ts';
import type { Protocol } from '../model/ports.ts';
import { hasPort, PROTOCOLS } from '../model/ports.ts';
import type { End, Verdict } from '../model/verdict.ts';
import { judgeFamilies } from '../semantics/families.ts';

/** A connection of which the two evaluators say different things. */
export interface Disagreement {
  readonly source: Peer;
  readonly destination: Peer;
  readonly protocol: Protocol;
  readonly port: number;
  readonly family: Family;
  /** Null where that evaluator knows no connection over this family. */
  readonly engine: Verdict | null;
  readonly specification: Verdict | null;
}

/** What came of the comparison. */
export interface Verification {
  readonly compared: number;
  /** The first that was found. */
  readonly disagreement: Disagreement | null;
}

/** One end of a connection, and the peer it belongs to. */
interface PeerEnd {
  readonly index: number;
  readonly peer: Peer;
  readonly end: End;
}

interface Question {
  readonly from: PeerEnd;
  readonly to: PeerEnd;
  readonly protocol: Protocol;
  readonly port: number;
}

/** Compares up to `count` connections: all there are, where they are no more; stops at the first difference. */
export function verifyVerdicts(connectivity: Connectivity, count: number): Verification {
  let compared = 0;
  for (const question of questionsAbout(connectivity, count)) {
    const disagreement = compare(connectivity, question);
    compared += 1;
    if (disagreement !== null) return { compared, disagreement };
  }
  return { compared, disagreement: null };
}

function* questionsAbout({ cluster, peers }: Connectivity, count: number): Generator<Question, void, undefined> {
  const ends = peers.flatMap((peer, index) => endsOf(peer).map((end): PeerEnd => ({ index, peer, end })));
  const ports = portsOf(cluster);
  const all = ends.length ** 2 * ports.length * PROTOCOLS.length;
  if (all > count) return yield* pickQuestions(ends, ports, count);
  for (const from of ends) {
    for (const to of ends) {
      if (!isConnection(from, to)) continue;
      for (const protocol of PROTOCOLS) for (const port of ports) yield { from, to, protocol, port };
    }
  }
}

const SEED = 20190520;

function* pickQuestions(
  ends: readonly PeerEnd[],
  ports: readonly number[],
  count: number,
): Generator<Question, void, undefined> {
  const pick = picker(SEED);
  for (let picked = 0; picked < count; ) {
    const [from, to] = [pick(ends), pick(ends)];
    if (from === undefined || to === undefined) return;
    // Of two addresses outside there is no connection; where every peer is outside, none is ever found.
    if (!isConnection(from, to)) {
      if (ends.every(({ peer }) => peer.kind === 'external')) return;
      continue;
    }
    const declared = to.end.kind === 'pod' ? pick(to.end.pod.ports) : undefined;
    const port = declared !== undefined && picked % 2 === 0 ? declared.port : (pick(ports) ?? 1);
    picked += 1;
    yield { from, to, protocol: pick(PROTOCOLS) ?? 'TCP', port };
  }
}

function compare({ cluster, between }: Connectivity, { from, to, protocol, port }: Question): Disagreement | null {
  const connection = { source: from.end, destination: to.end, protocol, port };
  const specified = new Map(judgeFamilies(cluster, connection).map(({ family, verdict }) => [family, verdict]));
  // What the engine says of a set of addresses it says over each of its families.
  const families = [from.end, to.end].flatMap((end) => (end.kind === 'external' ? [end.address.family] : []));
  const compiled = new Map(
    between(from.index, to.index)
      .filter(({ family }) => families.every((one) => one === family))
      .map((ports) => [ports.family, verdictOf(ports, protocol, port)]),
  );
  for (const family of new Set([...specified.keys(), ...compiled.keys()])) {
    const [engine, specification] = [compiled.get(family) ?? null, specified.get(family) ?? null];
    if (engine !== specification)
      return { source: from.peer, destination: to.peer, protocol, port, family, engine, specification };
  }
  return null;
}

function verdictOf({ open, unknown }: FamilyPorts, protocol: Protocol, port: number): Verdict {
  if (hasPort(open, protocol, port)) return 'allowed';
  return hasPort(unknown, protocol, port) ? 'unknown' : 'denied';
}

function isConnection(from: PeerEnd, to: PeerEnd): boolean {
  if (from.end.kind === 'external' && to.end.kind === 'external') return false;
  return from.index !== to.index || from.peer.kind !== 'workload' || from.peer.workload.kind !== 'Pod';
}

// All pods of a workload, and the first and last address of each run of addresses.
function endsOf(peer: Peer): readonly End[] {
  if (peer.kind === 'workload') return peer.pods.map((pod) => ({ kind: 'pod', pod }));
  const v4 = intervalsOf(peer.addresses.v4).flatMap(([start, end]): Address[] =>
    [start, end - 1].map((value) => ({ family: 'IPv4', value })),
  );
  const v6 = intervalsOf(peer.addresses.v6).flatMap(([start, end]): Address[] =>
    [start, end - 1n].map((value) => ({ family: 'IPv6', value })),
  );
  return [...v4, ...v6].map((address) => ({ kind: 'external', address }));
}

// Every port at which an answer can change, with its neighbours.
function portsOf({ policies, workloads }: Cluster): readonly number[] {
  const asked = policies.flatMap(({ rules }) => DIRECTIONS.flatMap((direction) => rules[direction].flatMap(boundsOf)));
  const declared = workloads.flatMap(({ pods }) => pods.flatMap(({ ports }) => ports.map(({ port }) => port)));
  const near = [...new Set([...asked, ...declared])].flatMap((port) => [port - 1, port, port + 1]);
  return [...new Set([1, 65535, ...near])].filter((port) => port >= 1 && port <= 65535);
}

function boundsOf({ ports }: Rule): readonly number[] {
  return ports === 'all' ? [] : ports.flatMap((item) => (item.kind === 'range' ? [item.port, item.endPort] : []));
}

// Numbers that look random, by Park and Miller.
function picker(seed: number): <T>(items: readonly T[]) => T | undefined {
  let state = seed;
  return (items) => {
    state = (state * 48271) % 2147483647;
    return items[state % items.length];
  };
}
