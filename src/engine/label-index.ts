/** Finds which of many labelled things a selector matches, starting from its rarest requirement instead of from the things. */

import type { LabelRequirement, LabelValue } from '../model/labels.ts';
import { countBelow } from './line.ts';

/** Things numbered from 0, by the labels they have. */
export interface LabelIndex {
  /** Returns the things from one number up to another (exclusive) of which every requirement holds, ascending. */
  readonly matching: (requirements: readonly LabelRequirement[], from: number, to: number) => readonly number[];
}

/** Returns the index of things by their labels. */
export function indexLabels(labelsOf: readonly ReadonlyMap<string, LabelValue>[]): LabelIndex {
  const withKey = new Map<string, number[]>();
  const withValue = new Map<string, Map<LabelValue, number[]>>();
  for (const [thing, labels] of labelsOf.entries()) {
    for (const [key, value] of labels) {
      listIn(withKey, key).push(thing);
      let values = withValue.get(key);
      if (values === undefined) {
        values = new Map();
        withValue.set(key, values);
      }
      listIn(values, value).push(thing);
    }
  }

  // The lists that hold all things of which the requirement can hold; null where there is no such list.
  const listsFor = (requirement: LabelRequirement): readonly (readonly number[])[] | null => {
    if (requirement.operator === 'Exists') return [withKey.get(requirement.key) ?? []];
    if (requirement.operator !== 'In') return null;
    return requirement.values.map((value) => withValue.get(requirement.key)?.get(value) ?? []);
  };

  return {
    matching: (requirements, from, to) => {
      let candidates: readonly (readonly number[])[] | null = null;
      let fewest = to - from;
      for (const requirement of requirements) {
        const lists = listsFor(requirement)?.map((list) => list.slice(countBelow(list, from), countBelow(list, to)));
        const length = lists?.reduce((sum, list) => sum + list.length, 0) ?? Number.POSITIVE_INFINITY;
        if (lists === undefined || length > fewest) continue;
        candidates = lists;
        fewest = length;
      }
      const matches = (thing: number): boolean => {
        const labels = labelsOf[thing];
        return labels !== undefined && matchesLabels(requirements, labels);
      };
      if (candidates === null) return numbersBetween(from, to).filter(matches);
      const [first = [], ...more] = candidates;
      if (more.length === 0) return first.filter(matches);
      return candidates
        .flat()
        .filter(matches)
        .toSorted((left, right) => left - right);
    },
  };
}

/** Tells whether every requirement holds of labels. */
export function matchesLabels(
  requirements: readonly LabelRequirement[],
  labels: ReadonlyMap<string, LabelValue>,
): boolean {
  return requirements.every((requirement) => holds(requirement, labels));
}

// Spec: apimachinery labels.Requirement.Matches. A value that no selector can name is null and equals nothing.
function holds(requirement: LabelRequirement, labels: ReadonlyMap<string, LabelValue>): boolean {
  const value = labels.get(requirement.key);
  switch (requirement.operator) {
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'In':
      return typeof value === 'string' && requirement.values.includes(value);
    case 'NotIn':
      return typeof value !== 'string' || !requirement.values.includes(value);
  }
}

function listIn<K>(lists: Map<K, number[]>, key: K): number[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list: number[] = [];
  lists.set(key, list);
  return list;
}

function numbersBetween(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
