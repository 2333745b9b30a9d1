/** Decodes a Pod, as written or as `kubectl get -o yaml` shows it running. */

import type { Address } from '../model/ip.ts';
import { parseAddress } from '../model/ip.ts';
import type { Cursor } from './cursor.ts';
import { booleanOf, fieldAt, fieldOf, itemsOf, stringOf } from './cursor.ts';
import { decodeLabels } from './labels.ts';
import { checkPodSpec, decodePodNetwork, RESTART_POLICIES } from './pod-template.ts';
import type { ObjectIdentity, OwnerReference, PodResource } from './resource.ts';

/** Returns a pod with what its status tells; reports what the API server refuses in its `spec`. */
export function decodePod(object: Cursor, identity: ObjectIdentity): PodResource {
  const spec = fieldOf(object, 'spec');
  const status = fieldOf(object, 'status');
  const phase = stringOf(fieldOf(status, 'phase'));
  checkPodSpec(spec, RESTART_POLICIES);
  return {
    kind: 'pod',
    identity,
    labels: decodeLabels(fieldAt(object, 'metadata', 'labels')),
    owner: decodeOwner(object),
    network: decodePodNetwork(spec),
    hasEnded: phase === 'Succeeded' || phase === 'Failed',
    addresses: decodeAddresses(fieldOf(status, 'podIPs'), fieldOf(status, 'podIP')),
    hostAddresses: decodeAddresses(fieldOf(status, 'hostIPs'), fieldOf(status, 'hostIP')),
  };
}

/** Returns the owner that controls an object; null where none does. */
export function decodeOwner(object: Cursor): OwnerReference | null {
  for (const reference of itemsOf(fieldAt(object, 'metadata', 'ownerReferences'))) {
    const name = stringOf(fieldOf(reference, 'name'));
    if (name !== undefined && booleanOf(fieldOf(reference, 'controller')) === true)
      return { kind: stringOf(fieldOf(reference, 'kind')) ?? '', name };
  }
  return null;
}

// The list holds the single one too; older dumps have only that.
function decodeAddresses(list: Cursor, single: Cursor): readonly Address[] {
  const listed = itemsOf(list).map((item) => stringOf(fieldOf(item, 'ip')));
  const texts = listed.length > 0 ? listed : [stringOf(single)];
  return texts.flatMap((text) => parseAddress(text ?? '') ?? []);
}
