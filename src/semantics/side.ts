/** The question that one direction of a connection comes down to, with one address at each end. */

import type { Cluster } from '../model/cluster.ts';
import type { Address } from '../model/ip.ts';
import type { Direction } from '../model/policy.ts';
import type { Protocol } from '../model/ports.ts';
import type { End } from '../model/verdict.ts';

/** One side of a connection: does `governed` send (egress) or accept (ingress) it? */
export interface Side extends UnaddressedSide {
  /** The address of `other`: its own, or one that it may have. */
  readonly otherAddress: Address;
}

/** One side of a connection before the other end has an address. */
export interface UnaddressedSide {
  readonly cluster: Cluster;
  readonly direction: Direction;
  /** The end whose policies are asked: the source for egress, the destination for ingress. */
  readonly governed: End;
  /** The end that `from` and `to` look at. */
  readonly other: End;
  /** The end that has the port: `other` for egress, `governed` for ingress. */
  readonly destination: End;
  readonly protocol: Protocol;
  readonly port: number;
}
