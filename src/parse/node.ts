/**
 * A YAML or JSON document as a tree whose every node knows its offset. Aliases are resolved and merge keys are
 * applied; scalars carry the value Kubernetes gives them (YAML 1.1 with a few 1.2 forms).
 */

import type { Source } from '../model/provenance.ts';

/** A scalar; `bigint` only for integers beyond 2^53. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | bigint | boolean | null;
  /** 0-based offset of the first character, quotes included. */
  readonly offset: number;
  /** Offset behind the last character, quotes included. */
  readonly end: number;
}

/** One key with its value; keys are strings as in JSON (`1` and `true` become text). */
export interface Entry {
  readonly key: string;
  readonly keyOffset: number;
  readonly keyEnd: number;
  readonly value: Node;
}

/** A mapping, entries in the order of the text, no key twice. */
export interface MappingNode {
  readonly kind: 'mapping';
  readonly offset: number;
  readonly entries: readonly Entry[];
}

/** A sequence. */
export interface SequenceNode {
  readonly kind: 'sequence';
  readonly offset: number;
  readonly items: readonly Node[];
}

/** Any value of a document. */
export type Node = ScalarNode | MappingNode | SequenceNode;

/** One document that could be read; an empty one is not a document. */
export interface ManifestDocument {
  readonly source: Source;
  readonly root: Node;
}

/** Returns the entry of a key, or undefined. Linear in the number of entries. */
export function entryOf(mapping: MappingNode, key: string): Entry | undefined {
  return mapping.entries.find((entry) => entry.key === key);
}
