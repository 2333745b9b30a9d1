/** What a diagram shows, as plain data: nodes, their namespaces, and edges with what they mean. */

import type { PortSet } from '../model/ports.ts';
import type { PairCounts } from './cell.ts';
import type { Focus } from './focus.ts';
import type { MatrixPeer } from './matrix-peer.ts';
import type { FamilySlice } from './pair.ts';

/** Where nobody restricts connections. */
export type Openness = 'both' | 'ingress' | 'egress' | 'none';

/** A workload, workloads folded into one, a namespace of the overview, or addresses outside. */
export interface DrawnNode {
  readonly id: string;
  readonly kind: MatrixPeer['kind'];
  /** Null outside the cluster. */
  readonly namespace: string | null;
  /** What it stands for, as named within its namespace; at least one. */
  readonly names: readonly string[];
  /** Ids of the workloads it stands for. */
  readonly members: readonly string[];
  /** Whether it is made of StatefulSets, which most often hold data. */
  readonly isStateful: boolean;
  readonly openness: Openness;
}

/** A namespace as a frame around its nodes. */
export interface DrawnNamespace {
  /** `namespace/shop`. */
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly DrawnNode[];
  /** What holds for all its nodes; `none` where they differ. */
  readonly openness: Openness;
}

/** What an edge tells. */
export interface EdgeMeaning {
  /**
   * `rule`: a rule allows it; `open`: nobody restricts it; `unknown`: it hangs on an address that is not given. Where somebody asks
   * for them also `half-open`: a rule on one side allows it, the other side denies it; `denied`: no port is open.
   */
  readonly kind: 'rule' | 'open' | 'unknown' | 'half-open' | 'denied';
  readonly ports: PortSet;
  /** The same ports by family; empty for ports that are not open. */
  readonly slices: readonly FamilySlice[];
}

/** Connections from one node or namespace to another. */
export interface DrawnEdge extends EdgeMeaning {
  /** Id of a node or of a namespace. */
  readonly from: string;
  readonly to: string;
  readonly pairs: PairCounts;
}

/** A diagram. */
export interface Drawing {
  /** Sorted by name; none in the overview, where a namespace is a node. */
  readonly namespaces: readonly DrawnNamespace[];
  /** Nodes in no frame: addresses outside, and the namespaces of the overview. */
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** Why namespaces are drawn in place of workloads; null where workloads are. */
  readonly overview: DrawingOverview | null;
  /** Peers of the cluster that are not drawn, since they have no part in what was asked for. */
  readonly omitted: number;
}

/** What the overview stands for. */
export interface DrawingOverview {
  /** Null where the overview was asked for. */
  readonly edges: number | null;
  readonly maxEdges: number;
  /**
   * How much it tells: the ports of each edge; `reach`: only who reaches whom, with all address ranges but the internet's as one
   * node; `groups`: the same with one node for all namespaces that are alike in isolation and in reach of the internet.
   */
  readonly tells: 'ports' | 'reach' | 'groups';
}

/** How a diagram is to be drawn. */
export interface DrawingOptions {
  /** Edges above which namespaces are drawn in place of workloads. Default: 60. */
  readonly maxEdges: number;
  /** Peers around which to look; null for all. Default: null. */
  readonly focus: Focus | null;
  /** What is drawn beside what is open or unknown; `denied` includes what is half-open. Default: `open`, nothing. */
  readonly show: 'open' | 'half-open' | 'denied';
}

/** The options when nothing is said about them. */
export const DRAWING_OPTIONS: DrawingOptions = { maxEdges: 60, focus: null, show: 'open' };
