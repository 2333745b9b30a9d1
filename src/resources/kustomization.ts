/** Tells whether a kustomization only lists manifests, which can be read as they are, or changes them. */

import { parseDocument } from '../parse/manifest.ts';
import type { MappingNode, Node } from '../parse/node.ts';
import { entryOf } from '../parse/node.ts';
import { splitDocuments } from '../parse/split.ts';

// What does not change who may talk to whom. Generated ConfigMaps and Secrets have no network meaning.
const HARMLESS_FIELDS: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'bases',
  'crds',
  'openapi',
  'configurations',
  'configMapGenerator',
  'secretGenerator',
  'generatorOptions',
  'images',
  'commonAnnotations',
  'buildMetadata',
  'sortOptions',
  'validators',
]);

/**
 * Returns true for a kustomization whose manifests are others than those in its folder: it patches, labels, renames or
 * fetches them. One that cannot be read counts as such, since nobody knows what it does.
 */
export function isTransformingKustomization(text: string): boolean {
  const name = 'kustomization.yaml';
  let isBroken = false;
  const report = (): void => {
    isBroken = true;
  };
  const documents = splitDocuments({ name, text }, report).flatMap((source) => parseDocument(source, report) ?? []);
  return isBroken || documents.some(({ root }) => root.kind !== 'mapping' || transforms(root));
}

function transforms(kustomization: MappingNode): boolean {
  const changes = kustomization.entries.some(({ key, value }) => !HARMLESS_FIELDS.has(key) && !isEmpty(value));
  return changes || ['resources', 'bases'].some((field) => isRemote(entryOf(kustomization, field)?.value));
}

function isRemote(node: Node | undefined): boolean {
  if (node?.kind === 'sequence') return node.items.some(isRemote);
  return (
    node?.kind === 'scalar' && typeof node.value === 'string' && /:\/\/|\?ref=|^github\.com\/|^git@/.test(node.value)
  );
}

function isEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'scalar':
      return node.value === null;
    case 'mapping':
      return node.entries.length === 0;
    case 'sequence':
      return node.items.length === 0;
    default:
      return node satisfies never;
  }
}
