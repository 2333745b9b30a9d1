/**
 * A way to walk an object by field names that always knows where it is. What is absent, null or of another type
 * reads as undefined, so a decoder takes what is well-formed; `checkFields` has already said what is not.
 */

import type {
  DiagnosticArguments,
  DiagnosticCode,
  KubernetesErrorType,
  RelatedPlace,
  Report,
  Severity,
} from '../model/diagnostics.ts';
import type { Place, Source } from '../model/provenance.ts';
import { placeIn } from '../model/provenance.ts';
import type { Node } from '../parse/node.ts';
import { entryOf } from '../parse/node.ts';
import type { DecodeOptions } from './options.ts';

const INT32_END = 2 ** 31;

/** What all cursors of one object share. */
export interface ObjectContext {
  readonly source: Source;
  readonly options: DecodeOptions;
  /** Severity of what the API server refuses although it changes no verdict; `error` in every policy. */
  readonly harmless: Severity;
  readonly report: Report;
}

/** A spot in an object: a value, or where a value would be. */
export interface Cursor {
  readonly context: ObjectContext;
  /** Null at the object itself. */
  readonly parent: Cursor | null;
  /** Field name, map key or 0-based item number; empty at the object itself. */
  readonly step: string | number;
  /** Undefined where the value is absent or null. */
  readonly node: Node | undefined;
  /** Where the value is, or where the nearest value around it is. */
  readonly offset: number;
  /** Where the field's name is; equal to `offset` for items and absent fields. */
  readonly keyOffset: number;
}

/** A problem at a cursor: its place, path and severity `error` unless it says otherwise. */
export type Problem = {
  readonly [C in DiagnosticCode]: {
    readonly code: C;
    readonly args: DiagnosticArguments[C];
    readonly type?: KubernetesErrorType;
    readonly severity?: Severity;
    readonly at?: Place;
    readonly path?: string;
    readonly related?: readonly RelatedPlace[];
  };
}[DiagnosticCode];

/** Returns the cursor of an object. */
export function rootCursor(context: ObjectContext, node: Node): Cursor {
  return { context, parent: null, step: '', node: presentNode(node), offset: node.offset, keyOffset: node.offset };
}

/** Returns the cursor of a field, also of one that is absent. */
export function fieldOf(cursor: Cursor, name: string): Cursor {
  const { context, node, offset } = cursor;
  const entry = node?.kind === 'mapping' ? entryOf(node, name) : undefined;
  if (entry === undefined) return { context, parent: cursor, step: name, node: undefined, offset, keyOffset: offset };
  return {
    context,
    parent: cursor,
    step: name,
    node: presentNode(entry.value),
    offset: entry.value.offset,
    keyOffset: entry.keyOffset,
  };
}

/** Returns the cursor of a field some levels down. */
export function fieldAt(cursor: Cursor, ...names: readonly string[]): Cursor {
  return names.reduce(fieldOf, cursor);
}

/** Returns the cursors of a list's items; a null item is there with no node. None where there is no list. */
export function itemsOf(cursor: Cursor): readonly Cursor[] {
  const { context, node } = cursor;
  if (node?.kind !== 'sequence') return [];
  return node.items.map((item, index) => ({
    context,
    parent: cursor,
    step: index,
    node: presentNode(item),
    offset: item.offset,
    keyOffset: item.offset,
  }));
}

/** Returns the cursors of a mapping's values, each with its key as `step`. None where there is no mapping. */
export function entriesOf(cursor: Cursor): readonly (Cursor & { readonly step: string })[] {
  const { context, node } = cursor;
  if (node?.kind !== 'mapping') return [];
  return node.entries.map((entry) => ({
    context,
    parent: cursor,
    step: entry.key,
    node: presentNode(entry.value),
    offset: entry.value.offset,
    keyOffset: entry.keyOffset,
  }));
}

/** Tells whether there is a value that is not null, of whatever type. */
export function isPresent(cursor: Cursor): boolean {
  return cursor.node !== undefined;
}

/** Returns a string; undefined where there is none. */
export function stringOf(cursor: Cursor): string | undefined {
  const value = scalarOf(cursor);
  return typeof value === 'string' ? value : undefined;
}

/** Returns a scalar as it is written, such as `Y` of a boolean; undefined where there is none. */
export function writtenText({ node, context }: Cursor): string | undefined {
  return node?.kind === 'scalar' ? context.source.text.slice(node.offset, node.end).trim() : undefined;
}

/** Returns an integer of 32 bits, which is what every number here is; undefined where there is none. */
export function integerOf(cursor: Cursor): number | undefined {
  const value = scalarOf(cursor);
  const isInteger = typeof value === 'number' && Number.isInteger(value) && value >= -INT32_END && value < INT32_END;
  return isInteger ? value : undefined;
}

/** Returns a boolean; undefined where there is none. */
export function booleanOf(cursor: Cursor): boolean | undefined {
  const value = scalarOf(cursor);
  return typeof value === 'boolean' ? value : undefined;
}

/** Returns what Kubernetes makes of a string in a list or map, where null is the empty string; undefined for other types. */
export function elementStringOf(cursor: Cursor): string | undefined {
  return cursor.node === undefined ? '' : stringOf(cursor);
}

/** Returns the path as Kubernetes writes it: `spec.ingress[0].from[1].podSelector`; empty for the object itself. */
export function pathOf(cursor: Cursor): string {
  const { parent, step } = cursor;
  if (parent === null) return '';
  const around = pathOf(parent);
  if (typeof step === 'number') return `${around}[${step}]`;
  return around === '' ? step : `${around}.${step}`;
}

/** Returns the last part of the path that has a name: `podSelector`, `from[0]`; empty for the object itself. */
export function nameOf(cursor: Cursor): string {
  if (typeof cursor.step === 'string') return cursor.step;
  return `${cursor.parent === null ? '' : nameOf(cursor.parent)}[${cursor.step}]`;
}

/** Returns the place of the value, or of the nearest value around an absent one. */
export function placeOf(cursor: Cursor): Place {
  return placeIn(cursor.context.source, cursor.offset);
}

/** Returns the place of the field's name. */
export function keyPlaceOf(cursor: Cursor): Place {
  return placeIn(cursor.context.source, cursor.keyOffset);
}

/** Reports a problem at a cursor. */
export function reportAt(cursor: Cursor, problem: Problem): void {
  const path = pathOf(cursor);
  cursor.context.report({ severity: 'error', at: placeOf(cursor), ...(path !== '' && { path }), ...problem });
}

/** Reports what the API server refuses although it changes no verdict. */
export function reportHarmless(cursor: Cursor, problem: Problem): void {
  reportAt(cursor, { ...problem, severity: cursor.context.harmless });
}

function scalarOf(cursor: Cursor): string | number | bigint | boolean | null | undefined {
  return cursor.node?.kind === 'scalar' ? cursor.node.value : undefined;
}

function presentNode(node: Node): Node | undefined {
  return node.kind === 'scalar' && node.value === null ? undefined : node;
}
