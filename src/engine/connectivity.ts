/**
 * What the rest of netpol sees of an evaluator: peers, and the ports that are open between any two of them.
 * It names no algorithm, so that a faster one replaces the present one without a change anywhere else.
 */

import type { Cluster } from '../model/cluster.ts';
import type { Family } from '../model/ip.ts';
import type { Peer } from '../model/peers.ts';
import type { Direction, Policy } from '../model/policy.ts';
import type { PortSet, Protocol } from '../model/ports.ts';
import type { Verdict } from '../model/verdict.ts';

/** All verdicts of a cluster. */
export interface Connectivity {
  readonly cluster: Cluster;
  /** Workload peers by namespace, name, kind, part; then external peers: `internet`, `internet-v6`, the others by address. */
  readonly peers: readonly Peer[];
  /**
   * Returns what is open from one peer to another, both given by their index in `peers`: one entry per family
   * that both have, IPv4 first. Two external peers have none; a workload to itself means two of its replicas.
   */
  readonly between: (source: number, destination: number) => readonly FamilyPorts[];
  /** Returns the verdict of one port, over all families: allowed when some family allows it. Under a microsecond. */
  readonly judge: (source: number, destination: number, protocol: Protocol, port: number) => Verdict;
  /**
   * Returns all pairs as rectangles, each pair exactly once but for those of two external peers, which do not exist.
   * A rectangle may hold a peer on both sides: its pair with itself is of two replicas.
   */
  readonly rectangles: () => Iterable<Rectangle>;
  /** Returns the rectangles of which some port is open or unknown. */
  readonly possibleRectangles: () => Iterable<Rectangle>;
  /** Returns the half-open ones: nothing is open, and a rule that lists peers opens a port on one side that the other denies. */
  readonly halfOpenRectangles: () => Iterable<Rectangle>;
  readonly countPairs: () => PairCounts;
  /** Returns which peers one peer reaches, or is reached by; the peer itself among them where two replicas reach each other. */
  readonly reachedFrom: (source: number) => readonly Reach[];
  readonly reaching: (destination: number) => readonly Reach[];
  readonly decidingPolicies: (source: number, destination: number) => DecidingPolicies;
  /** Returns the peers in groups that no policy tells apart, each ascending, the groups by their first peer. */
  readonly foldPeers: () => readonly (readonly number[])[];
  readonly rollUpNamespaces: () => RollUp;
  /**
   * Returns the difference that an edit makes, and all verdicts after it. What of the cluster is the same object as before is not
   * computed again: one changed policy takes milliseconds where labels, port names and ipBlocks that it mentions are known.
   */
  readonly update: (cluster: Cluster) => Difference;
}

/** What differs between two clusters. Both are cut by the ipBlocks and labels of both, so that peers can be compared. */
export interface Difference {
  readonly before: Connectivity;
  readonly after: Connectivity;
  /** For each peer of `after`, its index in `before`; null for a new one. */
  readonly beforeOf: readonly (number | null)[];
  /** Indexes in `after.peers`. */
  readonly added: readonly number[];
  /** Indexes in `before.peers`. */
  readonly removed: readonly number[];
  /** Returns the pairs of peers of both clusters of which some port is open or unknown otherwise than before, each exactly once. */
  readonly changes: () => Iterable<ChangedRectangle>;
}

/** Pairs whose verdicts changed; peers are those of `after`. */
export interface ChangedRectangle {
  readonly sources: PeerSet;
  readonly destinations: PeerSet;
  readonly before: readonly FamilyPorts[];
  readonly after: readonly FamilyPorts[];
}

/** Some peers, by index; the order is the engine's. */
export interface PeerSet extends Iterable<number> {
  readonly size: number;
}

/** All pairs of some sources and some destinations, which have the same verdicts. */
export interface Rectangle {
  readonly sources: PeerSet;
  readonly destinations: PeerSet;
  readonly ports: readonly FamilyPorts[];
}

/** Peers that one peer has the same verdicts with. */
export interface Reach {
  readonly peers: PeerSet;
  readonly ports: readonly FamilyPorts[];
}

/** Numbers of ordered pairs of two different peers that are not both external. */
export interface PairCounts {
  /** Pairs with at least one open port. */
  readonly open: number;
  /** Pairs without an open port, of which some port is unknown. */
  readonly unknown: number;
  readonly pairs: number;
}

/** By direction, the policies that open some port of a pair, else all that isolate; none where the side is not isolated. */
export type DecidingPolicies = Readonly<Record<Direction, readonly Policy[]>>;

/** A row or column of the namespace matrix. */
export type NamespaceGroup =
  | { readonly kind: 'namespace'; readonly namespace: string; readonly peers: readonly number[] }
  | { readonly kind: 'external'; readonly peer: number };

/** Connectivity between two groups, pairs of a peer with itself not counted. */
export interface NamespacePair {
  /** Indexes of groups. */
  readonly source: number;
  readonly destination: number;
  readonly open: number;
  /** Pairs without an open port, of which some port is unknown. */
  readonly unknown: number;
  readonly of: number;
  readonly openPorts: PortSet;
  readonly unknownPorts: PortSet;
}

/** The namespace matrix: namespaces in order, then external peers. */
export interface RollUp {
  readonly groups: readonly NamespaceGroup[];
  /** Those with a pair that is open or unknown, by source and destination. */
  readonly pairs: readonly NamespacePair[];
}

/** The verdicts of every port of one pair over one family; a port in neither set is denied. */
export interface FamilyPorts {
  readonly family: Family;
  readonly open: PortSet;
  /** Disjoint from `open`. */
  readonly unknown: PortSet;
  readonly egress: SidePorts;
  readonly ingress: SidePorts;
}

/** What one side alone says: the source's egress policies, or the destination's ingress policies. */
export interface SidePorts {
  /** Whether policies isolate the workload of this side in this direction; false for an external peer. */
  readonly isolated: boolean;
  readonly open: PortSet;
  /** Disjoint from `open`. */
  readonly unknown: PortSet;
  /** The part of `open` that rules allow which list peers (`from`/`to`); what half-open is told by. */
  readonly listed: PortSet;
}
