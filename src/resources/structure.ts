/**
 * Structure: whether every field exists and every value has its field's type, at every depth, all problems in one pass.
 * Spec: fieldValidation=Strict of the API server. Names are case-sensitive, null is absence.
 */

import type { ExpectedType, SeenType } from '../model/diagnostics/resources.ts';
import type { MappingNode, Node } from '../parse/node.ts';
import type { Cursor } from './cursor.ts';
import { entriesOf, itemsOf, keyPlaceOf, nameOf, reportAt, reportHarmless, writtenText } from './cursor.ts';
import { hintFor, mayChangeVerdicts } from './field-hint.ts';
import type { FieldType } from './fields.ts';
import { fieldsOf, objectTypeOf } from './fields.ts';
import { expectedScalar, fitsScalar } from './scalar-types.ts';

/** Reports a value that is not of a type, and all in it that is not. */
export function checkType(value: Cursor, type: FieldType): void {
  // Nearly every object is as it should be, and to see that takes no cursors.
  if (value.node !== undefined && fits(value.node, type)) return;
  checkValue(value, type, objectTypeOf(type) ?? '');
}

/** Reports unknown fields and values of a wrong type of an object and all that is in it. Linear. */
export function checkFields(object: Cursor, type: string): void {
  checkType(object, { kind: 'object', type });
}

function fits(node: Node, type: FieldType): boolean {
  if (node.kind === 'scalar' && node.value === null) return true;
  switch (type.kind) {
    case 'scalar':
      return fitsScalar(node, type.scalar);
    case 'list':
      return node.kind === 'sequence' && node.items.every((item) => fits(item, type.of));
    case 'map':
      return node.kind === 'mapping' && node.entries.every(({ value }) => fits(value, type.of));
    case 'object':
      return node.kind === 'mapping' && fitsObject(node, type.type);
    default:
      return type satisfies never;
  }
}

function fitsObject(node: MappingNode, type: string): boolean {
  const fields = fieldsOf(type);
  return node.entries.every(({ key, value }) => {
    const field = fields.get(key);
    return field !== undefined && fits(value, field);
  });
}

function checkValue(cursor: Cursor, expected: FieldType, rootType: string): void {
  const { node } = cursor;
  if (node === undefined) return;
  switch (expected.kind) {
    case 'scalar':
      if (!fitsScalar(node, expected.scalar)) reportWrongType(cursor, node, expectedScalar(expected.scalar));
      return;
    case 'list':
      if (node.kind !== 'sequence') reportWrongType(cursor, node, 'list');
      for (const item of itemsOf(cursor)) checkValue(item, expected.of, rootType);
      return;
    case 'map':
      if (node.kind !== 'mapping') reportWrongType(cursor, node, 'mapping');
      for (const entry of entriesOf(cursor)) checkValue(entry, expected.of, rootType);
      return;
    case 'object':
      if (node.kind === 'mapping') checkObject(cursor, expected.type, rootType);
      else reportWrongType(cursor, node, 'mapping');
      return;
    default:
      expected satisfies never;
  }
}

function checkObject(cursor: Cursor, type: string, rootType: string): void {
  const fields = fieldsOf(type);
  for (const entry of entriesOf(cursor)) {
    const field = fields.get(entry.step);
    if (field !== undefined) checkValue(entry, field, rootType);
    else {
      const { hint, corrected } = hintFor({ field: entry, object: cursor, type, rootType });
      const args = { field: entry.step, parent: nameOf(cursor), hint, corrected };
      const report = mayChangeVerdicts(entry.step, hint) ? reportAt : reportHarmless;
      report(entry, { code: 'unknown-field', type: 'StrictDecoding', at: keyPlaceOf(entry), args });
    }
  }
}

function isEmpty(node: Node): boolean {
  if (node.kind === 'scalar') return false;
  return node.kind === 'mapping' ? node.entries.length === 0 : node.items.length === 0;
}

function reportWrongType(cursor: Cursor, node: Node, expected: ExpectedType): void {
  const text = writtenText(cursor) ?? '';
  // `ports: {}` says as little as `ports: []`, and a label that lacks its quotes is read as if it had them.
  const report = isEmpty(node) || isUnquotedLabel(cursor) ? reportHarmless : reportAt;
  report(cursor, { code: 'wrong-type', type: 'Decode', args: { expected, seen: seenType(node, expected), text } });
}

function isUnquotedLabel(cursor: Cursor): boolean {
  return cursor.parent?.step === 'labels' && writtenText(cursor) !== undefined;
}

function seenType(node: Node, expected: ExpectedType): SeenType {
  if (node.kind !== 'scalar') return node.kind === 'mapping' ? 'mapping' : 'list';
  switch (typeof node.value) {
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'string';
    default:
      if (expected !== 'integer' && expected !== 'integer-or-string') return 'number';
      return Number.isInteger(Number(node.value)) ? 'too-large' : 'fraction';
  }
}
