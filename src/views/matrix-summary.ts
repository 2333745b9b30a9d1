/** What stands under a matrix: counts, who is not isolated, which policies select nothing, and where to look next. */

import type { Cluster } from '../model/cluster.ts';
import type { Direction, Policy } from '../model/policy.ts';
import type { PortSet, Protocol } from '../model/ports.ts';
import { hasPort, isNoPorts, portRangesOf } from '../model/ports.ts';
import { selectsPod } from '../semantics/isolation.ts';
import type { Matrix, MatrixEntry, PairCounts } from './matrix.ts';
import { addPairs, entriesOf, NO_PAIRS } from './matrix.ts';
import type { MatrixPeer, SingleMatrixPeer } from './matrix-peer.ts';
import { countPods, membersOf, podNamesOf } from './matrix-peer.ts';

/** Workloads that are not isolated, and in which directions. */
export interface OpenWorkloads {
  /** `data/*` for all workloads of a namespace, else `dev/sandbox`. */
  readonly title: string;
  readonly directions: readonly Direction[];
}

/** A pair worth explaining, and one port of it. */
export interface WorthExplaining {
  readonly source: MatrixPeer;
  readonly destination: MatrixPeer;
  readonly protocol: Protocol;
  readonly port: number;
}

/** The facts under a matrix. */
export interface MatrixSummary {
  readonly pairs: PairCounts;
  readonly notIsolated: readonly OpenWorkloads[];
  /** Sorted as in the cluster. */
  readonly policiesWithoutPods: readonly Policy[];
  readonly hasPolicies: boolean;
  /** Workloads that have no pods today. */
  readonly withoutPods: readonly SingleMatrixPeer[];
  /** Parts of split workloads, with the names of their running pods. */
  readonly parts: readonly { readonly peer: SingleMatrixPeer; readonly podNames: readonly string[] }[];
  /** The first half-open pair, one with nothing open if there is one, else the first unknown pair. */
  readonly next: WorthExplaining | null;
}

/** Returns the facts under a matrix; only workloads that it shows count. */
export function summarizeMatrix(matrix: Matrix): MatrixSummary {
  const shown = [...new Set([...matrix.sources, ...matrix.destinations])].toSorted((left, right) => left - right);
  const workloads = shown.flatMap((index) => matrix.peers.slice(index, index + 1)).flatMap(membersOf);
  let pairs = NO_PAIRS;
  let next: { readonly rank: number; readonly entry: MatrixEntry; readonly ports: PortSet } | null = null;
  for (const entry of entriesOf(matrix)) {
    const { cell } = entry;
    pairs = addPairs(pairs, cell.pairs);
    const rank = isNoPorts(cell.open) ? 2 : 1;
    const ports = isNoPorts(cell.halfOpen) ? cell.unknown : cell.halfOpen;
    const worth = isNoPorts(cell.halfOpen) ? 0 : rank;
    if (!isNoPorts(ports) && worth > (next?.rank ?? -1)) next = { rank: worth, entry, ports };
  }
  return {
    pairs,
    notIsolated: groupOpenWorkloads(workloads),
    policiesWithoutPods: matrix.cluster.policies.filter((policy) => !selectsAny(policy, matrix.cluster)),
    hasPolicies: matrix.cluster.policies.length > 0,
    withoutPods: workloads.filter(({ peer }) => countPods(peer) === 0),
    parts: workloads.flatMap((peer) => (peer.peer.part === null ? [] : [{ peer, podNames: podNamesOf(peer.peer) }])),
    next: next === null ? null : pairOf(matrix, next.entry, next.ports),
  };
}

// A port that the destination declares says more to a person than the lowest one.
function pairOf(matrix: Matrix, { source, destination }: MatrixEntry, ports: PortSet): WorthExplaining | null {
  const from = matrix.peers[source];
  const to = matrix.peers[destination];
  // A namespace stands for many pairs, and no one of them is meant.
  if (from === undefined || to === undefined || [from.kind, to.kind].includes('namespace')) return null;
  const declared = membersOf(to).flatMap(({ peer }) => peer.pods.flatMap((pod) => pod.ports));
  const chosen = declared.find(({ protocol, port }) => hasPort(ports, protocol, port)) ?? portRangesOf(ports)[0];
  if (chosen === undefined) return null;
  return { source: from, destination: to, protocol: chosen.protocol, port: chosen.port };
}

function selectsAny(policy: Policy, { workloads }: Cluster): boolean {
  return workloads.some(({ pods }) => pods.some((pod) => selectsPod(policy, pod)));
}

function groupOpenWorkloads(workloads: readonly SingleMatrixPeer[]): readonly OpenWorkloads[] {
  const groups = new Map<string, SingleMatrixPeer[]>();
  const sizes = new Map<string, number>();
  for (const workload of workloads) {
    const { namespace } = workload;
    sizes.set(namespace, (sizes.get(namespace) ?? 0) + 1);
    const key = `${namespace} ${openDirections(workload).join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), workload]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const directions = first === undefined ? [] : openDirections(first);
    if (first === undefined || directions.length === 0) return [];
    const isWhole = group.length > 1 && group.length === sizes.get(first.namespace);
    return isWhole
      ? [{ title: `${first.namespace}/*`, directions }]
      : group.map(({ title }) => ({ title, directions }));
  });
}

function openDirections({ peer }: SingleMatrixPeer): readonly Direction[] {
  const directions: readonly Direction[] = ['ingress', 'egress'];
  return directions.filter((direction) => !peer.isolated[direction]);
}
