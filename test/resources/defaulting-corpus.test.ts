/** Holds what the model keeps of policies and pods to the objects that Kubernetes v1.36.3 makes of them by defaulting. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LabelSelector } from '../../src/model/labels.ts';
import type { Policy, Rule } from '../../src/model/policy.ts';
import type { PodResource } from '../../src/resources/resource.ts';
import { readManifest } from './read-manifest.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/corpus/validation');

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

interface DefaultedRule {
  readonly from?: readonly DefaultedPeer[];
  readonly to?: readonly DefaultedPeer[];
  readonly ports?: readonly { protocol: string; port?: number | string; endPort?: number }[];
}

interface DefaultedPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { cidr: string; except?: readonly string[] };
}

interface Container {
  readonly restartPolicy?: string;
  readonly ports?: readonly { name?: string; protocol: string; containerPort: number }[];
}

interface Defaulted {
  readonly kind: string;
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly DefaultedRule[];
    readonly egress?: readonly DefaultedRule[];
    readonly hostNetwork?: boolean;
    readonly containers?: readonly Container[];
    readonly initContainers?: readonly Container[];
  };
}

interface Expected {
  readonly verdict: string;
  readonly documents: readonly { readonly defaulted?: Defaulted }[];
}

const CASES = existsSync(CORPUS) ? readdirSync(CORPUS).filter((file) => file.endsWith('.expected.json')) : [];

test.skipIf(CASES.length === 0)('keeps what the API server keeps', () => {
  let compared = 0;
  for (const file of CASES) {
    // The corpus is written by one program, in this form.
    const expected = JSON.parse(readFileSync(join(CORPUS, file), 'utf8')) as Expected;
    if (expected.verdict !== 'valid') continue;
    const stem = join(CORPUS, file.replace('.expected.json', ''));
    const text = readFileSync(existsSync(`${stem}.yaml`) ? `${stem}.yaml` : `${stem}.json`, 'utf8');
    const wanted = expected.documents.flatMap(({ defaulted }) => (defaulted ? describeDefaulted(defaulted) : []));
    const { resources } = readManifest(text);
    const seen = resources.flatMap((resource) => {
      if (resource.kind === 'policy') return [describePolicy(resource.policy)];
      return resource.kind === 'pod' ? [describePod(resource)] : [];
    });
    expect.soft(seen, file).toEqual(wanted);
    compared += seen.length;
  }
  expect(compared).toBeGreaterThan(100);
  console.log(`defaulting: ${compared} policies and pods`);
});

function describeDefaulted({ kind, metadata, spec }: Defaulted): readonly unknown[] {
  if (kind === 'NetworkPolicy') {
    return [
      {
        directions: { ingress: spec.policyTypes.includes('Ingress'), egress: spec.policyTypes.includes('Egress') },
        podSelector: selectorTexts(spec.podSelector),
        ingress: (spec.ingress ?? []).map((rule) => describeRule(rule.from ?? [], rule.ports ?? [])),
        egress: (spec.egress ?? []).map((rule) => describeRule(rule.to ?? [], rule.ports ?? [])),
      },
    ];
  }
  if (kind !== 'Pod') return [];
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const ports = [...(spec.containers ?? []), ...sidecars].flatMap((container) => container.ports ?? []);
  return [
    {
      labels: metadata.labels ?? {},
      hostNetwork: spec.hostNetwork ?? false,
      ports: ports.map(({ name, protocol, containerPort }) => [name ?? null, protocol, containerPort]),
    },
  ];
}

function describeRule(peers: readonly DefaultedPeer[], ports: NonNullable<DefaultedRule['ports']>): unknown {
  return {
    peers: peers.map(({ podSelector, namespaceSelector, ipBlock }) =>
      ipBlock
        ? [ipBlock.cidr, ...(ipBlock.except ?? [])]
        : [
            podSelector ? selectorTexts(podSelector) : null,
            namespaceSelector ? selectorTexts(namespaceSelector) : null,
          ],
    ),
    ports: ports.map(({ protocol, port, endPort }) =>
      typeof port === 'string' ? [protocol, port] : [protocol, port ?? 1, endPort ?? port ?? 65535],
    ),
  };
}

function selectorTexts({ matchLabels, matchExpressions }: Selector): readonly string[] {
  const equalities = Object.entries(matchLabels ?? {}).map(([key, value]) => `${key} In ${value}`);
  const expressions = (matchExpressions ?? []).map(
    ({ key, operator, values = [] }) => `${key} ${operator} ${[...new Set(values)].sort().join(',')}`,
  );
  return [...equalities, ...expressions].sort();
}

function describePolicy({ directions, podSelector, rules }: Policy): unknown {
  return {
    directions,
    podSelector: requirementTexts(podSelector),
    ingress: rules.ingress.map(describeDecodedRule),
    egress: rules.egress.map(describeDecodedRule),
  };
}

function describeDecodedRule({ peers, ports }: Rule): unknown {
  return {
    peers: (peers === 'all' ? [] : peers).map((peer) =>
      peer.kind === 'ipBlock'
        ? [peer.cidr.text, ...peer.except.map(({ text }) => text)]
        : [peer.podSelector, peer.namespaceSelector].map((selector) => selector && requirementTexts(selector)),
    ),
    ports: (ports === 'all' ? [] : ports).map((port) =>
      port.kind === 'name' ? [port.protocol, port.name] : [port.protocol, port.port, port.endPort],
    ),
  };
}

function requirementTexts({ requirements }: LabelSelector): readonly string[] {
  return requirements.map((one) => `${one.key} ${one.operator} ${'values' in one ? one.values.join(',') : ''}`).sort();
}

function describePod({ labels, network }: PodResource): unknown {
  return {
    labels: Object.fromEntries(labels.values),
    hostNetwork: network.hostNetwork,
    ports: network.ports.map(({ name, protocol, port }) => [name, protocol, port]),
  };
}
