/** The typed cluster: namespaces, workloads with their pods, policies, and the settings they are judged under. */

import type { Address, Cidr, Family, IpSet } from './ip.ts';
import type { LabelSelector, Labels } from './labels.ts';
import type { Policy } from './policy.ts';
import type { Protocol } from './ports.ts';
import type { Place } from './provenance.ts';

/** The choices that Kubernetes leaves open (design.md section 4), all defaulted. */
export interface ClusterSettings {
  /** Whether an ipBlock matches pods by their addresses. Default: `all`. */
  readonly ipBlocks: 'all' | 'external';
  /** Whether hostNetwork pods are traffic of their node or pods as any other. Default: `node`. */
  readonly hostNetwork: 'node' | 'pod';
  /** Where pods whose address is not given have one. Default: the private ranges. */
  readonly podAddresses: IpSet;
  /** Where nodes whose address is not given have one. Default: the private ranges. */
  readonly nodeAddresses: IpSet;
  /** Addresses of Services; only the peer `internet` leaves them out. Default: none. */
  readonly serviceAddresses: IpSet;
  /** Whether podCIDRs were configured, so that messages can say which line to add. */
  readonly podCidrsConfigured: boolean;
  /** Families of the cluster, at least one. Default: IPv4, and IPv6 when loaded pods have such addresses. */
  readonly families: readonly Family[];
}

/** What configuration and flags say of the cluster; what they leave out has its default. */
export interface ClusterChoices {
  readonly ipBlocks?: ClusterSettings['ipBlocks'];
  readonly hostNetwork?: ClusterSettings['hostNetwork'];
  readonly podCidrs?: readonly Cidr[];
  readonly nodeCidrs?: readonly Cidr[];
  readonly serviceCidrs?: readonly Cidr[];
  readonly dualStack?: boolean;
}

/** Everything that verdicts depend on. */
export interface Cluster {
  readonly settings: ClusterSettings;
  /** By name: declared ones and those that only `metadata.namespace` of an object names. */
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** Sorted by namespace, name, kind. */
  readonly workloads: readonly Workload[];
  /** Sorted by namespace, name. */
  readonly policies: readonly Policy[];
  /** Sorted by namespace, name. Only for hints: a policy never sees a Service. */
  readonly services: readonly Service[];
}

/** A namespace; `declared` is null where no Namespace object is loaded, and then it has its name label only. */
export interface Namespace {
  readonly name: string;
  readonly labels: Labels;
  readonly declared: Place | null;
}

/** A pod without owner, or the outermost known owner of pods. */
export interface Workload {
  /** `namespace/kind/name`, kind in lower case. */
  readonly id: string;
  /** As the API spells it. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly at: Place;
  /** Running pods loaded, else what the manifest asks for; null where that depends on the nodes (DaemonSet). */
  readonly replicas: number | null;
  /** What stands for its pods, at least one: running pods by name, or templates. */
  readonly pods: readonly Pod[];
}

/** A running pod, or a template that stands for the pods made from it. */
export interface Pod {
  readonly namespace: string;
  /** Null for a template. */
  readonly name: string | null;
  readonly at: Place;
  readonly labels: Labels;
  /** Ports of containers and sidecars, in order of containers. */
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  /** At most one per family, IPv4 first, at least one; a connection needs a family of both ends. */
  readonly addresses: readonly PodAddress[];
}

/** A declared port of a container. */
export interface ContainerPort {
  /** Null for a port without name. */
  readonly name: string | null;
  readonly protocol: Protocol;
  readonly port: number;
  readonly at: Place;
}

/** A pod's address of one family: given, or somewhere in the cluster's ranges. */
export type PodAddress =
  | { readonly kind: 'given'; readonly family: Family; readonly address: Address }
  | { readonly kind: 'within'; readonly family: Family; readonly range: IpSet };

/** A Service, for hints. */
export interface Service {
  readonly namespace: string;
  readonly name: string;
  readonly at: Place;
  /** Null where the Service has no selector. */
  readonly selector: LabelSelector | null;
}
