/**
 * The field tables: which fields an API type has and what they hold. A line of a table is read when the type is first met.
 * Structure only; what values mean and which are allowed is the decoders' business.
 */

import { ADMIN_FIELDS } from './admin-fields.ts';
import { KUBERNETES_FIELDS } from './fields.generated.ts';

const SCALAR_TYPES = [
  'any',
  'boolean',
  'int32',
  'int64',
  'int-or-string',
  'number',
  'quantity',
  'string',
  'time',
] as const;

/** What a single value may be; `any` is not looked into. */
export type ScalarType = (typeof SCALAR_TYPES)[number];

/** What a field holds: a single value, a list, a map with free keys, or an object of a named type. */
export type FieldType =
  | { readonly kind: 'scalar'; readonly scalar: ScalarType }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType }
  | { readonly kind: 'object'; readonly type: string };

/** The fields of one type by name, in the order of the table. */
export type Fields = ReadonlyMap<string, FieldType>;

// Reading a line is pure, so what was read once may be kept.
const fieldsByType = new Map<string, Fields>();

/** Returns the fields of a type such as `PodSpec`; a type that no table has has no fields. */
export function fieldsOf(type: string): Fields {
  const known = fieldsByType.get(type);
  if (known !== undefined) return known;
  const line = ADMIN_FIELDS[type] ?? KUBERNETES_FIELDS[type] ?? '';
  const fields = new Map(
    line
      .split(' ')
      .filter((field) => field !== '')
      .map((field) => readField(field)),
  );
  fieldsByType.set(type, fields);
  return fields;
}

/** Returns the type of the objects that a field holds, directly or as items; undefined where it holds none. */
export function objectTypeOf(type: FieldType): string | undefined {
  if (type.kind === 'object') return type.type;
  return type.kind === 'list' ? objectTypeOf(type.of) : undefined;
}

function readField(field: string): readonly [name: string, type: FieldType] {
  const colon = field.indexOf(':');
  return [field.slice(0, colon), readType(field.slice(colon + 1))];
}

function readType(text: string): FieldType {
  if (text.startsWith('[')) return { kind: 'list', of: readType(text.slice(1, -1)) };
  if (text.startsWith('{')) return { kind: 'map', of: readType(text.slice(1, -1)) };
  const scalar = SCALAR_TYPES.find((name) => name === text);
  return scalar === undefined ? { kind: 'object', type: text } : { kind: 'scalar', scalar };
}
