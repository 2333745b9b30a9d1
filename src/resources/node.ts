/** Decodes a Node: the addresses that pods of the host network have. */

import { parseAddress } from '../model/ip.ts';
import type { Cursor } from './cursor.ts';
import { fieldAt, fieldOf, itemsOf, stringOf } from './cursor.ts';
import type { ObjectIdentity, Resource } from './resource.ts';

// In the order in which they are preferred; host names and DNS names are no addresses.
const ADDRESS_TYPES: readonly string[] = ['InternalIP', 'ExternalIP'];

/** Returns a node with its IP addresses, internal ones first. */
export function decodeNode(object: Cursor, identity: ObjectIdentity): Resource {
  const items = itemsOf(fieldAt(object, 'status', 'addresses'));
  const addresses = ADDRESS_TYPES.flatMap((type) =>
    items
      .filter((item) => stringOf(fieldOf(item, 'type')) === type)
      .flatMap((item) => parseAddress(stringOf(fieldOf(item, 'address')) ?? '') ?? []),
  );
  return { kind: 'node', identity, addresses };
}
