/** The few shapes of Kubernetes objects that benchmarks make, and their text. */

/** A label selector as the API spells it. */
export interface SelectorManifest {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** One item of `from` or `to`. */
export interface PeerManifest {
  readonly podSelector?: SelectorManifest;
  readonly namespaceSelector?: SelectorManifest;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/** One item of `ports`. */
export interface PortManifest {
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  readonly port?: number | string;
  readonly endPort?: number;
}

/** A NetworkPolicy. */
export interface PolicyManifest {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'NetworkPolicy';
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: {
    readonly podSelector: SelectorManifest;
    readonly policyTypes: readonly ('Ingress' | 'Egress')[];
    readonly ingress?: readonly { readonly from?: readonly PeerManifest[]; readonly ports?: readonly PortManifest[] }[];
    readonly egress?: readonly { readonly to?: readonly PeerManifest[]; readonly ports?: readonly PortManifest[] }[];
  };
}

/** A Namespace. */
export interface NamespaceManifest {
  readonly apiVersion: 'v1';
  readonly kind: 'Namespace';
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
}

/** What pods and templates share. */
export interface PodSpecManifest {
  readonly hostNetwork?: boolean;
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol?: 'UDP' }[];
  }[];
}

/** A Pod. */
export interface PodManifest {
  readonly apiVersion: 'v1';
  readonly kind: 'Pod';
  readonly metadata: {
    readonly namespace: string;
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly {
      readonly apiVersion: string;
      readonly kind: string;
      readonly name: string;
      readonly uid: string;
      readonly controller: true;
    }[];
  };
  readonly spec: PodSpecManifest;
  readonly status?: {
    readonly phase: 'Running';
    readonly hostIP: string;
    readonly podIP: string;
    readonly podIPs: readonly { readonly ip: string }[];
  };
}

/** A Deployment. */
export interface DeploymentManifest {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'Deployment';
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: {
    readonly replicas: number;
    readonly selector: SelectorManifest;
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: PodSpecManifest;
    };
  };
}

/** Any of them. */
export type Manifest = NamespaceManifest | PodManifest | DeploymentManifest | PolicyManifest;

/** Returns documents of a YAML file, block style with flow values only where a list or map is empty. */
export function* toYaml(manifests: Iterable<Manifest>): Iterable<string> {
  for (const manifest of manifests) yield `---\n${yamlOf(manifest, '')}`;
}

/** Returns what `kubectl get -o json` prints, piece by piece. */
export function* toJsonList(manifests: Iterable<Manifest>): Iterable<string> {
  yield '{\n    "apiVersion": "v1",\n    "items": [';
  let separator = '\n        ';
  for (const manifest of manifests) {
    yield `${separator}${JSON.stringify(manifest, null, 4).replaceAll('\n', '\n        ')}`;
    separator = ',\n        ';
  }
  yield '\n    ],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n';
}

function yamlOf(value: object, indent: string): string {
  if (Array.isArray(value)) return value.map((item) => `${indent}- ${itemOf(item, indent)}`).join('');
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]) => `${indent}${key}:${fieldOf(field, indent)}`)
    .join('');
}

function fieldOf(field: unknown, indent: string): string {
  if (typeof field !== 'object' || field === null) return ` ${JSON.stringify(field)}\n`;
  if (Object.keys(field).length === 0) return ` ${JSON.stringify(field)}\n`;
  return `\n${yamlOf(field, Array.isArray(field) ? indent : `${indent}  `)}`;
}

function itemOf(item: unknown, indent: string): string {
  if (typeof item !== 'object' || item === null || Object.keys(item).length === 0) return `${JSON.stringify(item)}\n`;
  return yamlOf(item, `${indent}  `).trimStart();
}
