/**
 * Decoded objects: what each file of this folder makes of one manifest, valid and defaulted, before `assemble.ts`
 * puts them together into a cluster. Only fields that some verdict, peer or hint depends on are kept.
 */

import type { ContainerPort, Service } from '../model/cluster.ts';
import type { Address } from '../model/ip.ts';
import type { Labels } from '../model/labels.ts';
import type { Policy } from '../model/policy.ts';
import type { Place } from '../model/provenance.ts';

/** One object that netpol knows what to do with. */
export type Resource =
  | PodResource
  | ControllerResource
  | NamespaceResource
  | PolicyResource
  | ServiceResource
  | NodeResource
  | UnsupportedResource
  | OtherResource
  | InvalidResource;

/** What tells two objects of a cluster apart. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  /** As the API spells it. */
  readonly kind: string;
  /** The one named, else the default namespace; empty for a cluster-scoped object. */
  readonly namespace: string;
  /** `migrate-*` where only `generateName` is given. */
  readonly name: string;
  /** True where the server makes up the name, so that two objects of that name are two objects. */
  readonly isGenerated: boolean;
  readonly at: Place;
}

/** The controller that an object's `ownerReferences` name. */
export interface OwnerReference {
  /** Empty where the reference does not say. */
  readonly kind: string;
  readonly name: string;
}

/** What a pod or a template says of the pods' network. */
export interface PodNetwork {
  /** Ports of containers and sidecars, in order of containers. */
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  /** Null where the pod is not bound to a node. */
  readonly nodeName: string | null;
}

/** A pod as it is written or as it runs. */
export interface PodResource {
  readonly kind: 'pod';
  readonly identity: ObjectIdentity;
  readonly labels: Labels;
  readonly owner: OwnerReference | null;
  readonly network: PodNetwork;
  /** True for the phases Succeeded and Failed: its address is given back. */
  readonly hasEnded: boolean;
  /** `status.podIPs`, else `status.podIP`; empty in a manifest. */
  readonly addresses: readonly Address[];
  /** `status.hostIPs`, else `status.hostIP`. */
  readonly hostAddresses: readonly Address[];
}

/** Any object with a pod template: Deployment, Job … and kinds that netpol never heard of. */
export interface ControllerResource {
  readonly kind: 'controller';
  readonly identity: ObjectIdentity;
  readonly owner: OwnerReference | null;
  readonly template: PodTemplate;
  /** Pods that the manifest asks for, defaulted; null where that depends on the nodes (DaemonSet). */
  readonly replicas: number | null;
  /** Number of the first pod of a StatefulSet; 0 for every other kind. */
  readonly firstOrdinal: number;
  /** False for a kind that was recognised by its pod template alone. */
  readonly isKnownKind: boolean;
}

/** What a controller makes its pods from. */
export interface PodTemplate {
  readonly at: Place;
  /** As written, without those that controllers add. */
  readonly labels: Labels;
  readonly network: PodNetwork;
}

/** A Namespace. */
export interface NamespaceResource {
  readonly kind: 'namespace';
  readonly identity: ObjectIdentity;
  /** As written; `assemble.ts` sets `kubernetes.io/metadata.name`. */
  readonly labels: Labels;
}

/** A NetworkPolicy. */
export interface PolicyResource {
  readonly kind: 'policy';
  readonly identity: ObjectIdentity;
  readonly policy: Policy;
}

/** A Service. */
export interface ServiceResource {
  readonly kind: 'service';
  readonly identity: ObjectIdentity;
  readonly service: Service;
}

/** A Node. */
export interface NodeResource {
  readonly kind: 'node';
  readonly identity: ObjectIdentity;
  /** `status.addresses` that are IP addresses, internal ones first. */
  readonly addresses: readonly Address[];
}

/** An object with network meaning that netpol does not evaluate. */
export interface UnsupportedResource {
  readonly kind: 'unsupported';
  readonly identity: ObjectIdentity;
}

/** An object without network meaning: counted, not read. */
export interface OtherResource {
  readonly kind: 'other';
  readonly identity: ObjectIdentity;
}

/** An object that the API server would refuse; what is wrong with it was reported. */
export interface InvalidResource {
  readonly kind: 'invalid';
  readonly identity: ObjectIdentity;
}
