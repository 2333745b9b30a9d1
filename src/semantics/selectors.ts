/** Label selectors: which labels one matches, requirement by requirement. */

import type { LabelRequirement, LabelSelector, Labels, LabelValue } from '../model/labels.ts';
import type { RequirementTrace } from '../model/verdict.ts';

/**
 * Tells whether a selector matches labels: all requirements hold, so the empty one matches everything.
 * Spec: semantics.md 17.
 */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  return selector.requirements.every((requirement) => holdsFor(requirement, labels.values.get(requirement.key)));
}

/**
 * Tells whether a requirement holds for a label's value, undefined where the label is absent. Comparison is exact,
 * and the empty value is a value.
 * Spec: semantics.md 18, 19, 20.
 */
export function holdsFor(requirement: LabelRequirement, value: LabelValue | undefined): boolean {
  switch (requirement.operator) {
    case 'In':
      return isOneOf(value, requirement.values);
    case 'NotIn':
      return !isOneOf(value, requirement.values);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** Returns what each requirement of a selector says of labels; none for a selector that is left out. */
export function traceSelector(selector: LabelSelector | null, labels: Labels): readonly RequirementTrace[] {
  return (selector?.requirements ?? []).map((requirement) => {
    const value = labels.values.get(requirement.key);
    const at = value === undefined ? null : labels.placeOf(requirement.key);
    return { requirement, holds: holdsFor(requirement, value), value, at };
  });
}

// Choice: a value that no manifest tells (null) exists and equals nothing (design.md section 4).
function isOneOf(value: LabelValue | undefined, values: readonly string[]): boolean {
  return typeof value === 'string' && values.includes(value);
}
