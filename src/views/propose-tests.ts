/**
 * Tests that hold a cluster to what it is today, for a team that has none yet. They are guesses: whoever writes them down runs
 * them first, and keeps those that hold.
 */

import type { Connectivity } from '../engine/connectivity.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Family, IpSet } from '../model/ip.ts';
import {
  allAddressesOf,
  cidrsOf,
  isNoAddresses,
  NO_ADDRESSES,
  subtractAddresses,
  unionAddresses,
} from '../model/ip.ts';
import { compareText } from '../model/order.ts';
import type { PortRange, PortSet } from '../model/ports.ts';
import { isAllPorts, isNoPorts, NO_PORTS, portRangesOf, unionPorts } from '../model/ports.ts';
import type { WorkloadProperty } from '../model/tests.ts';
import { namePeers } from './peer-names.ts';

/** A test as it would be written; peers and connections are texts of the peer grammar. */
export type ProposedTest =
  | { readonly kind: 'every'; readonly subject: string; readonly properties: readonly WorkloadProperty[] }
  | { readonly kind: 'allow' | 'deny'; readonly name: string | null; readonly connections: readonly string[] }
  | { readonly kind: 'only'; readonly name: string; readonly to: string; readonly peers: readonly string[] }
  | { readonly kind: 'snapshot'; readonly view: 'matrix' | 'policies'; readonly file: string };

/** What a group of tests is about. */
export type ProposalTopic = 'isolation' | 'internet' | 'namespaces' | 'workloads' | 'golden';

/** Tests of one topic, in order. */
export interface Proposal {
  readonly topic: ProposalTopic;
  readonly tests: readonly ProposedTest[];
}

// People read these, so what is too much to read is left to the snapshot.
const MOST_NAMESPACES = 40;
const MOST_WORKLOADS = 40;
const MOST_SOURCES = 5;
const MOST_BLOCKS = 3;
const MOST_CONNECTIONS = 8;
const MOST_LINES = 20_000;

const PROPERTIES: readonly WorkloadProperty[] = ['ingress-isolated', 'egress-isolated', 'dns-ok'];

/** Returns tests that may hold of a cluster, by topic. */
export function proposeTests(connectivity: Connectivity): readonly Proposal[] {
  const all = new Set(connectivity.cluster.workloads.map(({ namespace }) => namespace));
  const namespaces = [...all].slice(0, MOST_NAMESPACES);
  const proposals: readonly Proposal[] = [
    { topic: 'isolation', tests: namespaces.flatMap(isolationTests) },
    { topic: 'internet', tests: namespaces.map((namespace) => denyAll('internet', namespace)) },
    { topic: 'namespaces', tests: closedNamespaces(connectivity, new Set(namespaces)) },
    { topic: 'workloads', tests: entryTests(entriesOf(connectivity), connectivity.cluster) },
    { topic: 'golden', tests: [snapshotOf(connectivity)] },
  ];
  return proposals.filter(({ tests }) => tests.length > 0);
}

// All connections of a large cluster are too many lines to review; its policies are not.
function snapshotOf(connectivity: Connectivity): ProposedTest {
  const { open, unknown } = connectivity.countPairs();
  const isReadable = open + unknown <= MOST_LINES && connectivity.cluster.workloads.length > 0;
  return isReadable
    ? { kind: 'snapshot', view: 'matrix', file: '__netpol__/connections.matrix' }
    : { kind: 'snapshot', view: 'policies', file: '__netpol__/rules.policies' };
}

function isolationTests(namespace: string): readonly ProposedTest[] {
  return PROPERTIES.map((property) => ({ kind: 'every', subject: `${namespace}/any`, properties: [property] }));
}

/** Returns the tests with one entry for all properties of the same workloads. */
export function joinProperties(tests: readonly ProposedTest[]): readonly ProposedTest[] {
  const joined: ProposedTest[] = [];
  for (const test of tests) {
    const last = joined.at(-1);
    if (last?.kind === 'every' && test.kind === 'every' && last.subject === test.subject) {
      joined[joined.length - 1] = { ...last, properties: [...last.properties, ...test.properties] };
    } else {
      joined.push(test);
    }
  }
  return joined;
}

function denyAll(source: string, namespace: string): ProposedTest {
  return { kind: 'deny', name: null, connections: [`${source} -> ${namespace}/any`] };
}

// By destination: whoever guards a namespace asks who gets in.
function closedNamespaces(connectivity: Connectivity, asked: ReadonlySet<string>): readonly ProposedTest[] {
  const { groups, pairs } = connectivity.rollUpNamespaces();
  const all = groups.flatMap((group, index) =>
    group.kind === 'namespace' && asked.has(group.namespace) ? [{ index, namespace: group.namespace }] : [],
  );
  const possible = new Set(pairs.map(({ source, destination }) => `${source} ${destination}`));
  return all.flatMap(({ index, namespace }): readonly ProposedTest[] => {
    const closed = all.filter((source) => source.index !== index && !possible.has(`${source.index} ${index}`));
    if (closed.length === 0 || closed.length > MOST_CONNECTIONS) return [];
    const connections = closed.map((source) => `${source.namespace}/any -> ${namespace}/any`);
    const name = closed.length === 1 ? null : `other namespaces are kept out of ${namespace}`;
    return [{ kind: 'deny', name, connections }];
  });
}

