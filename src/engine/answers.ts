/**
 * One set of policies on a line: which signature every end has in each direction, and the peers that stand there.
 * All that is asked of a cluster is asked of this.
 */

import type { Cluster } from '../model/cluster.ts';
import type { Peer } from '../model/peers.ts';
import type { Direction, Policy } from '../model/policy.ts';
import { publicAddressesOf } from '../model/public-addresses.ts';
import { nameExternalPeers } from './external-peers.ts';
import type { CompiledPolicy } from './grants.ts';
import { compilePolicy } from './grants.ts';
import type { LineMap, PointSet } from './line.ts';
import { at, mapOfPoints, valueAt } from './line.ts';
import { createSelectors } from './selectors.ts';
import type { Signatures } from './signatures.ts';
import { createSignatures, FREE } from './signatures.ts';
import type { Universe } from './universe.ts';
import { splitWorkloads } from './workload-peers.ts';

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
export interface Answers {
  readonly cluster: Cluster;
  readonly universe: Universe;
  readonly sides: Readonly<Record<Direction, Side>>;
  readonly peers: readonly Peer[];
  /** The end at which each peer stands. */
  readonly pointOfPeer: Int32Array;
  readonly peersAt: PeersAt;
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
  const policies = cluster.policies.map((policy: Policy) => compilePolicy(universe, selectors, policy));
  const sides = { ingress: sideOf(universe, 'ingress', policies), egress: sideOf(universe, 'egress', policies) };
  const parts = splitWorkloads(cluster.workloads, universe.classOf);
  const external = nameExternalPeers(
    universe.addressClasses.addresses,
    cluster.policies,
    publicAddressesOf(cluster.settings),
  );
  const isIsolated = (direction: Direction, podClass: number): boolean =>
    at(sides[direction].signatureOf, podClass) !== FREE;
  const peers: readonly Peer[] = [
    ...parts.map(({ podClass, peer }) => ({
      ...peer,
      isolated: { ingress: isIsolated('ingress', podClass), egress: isIsolated('egress', podClass) },
    })),
    ...external.map(({ peer }) => peer),
  ];
  const pointOfPeer = Int32Array.from([
    ...parts.map(({ podClass }) => podClass),
    ...external.map(({ addressClass }) => universe.externalStart + addressClass),
  ]);
  return { cluster, universe, sides, peers, pointOfPeer, peersAt: collectPeersAt(pointOfPeer, universe.endsEnd) };
}

/** Returns the verdict between two ends; null for two external ones. */
export function verdictBetween({ universe, sides }: Answers, source: number, destination: number): number | null {
  if (source >= universe.externalStart && destination >= universe.externalStart) return null;
  const { egress, ingress } = sides;
  const egressRow = egress.signatures.rowOf(at(egress.signatureOf, source));
  const ingressRow = ingress.signatures.rowOf(at(ingress.signatureOf, destination));
  return universe.verdicts.join(valueAt(egressRow, destination), valueAt(ingressRow, source));
}

function sideOf(universe: Universe, direction: Direction, policies: readonly CompiledPolicy[]): Side {
  const signatures = createSignatures(universe, direction);
  const signatureOf = new Int32Array(universe.endsEnd);
  signatures.assign(signatureOf, policies);
  return { signatures, signatureOf, signatureMap: mapOfPoints(signatureOf), groups: groupEnds(universe, signatureOf) };
}

function groupEnds({ externalStart, endsEnd }: Universe, signatureOf: Int32Array): readonly Group[] {
  const members = new Map<number, number[]>();
  for (let point = 0; point < externalStart; point += 1) {
    const signature = at(signatureOf, point);
    const bounds = members.get(signature);
    if (bounds === undefined) members.set(signature, [point, point + 1]);
    else if (bounds.at(-1) === point) bounds[bounds.length - 1] = point + 1;
    else bounds.push(point, point + 1);
  }
  const pods = [...members].map(([signature, bounds]) => ({ signature, members: bounds, isExternal: false }));
  return [...pods, { signature: FREE, members: [externalStart, endsEnd], isExternal: true }];
}

function collectPeersAt(pointOfPeer: Int32Array, endCount: number): PeersAt {
  const starts = new Int32Array(endCount + 1);
  for (const point of pointOfPeer) starts[point + 1] = at(starts, point + 1) + 1;
  for (let point = 0; point < endCount; point += 1) starts[point + 1] = at(starts, point + 1) + at(starts, point);
  const next = starts.slice();
  const list = new Int32Array(pointOfPeer.length);
  for (const [peer, point] of pointOfPeer.entries()) {
    const slot = at(next, point);
    list[slot] = peer;
    next[point] = slot + 1;
  }
  return { list, starts };
}
