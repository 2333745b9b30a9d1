/** Labels of pods and namespaces, and the label queries of policies. */

import type { Place } from './provenance.ts';

/** A label's value; null where a controller sets the label to something that no manifest tells (`pod-template-hash`). */
export type LabelValue = string | null;

/** The labels of one object. */
export interface Labels {
  readonly values: ReadonlyMap<string, LabelValue>;
  /** Returns where a label is written; the object itself for a label that a controller adds. */
  readonly placeOf: (key: string) => Place;
}

/** One requirement of a label selector; an entry of matchLabels is `In` with one value. */
export type LabelRequirement =
  | {
      readonly operator: 'In' | 'NotIn';
      readonly key: string;
      /** Sorted, without duplicates, at least one. */
      readonly values: readonly string[];
      readonly at: Place;
    }
  | { readonly operator: 'Exists' | 'DoesNotExist'; readonly key: string; readonly at: Place };

/** A label query: labels match when every requirement holds, so none at all matches everything. */
export interface LabelSelector {
  readonly requirements: readonly LabelRequirement[];
  readonly at: Place;
}

/** Returns a selector as kubectl's `-l` takes it; no text for the one that matches everything. */
export function formatSelector({ requirements }: LabelSelector): string {
  return requirements.map(formatRequirement).join(',');
}

/** Returns a requirement as kubectl's `-l` takes it: `app=api`, `tier in (a,b)`, `!legacy`. */
export function formatRequirement(requirement: LabelRequirement): string {
  const { key } = requirement;
  switch (requirement.operator) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    case 'In':
    case 'NotIn': {
      const isIn = requirement.operator === 'In';
      const [value = '', ...others] = requirement.values;
      if (others.length === 0) return `${key}${isIn ? '=' : '!='}${value}`;
      return `${key} ${isIn ? 'in' : 'notin'} (${requirement.values.join(',')})`;
    }
  }
}
