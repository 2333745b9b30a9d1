/**
 * From a document to resources: lists are opened, each object is told apart by apiVersion and kind, checked against
 * its field table and decoded. An object with an error becomes an `invalid` resource, and never hides another.
 */

import type { Diagnostic, Report } from '../model/diagnostics.ts';
import type { ManifestDocument } from '../parse/node.ts';
import type { Cursor } from './cursor.ts';
import { fieldOf, isPresent, itemsOf, reportAt, rootCursor, stringOf } from './cursor.ts';
import { warnDeprecated } from './deprecated-kinds.ts';
import type { FieldType } from './fields.ts';
import { checkMetadata, decodeIdentity } from './metadata.ts';
import type { DecodeOptions } from './options.ts';
import type { RefusedType } from './recognise.ts';
import { recogniseKind } from './recognise.ts';
import type { KnownKind } from './registry.ts';
import type { ObjectIdentity, Resource } from './resource.ts';
import { checkFields, checkType } from './structure.ts';
import { decodeUnknownController } from './unknown-controller.ts';

/**
 * Returns the objects of a document in the order of the text, none for a document that is no manifest,
 * and reports every problem of each.
 */
export function decodeDocument(
  { source, root }: ManifestDocument,
  options: DecodeOptions,
  report: Report,
): readonly Resource[] {
  const object = rootCursor({ source, options, harmless: 'error', report }, root);
  if (object.node?.kind === 'sequence') refuseArrayOfObjects(object);
  return object.node?.kind === 'mapping' ? decodeObject(object, NO_LIST) : [];
}

/** What a typed list says of its items, so that they need not. */
interface ListType {
  readonly apiVersion?: string;
  readonly kind?: string;
}

const NO_LIST: ListType = {};
const ANY: FieldType = { kind: 'scalar', scalar: 'any' };
const ANY_LIST: FieldType = { kind: 'list', of: ANY };
const ANY_MAPPING: FieldType = { kind: 'map', of: ANY };
const STRING: FieldType = { kind: 'scalar', scalar: 'string' };

function decodeObject(object: Cursor, list: ListType): readonly Resource[] {
  const apiVersion = typeField(object, 'apiVersion', list.apiVersion);
  const kind = typeField(object, 'kind', list.kind);
  if (apiVersion === undefined || kind === undefined) {
    refuseUntyped(object, apiVersion, kind);
    return [];
  }
  if (kind.endsWith('List') && isPresent(fieldOf(object, 'items'))) return decodeList(object, apiVersion, kind);
  return [decodeTyped(object, apiVersion, kind)];
}

// A `List` holds objects of any kind; a `PodList` says for its items what they are.
function decodeList(list: Cursor, apiVersion: string, kind: string): readonly Resource[] {
  const items = fieldOf(list, 'items');
  if (items.node?.kind !== 'sequence') {
    checkType(items, ANY_LIST);
    return [];
  }
  const itemType: ListType = kind === 'List' ? NO_LIST : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return itemsOf(items).flatMap((item) => {
    if (item.node?.kind !== 'mapping') {
      checkType(item, ANY_MAPPING);
      return [];
    }
    return decodeObject({ ...item, parent: null, step: '' }, itemType);
  });
}

function decodeTyped(object: Cursor, apiVersion: string, kind: string): Resource {
  const recognised = recogniseKind(apiVersion, kind, object.context.options.kubeMinor);
  const identity = { ...decodeIdentity(object, true), apiVersion, kind };
  if (recognised.kind !== 'refused') warnDeprecated(object, apiVersion, kind);
  switch (recognised.kind) {
    case 'known':
      return decodeKnown(object, recognised.known);
    case 'refused':
      return refuseType(object, identity, recognised);
    case 'unsupported':
      return { kind: 'unsupported', identity };
    case 'other':
      return decodeUnknownController(object, identity) ?? { kind: 'other', identity };
    default:
      return recognised satisfies never;
  }
}

// A controller of an API version that is gone is still plain to read: its template has not changed since.
function refuseType(object: Cursor, identity: ObjectIdentity, { field, problem }: RefusedType): Resource {
  const controller = field === 'apiVersion' ? decodeUnknownController(object, identity) : undefined;
  const severity = controller === undefined ? 'error' : object.context.options.harmless;
  reportAt(fieldOf(object, field), { type: 'Decode', ...problem, severity });
  return controller === undefined || severity === 'error' ? { kind: 'invalid', identity } : controller;
}

function decodeKnown(object: Cursor, known: KnownKind): Resource {
  const { apiVersion, kind, metadata } = known;
  const identity = { ...decodeIdentity(object, metadata.isNamespaced), apiVersion, kind };
  let isRefused = false;
  const report = (diagnostic: Diagnostic): void => {
    isRefused ||= diagnostic.severity === 'error';
    object.context.report(diagnostic);
  };
  const harmless = known.isPolicy ? 'error' : object.context.options.harmless;
  const watched: Cursor = { ...object, context: { ...object.context, harmless, report } };
  checkFields(watched, known.type);
  checkMetadata(watched, metadata);
  const resource = known.decode(watched, identity);
  return isRefused || resource === undefined ? { kind: 'invalid', identity } : resource;
}

function typeField(object: Cursor, name: 'apiVersion' | 'kind', ofList: string | undefined): string | undefined {
  const field = fieldOf(object, name);
  const text = isPresent(field) ? stringOf(field) : ofList;
  return text === '' ? undefined : text;
}

// Documents with neither key are no manifests, unless they look like a policy that lost its head.
function refuseUntyped(object: Cursor, apiVersion: string | undefined, kind: string | undefined): void {
  const fields = [fieldOf(object, 'apiVersion'), fieldOf(object, 'kind')];
  for (const field of fields) checkType(field, STRING);
  if (fields.some((field) => isPresent(field) && stringOf(field) === undefined)) return;
  if (apiVersion !== undefined) reportMissingType(object, 'kind');
  else if (kind !== undefined) reportMissingType(object, 'apiVersion');
  else if (fields.some(isPresent) || looksLikePolicy(object)) reportMissingType(object, 'both');
}

function reportMissingType(object: Cursor, missing: 'apiVersion' | 'kind' | 'both'): void {
  reportAt(object, { code: 'missing-type', type: 'Decode', args: { missing } });
}

function looksLikePolicy(object: Cursor): boolean {
  return [object, fieldOf(object, 'spec')].some((place) =>
    ['podSelector', 'policyTypes'].some((name) => isPresent(fieldOf(place, name))),
  );
}

// An array is somebody's data; an array of objects is a manifest that nobody reads.
function refuseArrayOfObjects(array: Cursor): void {
  const holdsObjects = itemsOf(array).some(
    (item) => isPresent(fieldOf(item, 'kind')) && isPresent(fieldOf(item, 'apiVersion')),
  );
  if (holdsObjects) checkType(array, ANY_MAPPING);
}
