/** Where an unknown field probably belongs: found in the field tables around it, never in a list of known mistakes. */

import type { FieldHint } from '../model/diagnostics/resources.ts';
import { nearestWord } from '../model/nearest.ts';
import { labelsGathered, movedUp } from './corrected-lines.ts';
import type { Cursor } from './cursor.ts';
import { fieldOf, isPresent } from './cursor.ts';
import type { FieldType } from './fields.ts';
import { fieldsOf, objectTypeOf } from './fields.ts';

/** A hint, and the lines as they were probably meant; none where that cannot be told. */
export interface HintedField {
  readonly hint: FieldHint;
  readonly corrected: readonly string[];
}

/** An unknown field, in an object of a type, in an object of `rootType`. */
export interface UnknownField {
  readonly field: Cursor & { readonly step: string };
  readonly object: Cursor;
  readonly type: string;
  readonly rootType: string;
}

const MOST_FIELDS_LISTED = 8;
const DEEPEST_SEARCHED = 5;

/** Returns what to tell about an unknown field. */
export function hintFor(unknown: UnknownField): HintedField {
  const { field, type } = unknown;
  const known = [...fieldsOf(type).keys()];
  const spelling = nearestWord(field.step, known);
  if (spelling !== undefined) return onlyHint({ kind: 'spelling', field: spelling });
  const label = hintLabel(unknown);
  if (label !== undefined) return label;
  const inside = known.filter((name) => innerFields(type, name).has(field.step));
  if (inside.length > 0) return onlyHint({ kind: 'inside', fields: inside });
  const moved = hintUp(unknown);
  if (moved !== undefined) return moved;
  const path = pathsOfFields(unknown.rootType).get(field.step);
  if (path !== undefined) return onlyHint({ kind: 'elsewhere', path, known });
  return onlyHint({ kind: 'known', fields: known.length <= MOST_FIELDS_LISTED ? known : [] });
}

// What decides which pods a policy selects and matches, and where pods are. Ports need no declaration to be reached.
const VERDICT_FIELDS: ReadonlySet<string> = new Set(['hostNetwork', 'labels', 'namespace', 'ownerReferences']);

/** Tells whether an unknown field is probably a slip in one that verdicts rest on. */
export function mayChangeVerdicts(field: string, hint: FieldHint): boolean {
  return VERDICT_FIELDS.has(hint.kind === 'spelling' ? hint.field : field);
}

function onlyHint(hint: FieldHint): HintedField {
  return { hint, corrected: [] };
}

// `app: web` directly in a selector: the level `matchLabels` was forgotten, or left empty beside it.
function hintLabel({ field, object, type }: UnknownField): HintedField | undefined {
  if (type !== 'LabelSelector' || field.node?.kind !== 'scalar') return undefined;
  return { hint: { kind: 'label' }, corrected: labelsGathered(object, field) };
}

function hintUp({ field, object, rootType }: UnknownField): HintedField | undefined {
  const around = objectsAround(object, rootType);
  const levels = around.findIndex(({ type }, index) => index > 0 && fieldsOf(type).has(field.step));
  const target = around[levels];
  if (target === undefined) return undefined;
  const sibling = fieldTowards(target.cursor, field);
  const hint: FieldHint = { kind: 'up', levels, beside: String(sibling.step) };
  // Beside one of its name it would be a duplicate, so what was meant cannot be told.
  const isTaken = isPresent(fieldOf(target.cursor, field.step));
  return { hint, corrected: isTaken ? [] : movedUp(sibling, field) };
}

interface TypedObject {
  readonly cursor: Cursor;
  readonly type: string;
}

// The objects that hold a cursor's value, itself first, with their types.
function objectsAround(object: Cursor, rootType: string): readonly TypedObject[] {
  const around: TypedObject[] = [];
  let type: FieldType | undefined = { kind: 'object', type: rootType };
  for (const cursor of cursorsDownTo(object)) {
    if (cursor.parent !== null) type = stepInto(type, cursor.step);
    if (type?.kind === 'object') around.unshift({ cursor, type: type.type });
  }
  return around;
}

function stepInto(type: FieldType | undefined, step: string | number): FieldType | undefined {
  if (type?.kind === 'object') return fieldsOf(type.type).get(String(step));
  return type?.kind === 'list' || type?.kind === 'map' ? type.of : undefined;
}

function cursorsDownTo(cursor: Cursor): readonly Cursor[] {
  const cursors: Cursor[] = [];
  for (let at: Cursor | null = cursor; at !== null; at = at.parent) cursors.unshift(at);
  return cursors;
}

// The field of `ancestor` in which `cursor` lies.
function fieldTowards(ancestor: Cursor, cursor: Cursor): Cursor {
  let at = cursor;
  while (at.parent !== null && at.parent !== ancestor) at = at.parent;
  return at;
}

function innerFields(type: string, name: string): ReadonlyMap<string, FieldType> {
  const field = fieldsOf(type).get(name);
  return fieldsOf((field && objectTypeOf(field)) ?? '');
}

// A document may have many unknown fields, and the tables are the same for all of them.
const pathsByRootType = new Map<string, ReadonlyMap<string, string>>();

function pathsOfFields(rootType: string): ReadonlyMap<string, string> {
  const known = pathsByRootType.get(rootType);
  if (known !== undefined) return known;
  const paths = findPaths(rootType);
  pathsByRootType.set(rootType, paths);
  return paths;
}

type TypedPath = readonly [path: string, type: string];

// Breadth first, so that the shallowest place of a name wins.
function findPaths(rootType: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let level: readonly TypedPath[] = [['', rootType]];
  for (let depth = 0; depth < DEEPEST_SEARCHED; depth += 1) {
    for (const [path, type] of level) {
      for (const name of fieldsOf(type).keys()) if (!found.has(name)) found.set(name, `${path}${name}`);
    }
    level = level.flatMap(pathsInside);
  }
  return found;
}

// `status` is the server's, so nothing that somebody wrote belongs there.
function pathsInside([path, type]: TypedPath): readonly TypedPath[] {
  return [...fieldsOf(type)].flatMap(([name, field]): readonly TypedPath[] => {
    const inner = name === 'status' ? undefined : objectTypeOf(field);
    return inner === undefined ? [] : [[`${path}${name}${field.kind === 'list' ? '[]' : ''}.`, inner]];
  });
}
