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
