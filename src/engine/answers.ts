/**
 * One set of policies on a line: which signature every end has in each direction, and the peers that stand there.
 * All that is asked of a cluster is asked of this.
 */

import type { Cluster, Workload } from '../model/cluster.ts';
import type { Peer } from '../model/peers.ts';
import type { Direction, Policy } from '../model/policy.ts';
import { DIRECTIONS } from '../model/policy.ts';
import { publicAddressesOf } from '../model/public-addresses.ts';
import type { NumberedExternalPeer } from './external-peers.ts';
import { nameExternalPeers } from './external-peers.ts';
import type { CompiledPolicy } from './grants.ts';
import { compilePolicy } from './grants.ts';
import type { LineMap, PointSet } from './line.ts';
import { at, mapOfPoints, valueAt, visitRuns } from './line.ts';
import type { Selectors } from './selectors.ts';
import { createSelectors } from './selectors.ts';
import type { Signatures } from './signatures.ts';
import { createSignatures, FREE } from './signatures.ts';
import type { Universe } from './universe.ts';
import type { WorkloadPart } from './workload-peers.ts';
import { splitWorkload } from './workload-peers.ts';

/** Ends that get the same row of answers. */
export interface Group {
  readonly signature: number;
  readonly members: PointSet;
  /** Whether the members are external ends, which are no pairs with one another. */
  readonly isExternal: boolean;
}

/** One direction of a set of policies. */
export interface Side {
  readonly signatures: Signatures;
  /** By end. */
  readonly signatureOf: Int32Array;
  /** The same as a function of the line. */
  readonly signatureMap: LineMap;
  /** Every end is in one group: pods by signature, and the external ends. */
  readonly groups: readonly Group[];
}

/** One set of policies on a line. */
export interface Answers extends Standing {
  readonly cluster: Cluster;
  readonly universe: Universe;
  readonly selectors: Selectors;
  readonly compiled: ReadonlyMap<Policy, CompiledPolicy>;
  readonly sides: Sides;
  readonly external: readonly NumberedExternalPeer[];
}

/** Both directions. */
export type Sides = Readonly<Record<Direction, Side>>;

/** The peers, and where they stand. */
export interface Standing {
  readonly peers: readonly Peer[];
  /** The end at which each peer stands. */
  readonly pointOfPeer: Int32Array;
  readonly peersAt: PeersAt;
  readonly partsOf: ReadonlyMap<Workload, readonly WorkloadPart[]>;
}

/** The peers at each end, as slices of one list. */
export interface PeersAt {
  /** Indexes of peers, by end. */
  readonly list: Int32Array;
  /** Where the peers of an end start in the list; one entry more than there are ends. */
  readonly starts: Int32Array;
}

/** Puts a cluster's policies on a line that was built for them. */
export function answerCluster(cluster: Cluster, universe: Universe): Answers {
  const selectors = createSelectors(universe, cluster.namespaces);
  const compiled = new Map(
    cluster.policies.map((policy) => [policy, compilePolicy(universe, selectors, policy)] as const),
  );
  const policies = [...compiled.values()];
  const sides = {
    ingress: createSide(universe, 'ingress', policies),
    egress: createSide(universe, 'egress', policies),
  };
  const partsOf = new Map(
    cluster.workloads.map((workload) => [workload, partsOfWorkload(universe, cluster, workload)]),
  );
  const external = nameExternalPeers(
    universe.addressClasses.addresses,
    universe.policies,
    publicAddressesOf(cluster.settings),
  );
  return { cluster, universe, selectors, compiled, sides, external, ...placePeers(universe, sides, partsOf, external) };
}

/** Returns the verdict between two ends; null for two external ones. */
export function verdictBetween({ universe, sides }: Answers, source: number, destination: number): number | null {
  if (source >= universe.externalStart && destination >= universe.externalStart) return null;
  const { egress, ingress } = sides;
  const egressRow = egress.signatures.rowOf(at(egress.signatureOf, source));
  const ingressRow = ingress.signatures.rowOf(at(ingress.signatureOf, destination));
  return universe.verdicts.join(valueAt(egressRow, destination), valueAt(ingressRow, source));
}

/** Returns a direction of which the signature of every end is known. */
export function sideOf(universe: Universe, signatures: Signatures, signatureOf: Int32Array): Side {
  const signatureMap = mapOfPoints(signatureOf);
  return { signatures, signatureOf, signatureMap, groups: groupEnds(universe, signatureMap) };
}

