/** Which points of the line selectors match; equal selectors are asked once. */

import type { Namespace } from '../model/cluster.ts';
import { unionBounds } from '../model/intervals.ts';
import type { LabelRequirement, LabelSelector } from '../model/labels.ts';
import { compareText } from '../model/order.ts';
import type { PodPeer, Policy } from '../model/policy.ts';
import { foldBalanced, rememberTexts } from './intern.ts';
import { indexLabels } from './label-index.ts';
import type { PointSet } from './line.ts';
import { setOfPoints } from './line.ts';
import type { Universe } from './universe.ts';

/** Asks selectors about the classes of pods, in one cluster's namespaces. */
export interface Selectors {
  /** Returns the classes that a policy selects. */
  readonly subjectsOf: (policy: Policy) => PointSet;
  /** Returns the classes that an item of `from` or `to` matches. */
  readonly matchedBy: (peer: PodPeer, ownNamespace: string) => PointSet;
}

/** Prepares the selectors of one cluster's policies. */
export function createSelectors(universe: Universe, namespaces: ReadonlyMap<string, Namespace>): Selectors {
  const names = [...namespaces.keys()].toSorted(compareText);
  const index = indexLabels(names.map((name) => namespaces.get(name)?.labels.values ?? new Map()));
  const runsOfSelector = rememberTexts((_, selector: LabelSelector) =>
    foldBalanced(
      index.matching(selector.requirements, 0, names.length).map((number): PointSet => {
        const [start, end] = universe.classesOf(names[number] ?? '');
        return start === end ? [] : [start, end];
      }),
      [],
      unionBounds<number>,
    ),
  );
  const matchIn = (selector: LabelSelector | null, runs: PointSet): PointSet => {
    if (selector === null || selector.requirements.length === 0) return runs;
    const points: number[] = [];
    for (let run = 0; run < runs.length; run += 2)
      points.push(...universe.labels.matching(selector.requirements, runs[run] ?? 0, runs[run + 1] ?? 0));
    return setOfPoints(points);
  };
  const runOf = (namespace: string): PointSet => {
    const [start, end] = universe.classesOf(namespace);
    return start === end ? [] : [start, end];
  };
  const matchedAnywhere = rememberTexts(
    (_, peer: { readonly pods: LabelSelector | null; readonly of: LabelSelector }) =>
      matchIn(peer.pods, runsOfSelector(keyOfSelector(peer.of), peer.of)),
  );
  const matchedHere = rememberTexts((_, peer: { readonly pods: LabelSelector | null; readonly namespace: string }) =>
    matchIn(peer.pods, runOf(peer.namespace)),
  );
  return {
    subjectsOf: ({ namespace, podSelector }) =>
      matchedHere(`${namespace}\n${keyOfSelector(podSelector)}`, { pods: podSelector, namespace }),
    matchedBy: ({ podSelector, namespaceSelector }, namespace) => {
      const key = podSelector === null ? '' : keyOfSelector(podSelector);
      return namespaceSelector === null
        ? matchedHere(`${namespace}\n${key}`, { pods: podSelector, namespace })
        : matchedAnywhere(`${keyOfSelector(namespaceSelector)}\n${key}`, { pods: podSelector, of: namespaceSelector });
    },
  };
}

function keyOfSelector({ requirements }: LabelSelector): string {
  return requirements.map(keyOfRequirement).toSorted(compareText).join(' ');
}

function keyOfRequirement(requirement: LabelRequirement): string {
  const { operator, key } = requirement;
  return operator === 'In' || operator === 'NotIn'
    ? `${key} ${operator} ${requirement.values.join()}`
    : `${key} ${operator}`;
}
