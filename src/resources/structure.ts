/**
 * Structure: whether every field exists and every value has its field's type, at every depth, all problems in one pass.
 * Spec: fieldValidation=Strict of the API server. Names are case-sensitive, null is absence.
 */

import type { ExpectedType, SeenType } from '../model/diagnostics/resources.ts';
import type { Node, ScalarNode } from '../parse/node.ts';
import type { Cursor } from './cursor.ts';
import { entriesOf, itemsOf, keyPlaceOf, nameOf, reportAt, reportHarmless } from './cursor.ts';
import { hintFor } from './field-hint.ts';
import type { FieldType, ScalarType } from './fields.ts';
import { fieldsOf, objectTypeOf } from './fields.ts';

/** Reports a value that is not of a type, and all in it that is not. */
export function checkType(value: Cursor, type: FieldType): void {
  checkValue(value, type, objectTypeOf(type) ?? '');
}

/** Reports unknown fields and values of a wrong type of an object and all that is in it. Linear. */
export function checkFields(object: Cursor, type: string): void {
  checkValue(object, { kind: 'object', type }, type);
}

function checkValue(cursor: Cursor, expected: FieldType, rootType: string): void {
  const { node } = cursor;
  if (node === undefined) return;
  switch (expected.kind) {
    case 'scalar': {
      const mismatch = scalarMismatch(node, expected.scalar);
      if (mismatch !== undefined) reportWrongType(cursor, node, mismatch);
      return;
    }
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
      reportHarmless(entry, { code: 'unknown-field', type: 'StrictDecoding', at: keyPlaceOf(entry), args });
    }
  }
}

function reportWrongType(cursor: Cursor, node: Node, expected: ExpectedType): void {
  const text = node.kind === 'scalar' ? cursor.context.source.text.slice(node.offset, node.end).trim() : '';
  reportAt(cursor, { code: 'wrong-type', type: 'Decode', args: { expected, seen: seenType(node, expected), text } });
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

const INT32_LIMIT = 2n ** 31n;
const INT64_LIMIT = 2n ** 63n;
// Spec: resource.ParseQuantity, and time.Parse with RFC3339.
const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+|[KMGTPE]i|[numkMGTPE])?$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Returns what was expected where a value does not fit. */
function scalarMismatch(node: Node, type: ScalarType): ExpectedType | undefined {
  if (type === 'any') return undefined;
  if (node.kind !== 'scalar') return expectedType(type);
  return fitsScalar(node, type) ? undefined : expectedType(type);
}

function fitsScalar({ value }: ScalarNode, type: ScalarType): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return isInteger(value, INT32_LIMIT);
    case 'int64':
      return isInteger(value, INT64_LIMIT);
    case 'int-or-string':
      return typeof value === 'string' || isInteger(value, INT32_LIMIT);
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'quantity':
      return typeof value === 'number' || (typeof value === 'string' && QUANTITY.test(value));
    case 'time':
      return typeof value === 'string' && TIME.test(value);
    case 'bytes':
      return typeof value === 'string' && BASE64.test(value.replace(/[\r\n]/g, ''));
    default:
      return type satisfies never;
  }
}

function isInteger(value: ScalarNode['value'], limit: bigint): boolean {
  if (typeof value === 'number' && !Number.isInteger(value)) return false;
  if (typeof value !== 'number' && typeof value !== 'bigint') return false;
  const integer = BigInt(value);
  return integer >= -limit && integer < limit;
}

function expectedType(type: Exclude<ScalarType, 'any'>): ExpectedType {
  switch (type) {
    case 'int32':
    case 'int64':
      return 'integer';
    case 'int-or-string':
      return 'integer-or-string';
    case 'bytes':
      return 'base64';
    default:
      return type;
  }
}
