/**
 * What the rest of netpol sees of an evaluator: peers, and the ports that are open between any two of them.
 * It names no algorithm, so that a faster one replaces the present one without a change anywhere else.
 */

import type { Cluster } from '../model/cluster.ts';
import type { Family } from '../model/ip.ts';
import type { Peer } from '../model/peers.ts';
import type { PortSet } from '../model/ports.ts';

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
