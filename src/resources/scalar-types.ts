/** Which single values a field of a scalar type takes, as Go's JSON decoder and the API's own types do. */

import type { ExpectedType } from '../model/diagnostics/resources.ts';
import type { Node, ScalarNode } from '../parse/node.ts';
import type { ScalarType } from './fields.ts';

const INT32_END = 2 ** 31;
const INT64_END = 2 ** 63;
// Spec: resource.ParseQuantity, and time.Parse with RFC3339.
const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+|[KMGTPE]i|[numkMGTPE])?$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Tells whether a value, not null, is of a scalar type. */
export function fitsScalar(node: Node, type: ScalarType): boolean {
  return type === 'any' || (node.kind === 'scalar' && fits(node.value, type));
}

/** Returns the words for what a type takes. */
export function expectedScalar(type: ScalarType): ExpectedType {
  switch (type) {
    case 'int32':
    case 'int64':
      return 'integer';
    case 'int-or-string':
      return 'integer-or-string';
    case 'any':
      return 'string';
    default:
      return type;
  }
}

function fits(value: ScalarNode['value'], type: Exclude<ScalarType, 'any'>): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return isInteger(value, INT32_END);
    case 'int64':
      return isInteger(value, INT64_END);
    case 'int-or-string':
      return typeof value === 'string' || isInteger(value, INT32_END);
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'quantity':
      return typeof value === 'number' || (typeof value === 'string' && QUANTITY.test(value));
    case 'time':
      return typeof value === 'string' && TIME.test(value);
    default:
      return type satisfies never;
  }
}

// Exact for both: a number beyond 2^53 is a bigint, and `end` is a power of two.
function isInteger(value: ScalarNode['value'], end: number): boolean {
  if (typeof value === 'bigint') return value >= -end && value < end;
  return typeof value === 'number' && Number.isInteger(value) && value >= -end && value < end;
}