/** Who gets into an isolated workload. */
interface Entry {
  readonly namespace: string;
  /** As people write it. */
  readonly destination: string;
  /** As people write them; null where they are too many to list. */
  readonly sources: readonly string[] | null;
  /** What is open; null where it takes too many words. */
  readonly connections: readonly string[] | null;
}

function entriesOf(connectivity: Connectivity): readonly Entry[] {
  const names = namePeers(connectivity.peers);
  const isolated = connectivity.peers.flatMap((peer, index) =>
    peer.kind === 'workload' && peer.part === null && peer.isolated.ingress ? [{ index, peer }] : [],
  );
  return isolated.slice(0, MOST_WORKLOADS).map(({ index, peer }) => {
    const destination = names[index] ?? '';
    const callers = callersOf(index, connectivity, names);
    return {
      namespace: peer.workload.namespace,
      destination,
      sources: callers === null || callers.length > MOST_SOURCES ? null : callers.map(({ name }) => name),
      connections: callers === null ? null : connectionsOf(callers, destination),
    };
  });
}

/** A source of connections to one destination. */
interface Caller {
  readonly name: string;
  readonly ports: PortSet;
}

// Null where those outside the cluster cannot be told in a few words.
function callersOf(
  destination: number,
  connectivity: Connectivity,
  names: readonly string[],
): readonly Caller[] | null {
  const { peers, cluster } = connectivity;
  const callers: Caller[] = [];
  let outside = NO_ADDRESSES;
  let outsidePorts = NO_PORTS;
  for (const { peers: sources, ports: families } of connectivity.reaching(destination)) {
    const ports = families.reduce((set, { open }) => unionPorts(set, open), NO_PORTS);
    if (isNoPorts(ports)) continue;
    for (const source of sources) {
      const peer = peers[source];
      if (peer?.kind === 'workload') callers.push({ name: names[source] ?? '', ports });
      if (peer?.kind !== 'external') continue;
      outside = unionAddresses(outside, peer.addresses);
      outsidePorts = unionPorts(outsidePorts, ports);
    }
  }
  callers.sort((left, right) => compareText(left.name, right.name));
  const blocks = namesOfOutside(outside, cluster.settings.families);
  if (blocks.length > MOST_BLOCKS) return null;
  return [...callers, ...blocks.map((name) => ({ name, ports: outsidePorts }))];
}

function namesOfOutside(addresses: IpSet, families: readonly Family[]): readonly string[] {
  const isEverything = families.every((family) => isNoAddresses(subtractAddresses(allAddressesOf(family), addresses)));
  return isEverything ? ['external'] : cidrsOf(addresses);
}

function connectionsOf(callers: readonly Caller[], destination: string): readonly string[] | null {
  const connections = callers.flatMap(({ name, ports }) =>
    (isAllPorts(ports) ? ['1-65535'] : portRangesOf(ports).map(rangeText)).map(
      (range) => `${name} -> ${destination}:${range}`,
    ),
  );
  return connections.length === 0 || connections.length > MOST_CONNECTIONS ? null : connections;
}

function rangeText({ protocol, port, endPort }: PortRange): string {
  return `${port === endPort ? port : `${port}-${endPort}`}/${protocol}`.replace(/\/TCP$/, '');
}

function entryTests(entries: readonly Entry[], { workloads }: Cluster): readonly ProposedTest[] {
  const namespaces = [...new Set(entries.map(({ namespace }) => namespace))];
  const shut = namespaces.filter((namespace) => {
    const own = entries.filter((entry) => entry.namespace === namespace);
    return own.every(isShut) && own.length === workloads.filter((workload) => workload.namespace === namespace).length;
  });
  const others = entries.filter(({ namespace }) => !shut.includes(namespace));
  return [...shut.map((namespace) => denyAll('any', namespace)), ...others.flatMap(testsOfEntry)];
}

function isShut({ sources }: Entry): boolean {
  return sources?.length === 0;
}

function testsOfEntry({ destination, sources, connections }: Entry): readonly ProposedTest[] {
  if (sources?.length === 0) return [{ kind: 'deny', name: null, connections: [`any -> ${destination}`] }];
  const only: readonly ProposedTest[] =
    sources === null
      ? []
      : [{ kind: 'only', name: `only these reach ${destination}`, to: destination, peers: sources }];
  const name = connections?.length === 1 ? null : `all of these reach ${destination}`;
  return connections === null ? only : [...only, { kind: 'allow', name, connections }];
}
