/**
 * The first law: engine and semantics, which share no code, give the same verdict on every connection, side by
 * side. Asked of some clusters in full, and of many with questions picked at random.
 */

import fc from 'fast-check';
import { expect } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity, FamilyPorts } from '../../src/engine/connectivity.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import type { Family } from '../../src/model/ip.ts';
import { formatAddress } from '../../src/model/ip.ts';
import type { PortSet } from '../../src/model/ports.ts';
import { hasPort } from '../../src/model/ports.ts';
import type { DirectionTrace, End, Verdict } from '../../src/model/verdict.ts';
import { judgeFamilies } from '../../src/semantics/families.ts';
import { anyCluster } from './arbitraries.ts';
import { law } from './law.ts';
import { printManifests } from './manifests.ts';
import type { Pair, PortAsked } from './questions.ts';
import { endsOf, onlyListedPeers, pairsOf, portsToAsk } from './questions.ts';

/** Both evaluators of one cluster. */
interface Subject {
  readonly connectivity: Connectivity;
  readonly ports: readonly PortAsked[];
  /** The cluster without its rules for every peer. */
  readonly listing: Cluster;
}

interface Question {
  readonly pair: Pair;
  readonly source: End;
  readonly destination: End;
  readonly asked: PortAsked;
}

law('every question about a cluster', 'seldom', [anyCluster()], (cluster) => {
  const subject = subjectOf(cluster);
  for (const pair of pairsOf(subject.connectivity))
    for (const source of endsAt(subject, pair[0]))
      for (const destination of endsAt(subject, pair[1]))
        for (const asked of subject.ports) ask(subject, { pair, source, destination, asked });
});

law('one question about each pair', 'always', [anyCluster(), fc.nat()], (cluster, start) => {
  const subject = subjectOf(cluster);
  const pick = picker(start);
  for (const pair of pairsOf(subject.connectivity)) {
    const source = pick(endsAt(subject, pair[0]));
    const destination = pick(endsAt(subject, pair[1]));
    ask(subject, { pair, source, destination, asked: pick(subject.ports) });
  }
});

function subjectOf(cluster: Cluster): Subject {
  return { connectivity: compileConnectivity(cluster), ports: portsToAsk(cluster), listing: onlyListedPeers(cluster) };
}

function endsAt({ connectivity }: Subject, index: number): readonly End[] {
  const peer = connectivity.peers[index];
  return peer === undefined ? [] : endsOf(peer);
}

// A choice per question from one number, much cheaper than an arbitrary of fast-check for each.
function picker(start: number): <T>(items: readonly T[]) => T {
  let chance = start % 2147483647;
  return (items) => {
    chance = (chance * 48271 + 11) % 2147483647;
    const picked = items[chance % items.length];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  };
}

function ask(subject: Subject, question: Question): void {
  const { cluster, between, peers } = subject.connectivity;
  const actual = answersOfEngine(between(...question.pair), question);
  const wanted = answersOfSemantics(subject, question);
  if (actual === wanted) return;
  const [from, to] = question.pair.map((index) => peers[index]?.id);
  const { source, destination, asked } = question;
  const asking = `${from} at ${describe(source)} to ${to} at ${describe(destination)}, ${asked.port}/${asked.protocol}`;
  expect(`engine: ${actual}`, `${asking}\n${printManifests(cluster)}`).toBe(`engine: ${wanted}`);
}

// An external peer has both families and an address only one, so the others are not compared.
function answersOfEngine(families: readonly FamilyPorts[], { source, destination, asked }: Question): string {
  return families
    .filter(({ family }) => hasFamily(source, family) && hasFamily(destination, family))
    .map((ports) => {
      const [egress, ingress] = [ports.egress, ports.ingress].map((side) =>
        sideText(side.isolated, stateOf(side, asked), isIn(side.listed, asked)),
      );
      return `${ports.family} ${stateOf(ports, asked)}, egress ${egress}, ingress ${ingress}`;
    })
    .join('; ');
}

function answersOfSemantics({ connectivity, listing }: Subject, { source, destination, asked }: Question): string {
  const connection = { source, destination, ...asked };
  const families = judgeFamilies(connectivity.cluster, connection);
  const isGranted = families.some(({ egress, ingress }) => [egress, ingress].some(isGrantedBy));
  const listed = isGranted ? judgeFamilies(listing, connection) : [];
  return families
    .map(({ family, verdict, ...sides }, index) => {
      const [egress, ingress] = (['egress', 'ingress'] as const).map((direction) => {
        const isListed = listed[index]?.[direction].verdict === 'allowed';
        const side = sides[direction];
        return sideText(side.isolated, side.verdict, isGrantedBy(side) && isListed);
      });
      return `${family} ${verdict}, egress ${egress}, ingress ${ingress}`;
    })
    .join('; ');
}

/** Tells whether it takes a rule to allow what a side allows. */
function isGrantedBy({ isolated, verdict }: DirectionTrace): boolean {
  return isolated && verdict === 'allowed';
}

function sideText(isIsolated: boolean, state: Verdict, isListed: boolean): string {
  return `${isIsolated ? 'isolated' : 'free'} ${state}${isListed ? ' listed' : ''}`;
}

function stateOf({ open, unknown }: Pick<FamilyPorts, 'open' | 'unknown'>, asked: PortAsked): Verdict {
  if (isIn(open, asked)) return 'allowed';
  return isIn(unknown, asked) ? 'unknown' : 'denied';
}

function isIn(set: PortSet, { protocol, port }: PortAsked): boolean {
  return hasPort(set, protocol, port);
}

function hasFamily(end: End, family: Family): boolean {
  if (end.kind === 'external') return end.address.family === family;
  return end.pod.addresses.some((address) => address.family === family);
}

function describe(end: End): string {
  return end.kind === 'external' ? formatAddress(end.address) : (end.pod.name ?? 'template');
}
