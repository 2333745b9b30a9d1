/** Decodes a Namespace: its labels are what policies see of it. */

import type { Cursor } from './cursor.ts';
import { fieldAt } from './cursor.ts';
import { decodeLabels } from './labels.ts';
import type { ObjectIdentity, Resource } from './resource.ts';

/** Returns a namespace with its labels as written. */
export function decodeNamespace(object: Cursor, identity: ObjectIdentity): Resource {
  return { kind: 'namespace', identity, labels: decodeLabels(fieldAt(object, 'metadata', 'labels')) };
}
