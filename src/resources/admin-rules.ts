/**
 * What the CRDs of the admin policies demand of their fields, beside names and types: a table by type and field, read
 * by `admin-policy.ts`. Spec: openAPIV3Schema of the CRDs, bundles v0.1.7 and v0.2.0 (semantics.md 4.5).
 */

/** What one field must be; nothing said is nothing demanded. */
export interface FieldRule {
  readonly isRequired?: true;
  /** The allowed texts. */
  readonly values?: readonly string[];
  /** Smallest and largest number. */
  readonly range?: readonly [min: number, max: number];
  /** Fewest and most items. */
  readonly items?: readonly [min: number, max: number];
  /** Most bytes of a text, or of each text of a list. */
  readonly maxLength?: number;
  /** What each text of a list must be; such lists hold no text twice. */
  readonly texts?: 'cidrs' | 'domain-names';
  /** Only the experimental CRDs have the field. */
  readonly isExperimental?: true;
}

/** Rules by type and field. */
export const ADMIN_RULES: Readonly<Record<string, Readonly<Record<string, FieldRule>>>> = {
  ...typesOf('Admin', 100, ['Allow', 'Deny', 'Pass'], 'ports'),
  ...typesOf('Baseline', 100, ['Allow', 'Deny'], 'ports'),
  ...typesOf('Cluster', 25, ['Accept', 'Deny', 'Pass'], 'protocols'),

  AdminNetworkPolicy: { spec: { isRequired: true } },
  BaselineAdminNetworkPolicy: { spec: { isRequired: true } },
  ClusterNetworkPolicy: { spec: { isRequired: true } },

  AdminNetworkPolicySpec: {
    priority: { isRequired: true, range: [0, 1000] },
    subject: { isRequired: true },
    ingress: { items: [0, 100] },
    egress: { items: [0, 100] },
  },
  BaselineAdminNetworkPolicySpec: {
    subject: { isRequired: true },
    ingress: { items: [0, 100] },
    egress: { items: [0, 100] },
  },
  ClusterNetworkPolicySpec: {
    tier: { isRequired: true, values: ['Admin', 'Baseline'] },
    priority: { isRequired: true, range: [0, 1000] },
    subject: { isRequired: true },
    ingress: { items: [0, 25] },
    egress: { items: [0, 25] },
  },

  NamespacedPods: { namespaceSelector: { isRequired: true }, podSelector: { isRequired: true } },
  ClusterPods: { podSelector: { isRequired: true } },
  PolicyEgressPeer: egressPeer(),
  ClusterEgressPeer: egressPeer(),
  BaselineEgressPeer: egressPeer(),

  AdminPort: { namedPort: { isExperimental: true } },
  AdminPortNumber: { port: { isRequired: true, range: [1, 65535] } },
  AdminPortRange: portRange(),
  ClusterPort: { number: { range: [1, 65535] } },
  ClusterPortRange: portRange(),

  LabelSelectorRequirement: { key: { isRequired: true }, operator: { isRequired: true } },
};

/** Types of which exactly one field must be given. */
export const ONE_OF_TYPES: ReadonlySet<string> = new Set([
  'AdminPort',
  'BaselineEgressPeer',
  'ClusterEgressPeer',
  'ClusterIngressPeer',
  'ClusterPort',
  'ClusterProtocol',
  'ClusterProtocolPort',
  'ClusterSubject',
  'PolicyEgressPeer',
  'PolicyPeer',
  'PolicySubject',
]);

function typesOf(
  kind: string,
  most: number,
  actions: readonly string[],
  ports: string,
): Readonly<Record<string, Readonly<Record<string, FieldRule>>>> {
  const rule: Readonly<Record<string, FieldRule>> = {
    name: { maxLength: 100 },
    action: { isRequired: true, values: actions },
    [ports]: { items: [1, most] },
  };
  const peers: FieldRule = { isRequired: true, items: [1, most] };
  return { [`${kind}IngressRule`]: { ...rule, from: peers }, [`${kind}EgressRule`]: { ...rule, to: peers } };
}

function egressPeer(): Readonly<Record<string, FieldRule>> {
  return {
    networks: { items: [1, 25], texts: 'cidrs', maxLength: 43 },
    nodes: { isExperimental: true },
    domainNames: { items: [1, 25], texts: 'domain-names', isExperimental: true },
  };
}

function portRange(): Readonly<Record<string, FieldRule>> {
  return { start: { isRequired: true, range: [1, 65535] }, end: { isRequired: true, range: [1, 65535] } };
}
