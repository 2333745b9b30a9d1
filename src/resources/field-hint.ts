/** Where an unknown field probably belongs: found in the field tables of what is around it, never guessed from a list of mistakes. */

import type { FieldHint } from '../model/diagnostics/resources.ts';
import { nearestWord } from '../model/nearest.ts';
import type { Cursor } from './cursor.ts';
import { fieldsOf, objectTypeOf } from './fields.ts';

/** A hint, and the lines as they were probably meant. */
export interface HintedField {
  readonly hint: FieldHint;
  readonly corrected: readonly string[];
}

const MOST_FIELDS_LISTED = 8;

/** Returns what to tell about a field that `type` does not have; `rootType` is the type of the whole object. */
export function hintFor(field: Cursor & { readonly step: string }, type: string, _rootType: string): HintedField {
  const known = [...fieldsOf(type).keys()];
  const spelling = nearestWord(field.step, known);
  if (spelling !== undefined) return { hint: { kind: 'spelling', field: spelling }, corrected: [] };
  const inside = known.filter((name) => hasFieldInside(type, name, field.step));
  if (inside.length > 0) return { hint: { kind: 'inside', fields: inside }, corrected: [] };
  return { hint: { kind: 'known', fields: known.length <= MOST_FIELDS_LISTED ? known : [] }, corrected: [] };
}

function hasFieldInside(type: string, name: string, field: string): boolean {
  const fieldType = fieldsOf(type).get(name);
  const inner = fieldType === undefined ? undefined : objectTypeOf(fieldType);
  return inner !== undefined && fieldsOf(inner).has(field);
}
