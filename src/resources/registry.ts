/** The kinds netpol knows: their served API versions, field table, rules for metadata and decoder. */

import { decodeAdminPolicy, decodeBaselinePolicy } from './admin-policy.ts';
import type { ControllerKind } from './controller.ts';
import { CONTROLLER_KINDS, controllerDecoder } from './controller.ts';
import type { Cursor } from './cursor.ts';
import type { MetadataRules } from './metadata.ts';
import { CLUSTER_RULES, NAMESPACED_RULES } from './metadata.ts';
import { dnsLabelProblems } from './names.ts';
import { decodeNamespace } from './namespace.ts';
import { decodeNode } from './node.ts';
import { decodePod } from './pod.ts';
import { decodePolicy } from './policy.ts';
import type { ObjectIdentity, Resource } from './resource.ts';
import { decodeService } from './service.ts';

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
  /** Whether it allows or forbids connections, so that one refused leaves no verdict to trust. */
  readonly isPolicy: boolean;
  /** The N of the last Kubernetes 1.N that serves this version; absent while it is served. */
  readonly servedUntil?: number;
}

const LABEL_NAMED = { nameProblems: dnsLabelProblems };

/** Every kind that is decoded, in each API version that some known Kubernetes serves. */
export const KNOWN_KINDS: readonly KnownKind[] = [
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    type: 'NetworkPolicy',
    metadata: NAMESPACED_RULES,
    decode: decodePolicy,
    isPolicy: true,
  },
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    type: 'Namespace',
    metadata: { ...CLUSTER_RULES, ...LABEL_NAMED },
    decode: decodeNamespace,
    isPolicy: false,
  },
  { apiVersion: 'v1', kind: 'Pod', type: 'Pod', metadata: NAMESPACED_RULES, decode: decodePod, isPolicy: false },
  ...CONTROLLER_KINDS.map(controllerEntry),
  // Its fields are those of batch/v1.
  ...CONTROLLER_KINDS.filter(({ kind }) => kind === 'CronJob').map((cronJob) => ({
    ...controllerEntry(cronJob),
    apiVersion: 'batch/v1beta1',
    servedUntil: 24,
  })),
  { apiVersion: 'v1', kind: 'Node', type: 'Node', metadata: CLUSTER_RULES, decode: decodeNode, isPolicy: false },
  {
    apiVersion: 'v1',
    kind: 'Service',
    type: 'Service',
    metadata: { ...NAMESPACED_RULES, ...LABEL_NAMED },
    decode: decodeService,
    isPolicy: false,
  },
  {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    type: 'ClusterNetworkPolicy',
    metadata: CLUSTER_RULES,
    decode: decodeAdminPolicy,
    isPolicy: true,
  },
  {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    type: 'AdminNetworkPolicy',
    metadata: CLUSTER_RULES,
    decode: decodeAdminPolicy,
    isPolicy: true,
  },
  {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'BaselineAdminNetworkPolicy',
    type: 'BaselineAdminNetworkPolicy',
    metadata: CLUSTER_RULES,
    decode: decodeBaselinePolicy,
    isPolicy: true,
  },
];

function controllerEntry(controller: ControllerKind): KnownKind {
  const { apiVersion, kind } = controller;
  return {
    apiVersion,
    kind,
    type: kind,
    metadata: NAMESPACED_RULES,
    decode: controllerDecoder(controller),
    isPolicy: false,
  };
}
