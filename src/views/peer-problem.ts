/** Why a peer as it was written means nothing in a cluster, with what is known instead; the text is made in `render/`. */

import type { Cluster, Workload } from '../model/cluster.ts';
import { nearestWord } from '../model/nearest.ts';
import { matchesSelector } from '../semantics/selectors.ts';

/** A peer that names nothing, or more than one thing. `text` is what was written. */
export type PeerProblem =
  | {
      readonly kind: 'no-such-namespace';
      readonly text: string;
      readonly namespace: string;
      readonly nearest: string | null;
      readonly known: readonly string[];
    }
  | {
      readonly kind: 'no-such-workload';
      readonly text: string;
      /** `namespace/name` of a workload that was probably meant. */
      readonly nearest: string | null;
      /** The one namespace that was searched; null for several. */
      readonly namespace: string | null;
      /** Names in the namespaces that were searched, sorted. */
      readonly known: readonly string[];
    }
  | { readonly kind: 'no-such-part'; readonly text: string; readonly known: readonly string[] }
  | { readonly kind: 'ambiguous'; readonly text: string; readonly candidates: readonly string[] }
  /** A Service's name: policies see its pods. */
  | { readonly kind: 'service'; readonly text: string; readonly service: string; readonly workloads: readonly string[] }
  | { readonly kind: 'nothing-matches'; readonly text: string }
  | {
      readonly kind: 'no-such-alias';
      readonly text: string;
      readonly nearest: string | null;
      readonly known: readonly string[];
    }
  | { readonly kind: 'circular-alias'; readonly text: string; readonly path: readonly string[] };

/** Returns why no workload has a name: the name is a Service's, or is misspelt. */
export function explainMissingName(asked: {
  readonly text: string;
  readonly name: string;
  readonly cluster: Cluster;
  /** Where it was looked for. */
  readonly namespaces: readonly string[];
}): PeerProblem {
  const { text, name, cluster, namespaces } = asked;
  const service = cluster.services.find((one) => one.name === name && namespaces.includes(one.namespace));
  if (service !== undefined) {
    const { selector } = service;
    const isBehind = ({ namespace, pods }: Workload): boolean =>
      namespace === service.namespace &&
      pods.some(({ labels }) => selector !== null && matchesSelector(selector, labels));
    const workloads = cluster.workloads.filter(isBehind).map(fullName);
    return { kind: 'service', text, service: fullName(service), workloads };
  }
  const here = cluster.workloads.filter(({ namespace }) => namespaces.includes(namespace));
  const nearestName = nearestWord(
    name,
    here.map((workload) => workload.name),
  );
  const elsewhere = cluster.workloads.find((workload) => workload.name === name);
  const nearest = here.find((workload) => workload.name === nearestName) ?? elsewhere;
  return {
    kind: 'no-such-workload',
    text,
    nearest: nearest === undefined ? null : fullName(nearest),
    namespace: namespaces.length === 1 ? (namespaces[0] ?? null) : null,
    known: [...new Set(here.map((workload) => workload.name))].toSorted(),
  };
}

// What `kubectl api-resources` lists as short names of kinds with pods.
const SHORT_NAMES: Readonly<Record<string, string>> = {
  po: 'pod',
  deploy: 'deployment',
  sts: 'statefulset',
  ds: 'daemonset',
  rs: 'replicaset',
  rc: 'replicationcontroller',
  cj: 'cronjob',
};
const KINDS = new Set([...Object.values(SHORT_NAMES), 'job']);

/** Tells whether a word is a kind of workload: one of Kubernetes' own, singular, plural or short, or one of the cluster. */
export function isKindName(word: string, cluster: Cluster): boolean {
  return KINDS.has(kindOf(word)) || cluster.workloads.some((workload) => isOfKind(workload, word));
}

/** Tells whether a workload is of the kind that a word names. */
export function isOfKind(workload: Workload, word: string): boolean {
  const kind = workload.kind.toLowerCase();
  return kind === kindOf(word) || kind === word.toLowerCase();
}

function kindOf(word: string): string {
  const lower = word.toLowerCase();
  return SHORT_NAMES[lower] ?? lower.replace(/s$/, '');
}

function fullName({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
