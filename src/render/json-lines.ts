/** JSON with one item a line: readable, easy to compare, and written in pieces however large it is. */

import type { Place } from '../model/provenance.ts';
import { formatPlace } from '../model/provenance.ts';

/** A value as JSON knows it; a field that is undefined is left out. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** One field of the outermost object: a value on its own line, or items of an array, each on a line. */
export type JsonField =
  | { readonly name: string; readonly value: Json }
  | { readonly name: string; readonly items: Iterable<Json> };

/** Writes an object, field by field. */
export function* writeJson(fields: readonly JsonField[]): Generator<string, void, undefined> {
  let before = '{\n';
  for (const field of fields) {
    yield `${before}  ${JSON.stringify(field.name)}: `;
    before = ',\n';
    if ('value' in field) yield JSON.stringify(field.value);
    else yield* writeItems(field.items);
  }
  yield '\n}\n';
}

/** The place of something in machine output; `source` is the template that a renderer names for it. */
export interface PlaceFields {
  readonly [key: string]: string | undefined;
  readonly at: string;
  readonly source?: string;
}

/** Returns a place as machine output has it. */
export function placeFields(place: Place): PlaceFields {
  const { template } = place.source;
  return { at: formatPlace(place), ...(template !== undefined && { source: template }) };
}

function* writeItems(items: Iterable<Json>): Generator<string, void, undefined> {
  let isEmpty = true;
  for (const item of items) {
    yield `${isEmpty ? '[' : ','}\n    ${JSON.stringify(item)}`;
    isEmpty = false;
  }
  yield isEmpty ? '[]' : '\n  ]';
}
