/** What stands under a matrix: counts, who is not isolated, which policies select nothing, and where to look next. */

import type { Cluster, Pod } from '../model/cluster.ts';
import type { Direction, Policy } from '../model/policy.ts';
import type { PortSet, Protocol } from '../model/ports.ts';
import { hasPort, isNoPorts, portRangesOf } from '../model/ports.ts';
import { selectsPod } from '../semantics/isolation.ts';
import type { MatrixCell, PairCounts } from './cell.ts';
import type { Matrix } from './matrix.ts';
import { addPairs, entriesOf, multiplyPairs, NO_PAIRS } from './matrix.ts';
import type { MatrixShortcuts } from './matrix-blocks.ts';
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
  const { pairs, next } = matrix.shortcuts === null ? readCells(matrix) : readBlocks(matrix, matrix.shortcuts);
  return {
    pairs,
    notIsolated: groupOpenWorkloads(workloads),
    policiesWithoutPods: policiesWithoutPods(matrix.cluster),
    hasPolicies: matrix.cluster.policies.length > 0,
    withoutPods: workloads.filter(({ peer }) => countPods(peer) === 0),
    parts: workloads.flatMap((peer) => (peer.peer.part === null ? [] : [{ peer, podNames: podNamesOf(peer.peer) }])),
    next: next === null ? null : pairOf(matrix, next),
  };
}

/** What all cells come to. */
interface CellFacts {
  readonly pairs: PairCounts;
  readonly next: Candidate | null;
}

/** A pair that may be worth explaining; of two the higher rank is, then the one that comes first. */
interface Candidate {
  readonly rank: number;
  readonly source: number;
  readonly destination: number;
  readonly ports: PortSet;
}

function readCells(matrix: Matrix): CellFacts {
  let pairs = NO_PAIRS;
  let next: Candidate | null = null;
  for (const { source, destination, cell } of entriesOf(matrix)) {
    pairs = addPairs(pairs, cell.pairs);
    next = better(next, candidateOf(cell, source, destination));
  }
  return { pairs, next };
}

function readBlocks({ sources: rows, destinations: columns }: Matrix, shortcuts: MatrixShortcuts): CellFacts {
  let pairs = NO_PAIRS;
  let next: Candidate | null = null;
  for (const { sources, destinations, cell } of shortcuts.blocks()) {
    const among = new Set(destinations);
    const own = sources.filter((index) => among.has(index)).length;
    pairs = addPairs(pairs, multiplyPairs(cell.pairs, sources.length * destinations.length - own));
    // Whoever looks for the first pair need not look for it where it is of no use.
    if (candidateOf(cell, 0, 0) === null) continue;
    const first = firstPair(sources, destinations);
    next = first === null ? next : better(next, candidateOf(cell, ...first));
  }
  return { pairs: { ...pairs, of: shortcuts.countAsked(rows, columns) }, next };
}

function candidateOf(cell: MatrixCell, source: number, destination: number): Candidate | null {
  const isHalfOpen = !isNoPorts(cell.halfOpen);
  const ports = isHalfOpen ? cell.halfOpen : cell.unknown;
  if (isNoPorts(ports)) return null;
  const rankOfHalfOpen = isNoPorts(cell.open) ? 2 : 1;
  return { rank: isHalfOpen ? rankOfHalfOpen : 0, source, destination, ports };
}

function better(left: Candidate | null, right: Candidate | null): Candidate | null {
  if (left === null || right === null) return left ?? right;
  const order = right.rank - left.rank || left.source - right.source || left.destination - right.destination;
  return order <= 0 ? left : right;
}

// Row by row; a peer and itself are no pair.
function firstPair(
  sources: readonly number[],
  destinations: readonly number[],
): readonly [source: number, destination: number] | null {
  const [source, nextSource] = smallestTwo(sources);
  const [destination, nextDestination] = smallestTwo(destinations);
  if (source === undefined || destination === undefined) return null;
  if (source !== destination) return [source, destination];
  if (nextDestination !== undefined) return [source, nextDestination];
  return nextSource === undefined ? null : [nextSource, destination];
}

function smallestTwo(indexes: readonly number[]): readonly number[] {
  let [first, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const index of indexes) {
    if (index < first) [first, second] = [index, first];
    else if (index < second) second = index;
  }
  return [first, second].filter(Number.isFinite);
}

// A port that the destination declares says more to a person than the lowest one.
function pairOf(matrix: Matrix, { source, destination, ports }: Candidate): WorthExplaining | null {
  const from = matrix.peers[source];
  const to = matrix.peers[destination];
  // A namespace stands for many pairs, and no one of them is meant.
  if (from === undefined || to === undefined || [from.kind, to.kind].includes('namespace')) return null;
  const declared = membersOf(to).flatMap(({ peer }) => peer.pods.flatMap((pod) => pod.ports));
  const chosen = declared.find(({ protocol, port }) => hasPort(ports, protocol, port)) ?? portRangesOf(ports)[0];
  if (chosen === undefined) return null;
  return { source: from, destination: to, protocol: chosen.protocol, port: chosen.port };
}

function policiesWithoutPods({ policies, workloads }: Cluster): readonly Policy[] {
  const podsByNamespace = new Map<string, Pod[]>();
  for (const { namespace, pods } of workloads) {
    const known = podsByNamespace.get(namespace) ?? [];
    podsByNamespace.set(namespace, known);
    known.push(...pods);
  }
  return policies.filter(
    (policy) => podsByNamespace.get(policy.namespace)?.some((pod) => selectsPod(policy, pod)) !== true,
  );
}

function groupOpenWorkloads(workloads: readonly SingleMatrixPeer[]): readonly OpenWorkloads[] {
  const groups = new Map<string, SingleMatrixPeer[]>();
  const sizes = new Map<string, number>();
  for (const workload of workloads) {
    const { namespace } = workload;
    sizes.set(namespace, (sizes.get(namespace) ?? 0) + 1);
    const key = `${namespace} ${openDirections(workload).join(' ')}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(workload);
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
