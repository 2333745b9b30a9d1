/** The rows and columns of a matrix: single peers, workloads folded into one, or whole namespaces. */

import { compareText } from '../model/order.ts';
import type { ExternalPeer, Peer, WorkloadPeer } from '../model/peers.ts';
import type { Direction } from '../model/policy.ts';
import { namePeers } from './peer-names.ts';

/** A workload, or one part of it. */
export interface SingleMatrixPeer {
  readonly kind: 'workload';
  readonly id: string;
  readonly namespace: string;
  /** What it is called within its namespace: `api`, `api~1`, `deployment/api`. */
  readonly label: string;
  /** What it is called anywhere: `shop/api`. */
  readonly title: string;
  readonly peer: WorkloadPeer;
}

/** Workloads of one namespace that are treated alike and have the same open ports among themselves. */
export interface FoldedMatrixPeer {
  readonly kind: 'folded';
  readonly id: string;
  readonly namespace: string;
  /** `{postgres,redis}`. */
  readonly label: string;
  readonly title: string;
  /** At least two, sorted. */
  readonly members: readonly SingleMatrixPeer[];
}

/** All workloads of a namespace. */
export interface NamespaceMatrixPeer {
  readonly kind: 'namespace';
  /** `namespace/shop`. */
  readonly id: string;
  readonly namespace: string;
  readonly label: string;
  readonly title: string;
  readonly members: readonly SingleMatrixPeer[];
}

/** Addresses outside the cluster. */
export interface ExternalMatrixPeer {
  readonly kind: 'external';
  readonly id: string;
  readonly namespace: null;
  readonly label: string;
  readonly title: string;
  readonly peer: ExternalPeer;
}

/** A row or column. */
export type MatrixPeer = SingleMatrixPeer | FoldedMatrixPeer | NamespaceMatrixPeer | ExternalMatrixPeer;

/** Returns the peers of a connectivity, each by itself, index by index. */
export function toMatrixPeers(peers: readonly Peer[]): readonly MatrixPeer[] {
  const names = namePeers(peers);
  return peers.map((peer, index): MatrixPeer => {
    const { id } = peer;
    const title = names[index] ?? id;
    if (peer.kind === 'external') return { kind: 'external', id, namespace: null, label: title, title, peer };
    const { namespace } = peer.workload;
    return { kind: 'workload', id, namespace, label: title.slice(namespace.length + 1), title, peer };
  });
}

/** Returns the one peer that stands for several workloads of a namespace. */
export function foldPeers(members: readonly [SingleMatrixPeer, ...SingleMatrixPeer[]]): FoldedMatrixPeer {
  const { namespace } = members[0];
  const label = `{${members.map((member) => member.label).join(',')}}`;
  const title = `${namespace}/${label}`;
  return { kind: 'folded', id: title, namespace, label, title, members };
}

/** Returns the peer that stands for a namespace. */
export function namespacePeer(namespace: string, members: readonly SingleMatrixPeer[]): NamespaceMatrixPeer {
  return { kind: 'namespace', id: `namespace/${namespace}`, namespace, label: namespace, title: namespace, members };
}

/** Returns the workloads that a row or column stands for; none for an external peer. */
export function membersOf(peer: MatrixPeer): readonly SingleMatrixPeer[] {
  switch (peer.kind) {
    case 'external':
      return [];
    case 'workload':
      return [peer];
    case 'folded':
    case 'namespace':
      return peer.members;
  }
}

/** Tells whether every workload of a row or column is isolated in a direction. */
export function isIsolated(peer: MatrixPeer, direction: Direction): boolean {
  const members = membersOf(peer);
  return members.length > 0 && members.every((member) => member.peer.isolated[direction]);
}

/** Returns the names of the running pods of a peer, sorted; none for templates. */
export function podNamesOf({ pods }: WorkloadPeer): readonly string[] {
  return pods.flatMap(({ name }) => name ?? []).toSorted(compareText);
}

/** Returns how many pods a peer stands for: those of its part, else of its workload; null where that depends on the nodes. */
export function countPods({ part, pods, workload }: WorkloadPeer): number | null {
  return part === null ? workload.replicas : pods.length;
}
