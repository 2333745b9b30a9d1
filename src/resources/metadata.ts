/** What every object has: its name, namespace, labels and annotations, and the rules for them. Spec: ValidateObjectMeta, BeforeCreate. */

import type { NameProblem } from '../model/diagnostics/resources.ts';
import type { Cursor } from './cursor.ts';
import {
  booleanOf,
  elementStringOf,
  entriesOf,
  fieldAt,
  fieldOf,
  isPresent,
  itemsOf,
  keyPlaceOf,
  pathOf,
  placeOf,
  reportAt,
  reportHarmless,
  stringOf,
} from './cursor.ts';
import { checkLabels } from './labels.ts';
import { byteLength, dnsLabelProblems, labelKeyProblems, subdomainProblems } from './names.ts';
import type { ObjectIdentity } from './resource.ts';

/** What the rules for metadata depend on. */
export interface MetadataRules {
  readonly isNamespaced: boolean;
  /** Rules that the object's name breaks. */
  readonly nameProblems: (name: string) => readonly NameProblem[];
}

/** The rules for most namespaced kinds. */
export const NAMESPACED_RULES: MetadataRules = { isNamespaced: true, nameProblems: subdomainProblems };

/** The rules for most kinds without namespace. */
export const CLUSTER_RULES: MetadataRules = { isNamespaced: false, nameProblems: subdomainProblems };

const MOST_ANNOTATION_BYTES = 256 * 1024;

/** Returns what tells an object apart from others, without a check; the name is empty where none is written. */
export function decodeIdentity(object: Cursor, isNamespaced: boolean): ObjectIdentity {
  const metadata = fieldOf(object, 'metadata');
  const name = stringOf(fieldOf(metadata, 'name')) ?? '';
  const prefix = stringOf(fieldOf(metadata, 'generateName')) ?? '';
  const isGenerated = name === '' && prefix !== '';
  return {
    apiVersion: stringOf(fieldOf(object, 'apiVersion')) ?? '',
    kind: stringOf(fieldOf(object, 'kind')) ?? '',
    namespace: isNamespaced ? namespaceOf(object) : '',
    name: isGenerated ? `${prefix}*` : name,
    isGenerated,
    at: placeOf(object),
  };
}

/** Reports what Kubernetes refuses in an object's `metadata`. */
export function checkMetadata(object: Cursor, rules: MetadataRules): void {
  const metadata = fieldOf(object, 'metadata');
  if (isPresent(metadata) && metadata.node?.kind !== 'mapping') return;
  checkName(metadata, rules);
  // A namespace on an object without one is cleared by the server, never refused.
  if (rules.isNamespaced) checkNameField(fieldOf(metadata, 'namespace'), dnsLabelProblems);
  checkLabels(fieldOf(metadata, 'labels'));
  checkAnnotations(fieldOf(metadata, 'annotations'));
  checkOwners(fieldOf(metadata, 'ownerReferences'));
  checkFinalizers(fieldOf(metadata, 'finalizers'));
}

/** Reports a name that breaks rules; absent and empty names are not this function's business. */
export function checkNameField(field: Cursor, nameProblems: (name: string) => readonly NameProblem[]): void {
  const name = stringOf(field);
  if (name === undefined || name === '') return;
  for (const problem of nameProblems(name))
    reportHarmless(field, {
      code: 'invalid-name',
      type: 'Invalid',
      args: { field: String(field.step), name, problem },
    });
}

function checkName(metadata: Cursor, { nameProblems }: MetadataRules): void {
  const name = fieldOf(metadata, 'name');
  const prefix = fieldOf(metadata, 'generateName');
  checkNameField(name, nameProblems);
  checkNameField(prefix, (text) => nameProblems(withoutLastHyphen(text)));
  const isNamed = isWritten(name) || isWritten(prefix);
  if (!isNamed) {
    const args = { field: 'name', because: 'name-or-generate-name' } as const;
    reportAt(name, { code: 'missing-field', type: 'Required', args });
  }
}

// A prefix may end in a hyphen. Spec: maskTrailingDash, which takes two characters for it.
function withoutLastHyphen(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
}

// A value of a wrong type counts: it is wrong, not missing.
function isWritten(field: Cursor): boolean {
  return isPresent(field) && stringOf(field) !== '';
}

function checkAnnotations(annotations: Cursor): void {
  let size = 0;
  for (const entry of entriesOf(annotations)) {
    size += byteLength(entry.step) + byteLength(elementStringOf(entry) ?? '');
    for (const problem of labelKeyProblems(entry.step.toLowerCase())) {
      const args = { part: 'key', text: entry.step, problem } as const;
      reportHarmless(annotations, { code: 'invalid-label', type: 'Invalid', at: keyPlaceOf(entry), args });
    }
  }
  if (size > MOST_ANNOTATION_BYTES) {
    const args = { size, max: MOST_ANNOTATION_BYTES };
    reportHarmless(annotations, { code: 'annotations-too-large', type: 'TooLong', args });
  }
}

// Spec: ValidateOwnerReferences, which leaves the item's number out of the paths.
function checkOwners(owners: Cursor): void {
  const path = pathOf(owners);
  const items = itemsOf(owners);
  for (const item of items) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid'].map((name) => fieldOf(item, name))) {
      if (isWritten(field)) continue;
      const args = { field: String(field.step) };
      reportHarmless(field, { code: 'missing-field', type: 'Invalid', path: `${path}.${field.step}`, args });
    }
  }
  const controllers = items.map((item) => fieldOf(item, 'controller')).filter((field) => booleanOf(field) === true);
  for (const field of controllers.slice(1)) {
    const args = { field: 'controller', value: 'true' };
    reportHarmless(field, { code: 'duplicate-value', type: 'Invalid', path, args });
  }
}

function checkFinalizers(finalizers: Cursor): void {
  for (const item of itemsOf(finalizers)) {
    const name = elementStringOf(item) ?? '';
    for (const problem of labelKeyProblems(name)) {
      const args = { field: 'finalizers', name, problem };
      reportHarmless(finalizers, { code: 'invalid-name', type: 'Invalid', at: placeOf(item), args });
    }
  }
}

function namespaceOf(object: Cursor): string {
  const namespace = stringOf(fieldAt(object, 'metadata', 'namespace'));
  return namespace === undefined || namespace === '' ? object.context.options.defaultNamespace : namespace;
}
