/** The ends of connections: workloads, and sets of addresses outside the cluster that every policy treats alike. */

import type { Pod, Workload } from './cluster.ts';
import type { IpSet } from './ip.ts';
import type { Direction } from './policy.ts';

/** Pods of one workload that no policy tells apart. */
export interface WorkloadPeer {
  readonly kind: 'workload';
  /** The workload's id, with `~1`, `~2` … where policies treat its pods differently. */
  readonly id: string;
  readonly workload: Workload;
  /** 1-based number of the part; null where the workload is not split. */
  readonly part: number | null;
  /** At least one; policies treat all of them alike. */
  readonly pods: readonly Pod[];
  readonly isolated: Readonly<Record<Direction, boolean>>;
}

/** Addresses outside the cluster that every policy treats alike; all external peers together are all addresses. */
export interface ExternalPeer {
  readonly kind: 'external';
  /** `external/` and the name. */
  readonly id: string;
  /** `internet`, `internet-v6`, or its blocks: `10.0.0.0/8`, `0.0.0.0/0 except 169.254.169.254/32`. */
  readonly name: string;
  readonly addresses: IpSet;
}

/** An end of a connection. */
export type Peer = WorkloadPeer | ExternalPeer;