/** Puts peers where they stand: workloads in the order of their parts, then the external ones. */
export function placePeers(
  universe: Universe,
  sides: Sides,
  partsOf: ReadonlyMap<Workload, readonly WorkloadPart[]>,
  external: readonly NumberedExternalPeer[],
): Standing {
  const parts = [...partsOf.values()].flat();
  const workloads = parts.map(
    ({ podClass, peer: { id, workload, part, pods } }): Peer => ({
      kind: 'workload',
      id,
      workload,
      part,
      pods,
      isolated: isolationAt(sides, podClass),
    }),
  );
  const pointOfPeer = Int32Array.from([
    ...parts.map(({ podClass }) => podClass),
    ...external.map(({ addressClass }) => universe.externalStart + addressClass),
  ]);
  return {
    peers: [...workloads, ...external.map(({ peer }) => peer)],
    pointOfPeer,
    peersAt: collectPeersAt(pointOfPeer, pointOfPeer.keys(), universe.endsEnd),
    partsOf,
  };
}

/** Returns the same peers in the same places, with what the sides now say of their isolation. */
export function keepPeers(standing: Standing, sides: Sides): Standing {
  const { peers, pointOfPeer, peersAt, partsOf } = standing;
  const isolated = peers.map((peer, index): Peer => {
    if (peer.kind === 'external') return peer;
    const point = at(pointOfPeer, index);
    const isSame = DIRECTIONS.every((direction) => isIsolatedAt(sides, direction, point) === peer.isolated[direction]);
    return isSame ? peer : { ...peer, isolated: isolationAt(sides, point) };
  });
  return { peers: isolated, pointOfPeer, peersAt, partsOf };
}

function isolationAt(sides: Sides, point: number): Readonly<Record<Direction, boolean>> {
  return { ingress: isIsolatedAt(sides, 'ingress', point), egress: isIsolatedAt(sides, 'egress', point) };
}

function isIsolatedAt(sides: Sides, direction: Direction, point: number): boolean {
  return at(sides[direction].signatureOf, point) !== FREE;
}

function partsOfWorkload(universe: Universe, { settings }: Cluster, workload: Workload): readonly WorkloadPart[] {
  const parts = splitWorkload(workload, universe.classesOfPods(workload, settings));
  if (parts === null) throw new Error('the line was built without this workload');
  return parts;
}

function createSide(universe: Universe, direction: Direction, policies: readonly CompiledPolicy[]): Side {
  const signatures = createSignatures(universe, direction);
  const signatureOf = new Int32Array(universe.endsEnd);
  signatures.assign(signatureOf, policies);
  return sideOf(universe, signatures, signatureOf);
}

/** Returns all ends in groups: those of pods by their signature, and the external ones. */
export function groupEnds({ externalStart, endsEnd }: Universe, signatureMap: LineMap): readonly Group[] {
  const members = new Map<number, number[]>();
  visitRuns(signatureMap, 0, externalStart, (start, end, signature) => {
    const bounds = members.get(signature);
    if (bounds === undefined) members.set(signature, [start, end]);
    else bounds.push(start, end);
  });
  const pods = [...members].map(([signature, bounds]) => ({ signature, members: bounds, isExternal: false }));
  const signature = valueAt(signatureMap, externalStart);
  return [...pods, { signature, members: [externalStart, endsEnd], isExternal: true }];
}

/** Returns the chosen peers by the end at which they stand. */
export function collectPeersAt(pointOfPeer: Int32Array, chosen: Iterable<number>, endCount: number): PeersAt {
  const peers = Int32Array.from(chosen);
  const starts = new Int32Array(endCount + 1);
  for (const peer of peers) {
    const next = at(pointOfPeer, peer) + 1;
    starts[next] = at(starts, next) + 1;
  }
  for (let point = 0; point < endCount; point += 1) starts[point + 1] = at(starts, point + 1) + at(starts, point);
  const next = starts.slice();
  const list = new Int32Array(peers.length);
  for (const peer of peers) {
    const point = at(pointOfPeer, peer);
    const slot = at(next, point);
    list[slot] = peer;
    next[point] = slot + 1;
  }
  return { list, starts };
}
