/** The namespaces of a cluster: those declared, and those that some object is in. */

import type { Namespace } from '../model/cluster.ts';
import type { Labels } from '../model/labels.ts';
import { compareText } from '../model/order.ts';
import type { Place } from '../model/provenance.ts';
import { withLabels } from './controller-labels.ts';
import type { NamespaceResource } from './resource.ts';

// Spec: the server sets it on every Namespace, over any other value (SetDefaults_Namespace).
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** An object that is in a namespace. */
export interface Inhabitant {
  readonly namespace: string;
  readonly at: Place;
}

/** Returns namespaces by name, sorted. */
export function assembleNamespaces(
  declared: readonly NamespaceResource[],
  inhabitants: Iterable<Inhabitant>,
): ReadonlyMap<string, Namespace> {
  const namespaces = new Map<string, Namespace>();
  for (const { identity, labels } of declared) {
    namespaces.set(identity.name, namespaceOf(identity.name, labels, identity.at, identity.at));
  }
  for (const { namespace, at } of inhabitants) {
    if (!namespaces.has(namespace)) namespaces.set(namespace, namespaceOf(namespace, noLabels(at), null, at));
  }
  return new Map([...namespaces].sort(([left], [right]) => compareText(left, right)));
}

function namespaceOf(name: string, labels: Labels, declared: Place | null, at: Place): Namespace {
  return { name, labels: withLabels(labels, { [NAME_LABEL]: name }, at), declared };
}

function noLabels(at: Place): Labels {
  return { values: new Map(), placeOf: () => at };
}
