/** The kinds netpol knows: their served API versions, field table, rules for metadata and decoder. */

import type { Cursor } from './cursor.ts';
import type { MetadataRules } from './metadata.ts';
import { CLUSTER_RULES } from './metadata.ts';
import { dnsLabelProblems } from './names.ts';
import { decodeNamespace } from './namespace.ts';
import type { ObjectIdentity, Resource } from './resource.ts';

/**
 * Makes the resource of one object and reports what the API server refuses in it beyond structure and metadata.
 * Called for broken objects too, to find every problem; then what it returns is not used.
 */
export type Decoder = (object: Cursor, identity: ObjectIdentity) => Resource | undefined;

/** One kind in one API version. */
export interface KnownKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The object's type in the field tables. */
  readonly type: string;
  readonly metadata: MetadataRules;
  readonly decode: Decoder;
}

/** Every kind that is decoded. */
export const KNOWN_KINDS: readonly KnownKind[] = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    type: 'Namespace',
    metadata: { ...CLUSTER_RULES, nameProblems: dnsLabelProblems },
    decode: decodeNamespace,
  },
];
