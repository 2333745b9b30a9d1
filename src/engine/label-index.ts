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

  const rarestOf = (requirements: readonly LabelRequirement[], from: number, to: number): Candidates => {
    let rarest: Candidates = { requirement: null, lists: null, count: to - from };
    for (const requirement of requirements) {
      const lists = listsFor(requirement);
      const count = lists?.reduce((sum, list) => sum + countBelow(list, to) - countBelow(list, from), 0);
      if (count !== undefined && count <= rarest.count) rarest = { requirement, lists, count };
    }
    return rarest;
  };

  return {
    matching: (requirements, from, to) => {
      const { requirement: rarest, lists } = rarestOf(requirements, from, to);
      const others = requirements.filter((requirement) => requirement !== rarest);
      const found: number[] = [];
      const keep = (thing: number): void => {
        const labels = labelsOf[thing];
        if (labels !== undefined && matchesLabels(others, labels)) found.push(thing);
      };
      if (lists === null) for (let thing = from; thing < to; thing += 1) keep(thing);
      else for (const list of lists) visitBetween(list, from, to, keep);
      return lists === null || lists.length < 2 ? found : found.sort((left, right) => left - right);
    },
  };
}

/** Where to look for what a selector matches. */
interface Candidates {
  /** The requirement that holds for all of them; null where they are all things. */
  readonly requirement: LabelRequirement | null;
  readonly lists: readonly (readonly number[])[] | null;
  readonly count: number;
}

function visitBetween(ascending: readonly number[], from: number, to: number, visit: (thing: number) => void): void {
  for (let index = countBelow(ascending, from); index < ascending.length; index += 1) {
    const thing = ascending[index] ?? to;
    if (thing >= to) return;
    visit(thing);
  }
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
