/** Decodes objects of kinds that netpol does not know but that make pods: Argo Rollout, DeploymentConfig, Knative Service … */

import type { Cursor } from './cursor.ts';
import { fieldAt, integerOf, itemsOf } from './cursor.ts';
import { decodeOwner } from './pod.ts';
import { decodePodTemplate } from './pod-template.ts';
import type { ControllerResource, ObjectIdentity } from './resource.ts';

/**
 * Returns the controller that an object is if it has containers under `spec.template`, undefined if it has none.
 * Nothing is checked, since the rules of the kind are not known.
 */
export function decodeUnknownController(object: Cursor, identity: ObjectIdentity): ControllerResource | undefined {
  const template = fieldAt(object, 'spec', 'template');
  if (itemsOf(fieldAt(template, 'spec', 'containers')).length === 0) return undefined;
  const replicas = integerOf(fieldAt(object, 'spec', 'replicas')) ?? 1;
  return {
    kind: 'controller',
    identity,
    owner: decodeOwner(object),
    template: decodePodTemplate(template),
    replicas: Math.max(replicas, 0),
    firstOrdinal: 0,
    isKnownKind: false,
  };
}
