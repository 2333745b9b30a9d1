/** Labels that would change what label queries say of an object without any: what might have been assumed. */

import type { LabelRequirement, LabelValue } from '../model/labels.ts';
import { holdsFor } from './selectors.ts';

/** Requirements that must hold together. */
export type Query = readonly LabelRequirement[];

/** Values by key; null is a value that equals none that is mentioned. */
export type SupposedLabels = ReadonlyMap<string, LabelValue>;

/**
 * Returns labels to suppose of an object without labels: each single one that some query mentions; for each query
 * labels by which it holds; and labels by which no query holds. None comes twice.
 */
export function supposeFor(queries: readonly Query[]): readonly SupposedLabels[] {
  const keys = new Set(queries.flat().map(({ key }) => key));
  const single = [...keys].flatMap((key) => valuesOf(queries.flat(), key).map((value) => new Map([[key, value]])));
  const satisfying = queries.flatMap((query) => labelsForAll(query) ?? []);
  const breaking = labelsForNone(queries, new Map()) ?? new Map();
  const supposed = [...single, ...satisfying, breaking].filter(({ size }) => size > 0);
  return [...new Map(supposed.map((labels) => [JSON.stringify([...labels]), labels])).values()];
}

/** Returns labels by which a query holds, only those without which it fails; undefined where it contradicts itself. */
function labelsForAll(query: Query): SupposedLabels | undefined {
  const labels = new Map<string, LabelValue>();
  for (const { key } of query.filter((requirement) => !holdsFor(requirement, undefined))) {
    const own = query.filter((requirement) => requirement.key === key);
    const value = valuesOf(query, key).find((one) => own.every((requirement) => holdsFor(requirement, one)));
    if (value === undefined) return undefined;
    labels.set(key, value);
  }
  return labels;
}

/** Returns labels by which no query holds, those given among them; undefined where there are none. */
function labelsForNone(queries: readonly Query[], labels: SupposedLabels): SupposedLabels | undefined {
  const holding = queries.find((query) =>
    query.every((requirement) => holdsFor(requirement, labels.get(requirement.key))),
  );
  if (holding === undefined) return labels;
  for (const requirement of holding.filter(({ key }) => !labels.has(key))) {
    const { key } = requirement;
    for (const value of valuesOf(queries.flat(), key).filter((one) => !holdsFor(requirement, one))) {
      const found = labelsForNone(queries, new Map([...labels, [key, value]]));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Returns the values of a key that requirements tell apart. */
function valuesOf(requirements: readonly LabelRequirement[], key: string): readonly LabelValue[] {
  const own = requirements.filter((requirement) => requirement.key === key);
  return [...new Set(own.flatMap((requirement) => ('values' in requirement ? requirement.values : []))), null];
}
