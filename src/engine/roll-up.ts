/** Connectivity between namespaces: of all pairs of their peers, how many are open, and on which ports. */

import { NO_PORTS, unionPorts } from '../model/ports.ts';
import type { Answers } from './answers.ts';
import type { NamespaceGroup, NamespacePair, RollUp } from './connectivity.ts';
import type { PointSet } from './line.ts';
import { at, visitCommon, visitSet } from './line.ts';
import type { EndRectangle } from './rectangles.ts';
import { possibleRectangles } from './rectangles.ts';

/** Returns all pairs of namespaces, and of namespaces and external peers, of which some port is open or unknown. */
export function rollUpNamespaces(answers: Answers): RollUp {
  const { groups, groupOf } = groupNamespaces(answers);
  const sums = new Map<number, Sum>();
  for (const rectangle of possibleRectangles(answers)) {
    const destinations = weighGroups(answers, groupOf, rectangle.destinations);
    for (const [source, weight] of weighGroups(answers, groupOf, rectangle.sources)) {
      for (const [destination, otherWeight] of destinations) {
        const own = source === destination ? weighCommon(answers, groupOf, source, rectangle) : 0;
        const count = weight * otherWeight - own;
        if (count === 0) continue;
        const key = source * groups.length + destination;
        const sum = sums.get(key) ?? { open: 0, unknown: 0, verdicts: new Set() };
        sums.set(key, sum);
        if (answers.universe.verdicts.isOpen(rectangle.verdict)) sum.open += count;
        else sum.unknown += count;
        sum.verdicts.add(rectangle.verdict);
      }
    }
  }
  const keys = [...sums.keys()].sort((left, right) => left - right);
  return {
    groups,
    pairs: keys.flatMap((key) => {
      const sum = sums.get(key);
      if (sum === undefined) return [];
      return [pairOf(answers, groups, Math.floor(key / groups.length), key % groups.length, sum)];
    }),
  };
}

/** What is known of two groups so far. */
interface Sum {
  open: number;
  unknown: number;
  readonly verdicts: Set<number>;
}

function pairOf(
  { universe }: Answers,
  groups: readonly NamespaceGroup[],
  source: number,
  destination: number,
  { open, unknown, verdicts }: Sum,
): NamespacePair {
  const sizeOf = (index: number): number => {
    const group = groups[index];
    return group?.kind === 'namespace' ? group.peers.length : 1;
  };
  const ports = [...verdicts].flatMap(universe.verdicts.familyPorts);
  return {
    source,
    destination,
    open,
    unknown,
    of: sizeOf(source) * (source === destination ? sizeOf(source) - 1 : sizeOf(destination)),
    openPorts: ports.reduce((set, verdict) => unionPorts(set, verdict.open), NO_PORTS),
    unknownPorts: ports.reduce((set, verdict) => unionPorts(set, verdict.unknown), NO_PORTS),
  };
}

interface Grouped {
  readonly groups: readonly NamespaceGroup[];
  /** By end; ends where no peer stands are in group 0. */
  readonly groupOf: Int32Array;
}

function groupNamespaces({ universe, peers, pointOfPeer }: Answers): Grouped {
  const groups: { kind: 'namespace'; namespace: string; peers: number[] }[] = [];
  const external: NamespaceGroup[] = [];
  const numbers = new Map<string, number>();
  const groupOf = new Int32Array(universe.endsEnd);
  for (const [index, peer] of peers.entries()) {
    if (peer.kind === 'external') {
      groupOf[at(pointOfPeer, index)] = groups.length + external.length;
      external.push({ kind: 'external', peer: index });
      continue;
    }
    const { namespace } = peer.workload;
    const number = numbers.get(namespace) ?? groups.push({ kind: 'namespace', namespace, peers: [] }) - 1;
    numbers.set(namespace, number);
    groups[number]?.peers.push(index);
    groupOf[at(pointOfPeer, index)] = number;
  }
  return { groups: [...groups, ...external], groupOf };
}

function weighGroups({ peersAt }: Answers, groupOf: Int32Array, points: PointSet): ReadonlyMap<number, number> {
  const weights = new Map<number, number>();
  visitSet(points, (start, end) => {
    for (let point = start; point < end; point += 1) {
      const weight = at(peersAt.starts, point + 1) - at(peersAt.starts, point);
      const group = at(groupOf, point);
      if (weight > 0) weights.set(group, (weights.get(group) ?? 0) + weight);
    }
  });
  return weights;
}

// How many of a group's peers are on both sides: their pairs with themselves are not counted.
function weighCommon({ peersAt }: Answers, groupOf: Int32Array, group: number, rectangle: EndRectangle): number {
  let weight = 0;
  visitSet(rectangle.sources, (from, to) =>
    visitCommon(rectangle.destinations, from, to, (start, end) => {
      for (let point = start; point < end; point += 1)
        if (at(groupOf, point) === group) weight += at(peersAt.starts, point + 1) - at(peersAt.starts, point);
    }),
  );
  return weight;
}
