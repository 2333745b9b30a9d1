/** JSON with one item a line: readable, easy to compare, and written in pieces however large it is. */

import type { Place } from '../model/provenance.ts';
import { formatPlace } from '../model/provenance.ts';

/** A value as JSON knows it; a field that is undefined is left out. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** One field of the outermost object: a value on its own line, or items of an array, each on a line. */
export type JsonField =
  | { readonly name: string; readonly value: Json }
  | { readonly name: string; readonly items: Iterable<Json> }
  /** Items that are JSON text already, for lists of millions. */
  | { readonly name: string; readonly texts: Iterable<string> };

/** Writes an object, field by field. */
export function* writeJson(fields: readonly JsonField[]): Generator<string, void, undefined> {
  let before = '{\n';
  for (const field of fields) {
    yield `${before}  ${JSON.stringify(field.name)}: `;
    before = ',\n';
    if ('value' in field) yield JSON.stringify(field.value);
    else if ('texts' in field) yield* writeItems(field.texts);
    else yield* writeItems(textsOf(field.items));
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

const CHUNK = 65_536;

// Items are gathered into larger pieces: a piece for each would be a system call for each.
function* writeItems(texts: Iterable<string>): Generator<string, void, undefined> {
  let chunk = '';
  let separator = '[';
  for (const text of texts) {
    chunk += `${separator}\n    ${text}`;
    separator = ',';
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield separator === '[' ? '[]' : `${chunk}\n  ]`;
}

function* textsOf(items: Iterable<Json>): Generator<string, void, undefined> {
  for (const item of items) yield JSON.stringify(item);
}
