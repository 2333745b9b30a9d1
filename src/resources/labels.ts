/** Labels of objects and label selectors, with the rules that Kubernetes holds them to. */

import type { LabelRequirement, LabelSelector, Labels } from '../model/labels.ts';
import type { Place } from '../model/provenance.ts';
import { placeIn } from '../model/provenance.ts';
import type { Cursor } from './cursor.ts';
import {
  elementStringOf,
  entriesOf,
  fieldOf,
  isPresent,
  itemsOf,
  keyPlaceOf,
  placeOf,
  reportAt,
  stringOf,
  writtenText,
} from './cursor.ts';
import { labelKeyProblems, labelValueProblems } from './names.ts';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

type Operator = (typeof OPERATORS)[number];

/**
 * Returns the labels of a map of strings such as `metadata.labels`, where null is the empty value. The API server refuses
 * `tier: Y`, a boolean; where netpol answers all the same, it means the text, as quotes around it would.
 */
export function decodeLabels(cursor: Cursor): Labels {
  const values = new Map<string, string>();
  const offsets: number[] = [];
  for (const entry of entriesOf(cursor)) {
    const value = elementStringOf(entry) ?? writtenText(entry);
    if (value === undefined) continue;
    values.set(entry.step, value);
    offsets.push(entry.keyOffset);
  }
  return { values, placeOf: placesOf(values, offsets, placeOf(cursor)) };
}

// Apart from the decoder, so that the object's nodes are not kept for the sake of a place that few ask for.
function placesOf(
  values: Labels['values'],
  offsets: readonly number[],
  { source, offset: ofMap }: Place,
): Labels['placeOf'] {
  return (key) => placeIn(source, offsets[[...values.keys()].indexOf(key)] ?? ofMap);
}

/** Reports keys and values of a map that cannot be labels. Spec: ValidateLabels, the path is the map's. */
export function checkLabels(cursor: Cursor): void {
  for (const entry of entriesOf(cursor)) {
    for (const problem of labelKeyProblems(entry.step)) {
      const args = { part: 'key', text: entry.step, problem } as const;
      reportAt(cursor, { code: 'invalid-label', type: 'Invalid', at: keyPlaceOf(entry), args });
    }
    checkLabelValue(entry, cursor);
  }
}

/** Decodes and checks a LabelSelector; absent, null and `{}` select everything. */
export function decodeSelector(cursor: Cursor): LabelSelector {
  const matchLabels = fieldOf(cursor, 'matchLabels');
  checkLabels(matchLabels);
  const equalities = entriesOf(matchLabels).flatMap((entry): readonly LabelRequirement[] => {
    const value = elementStringOf(entry);
    return value === undefined ? [] : [{ operator: 'In', key: entry.step, values: [value], at: keyPlaceOf(entry) }];
  });
  const expressions = itemsOf(fieldOf(cursor, 'matchExpressions')).flatMap(decodeExpression);
  return { requirements: [...equalities, ...expressions], at: placeOf(cursor) };
}

/** Decodes a selector that is a plain map of labels, as in Service and ReplicationController; null where it is absent or empty. */
export function decodeMapSelector(cursor: Cursor): LabelSelector | null {
  checkLabels(cursor);
  const requirements = entriesOf(cursor).flatMap((entry): readonly LabelRequirement[] => {
    const value = elementStringOf(entry);
    return value === undefined ? [] : [{ operator: 'In', key: entry.step, values: [value], at: keyPlaceOf(entry) }];
  });
  return requirements.length === 0 ? null : { requirements, at: placeOf(cursor) };
}

// Spec: ValidateLabelSelectorRequirement.
function decodeExpression(item: Cursor): readonly LabelRequirement[] {
  const key = checkKey(fieldOf(item, 'key'));
  const operator = checkOperator(fieldOf(item, 'operator'));
  const valuesField = fieldOf(item, 'values');
  const items = itemsOf(valuesField);
  for (const value of items) checkLabelValue(value, value);
  if (operator === undefined) return [];
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (items.length > 0) {
      const args = { operator, needs: 'no-values' } as const;
      reportAt(valuesField, { code: 'selector-values', type: 'Forbidden', at: keyPlaceOf(valuesField), args });
    }
    return [{ operator, key, at: placeOf(item) }];
  }
  if (items.length === 0) {
    if (valuesField.node === undefined || valuesField.node.kind === 'sequence')
      reportAt(valuesField, { code: 'selector-values', type: 'Required', args: { operator, needs: 'values' } });
    return [];
  }
  const values = [...new Set(items.map((value) => elementStringOf(value) ?? ''))].sort();
  return [{ operator, key, values, at: placeOf(item) }];
}

function checkKey(field: Cursor): string {
  const key = isPresent(field) ? stringOf(field) : '';
  for (const problem of key === undefined ? [] : labelKeyProblems(key))
    reportAt(field, { code: 'invalid-label', type: 'Invalid', args: { part: 'key', text: key ?? '', problem } });
  return key ?? '';
}

function checkOperator(field: Cursor): Operator | undefined {
  const written = isPresent(field) ? stringOf(field) : '';
  const operator = OPERATORS.find((known) => known === written);
  if (operator === undefined && written !== undefined) {
    const args = { field: 'operator', value: written, supported: OPERATORS };
    reportAt(field, { code: 'unsupported-value', type: 'Invalid', args });
  }
  return operator;
}

// Reported at the path of `owner`: the map's for an entry of a map.
function checkLabelValue(field: Cursor, owner: Cursor): void {
  const value = elementStringOf(field) ?? '';
  for (const problem of labelValueProblems(value))
    reportAt(owner, {
      code: 'invalid-label',
      type: 'Invalid',
      at: placeOf(field),
      args: { part: 'value', text: value, problem },
    });
}
