/** Gives a namespace another name wherever a cluster says it. */

import type { Cluster, Namespace } from '../../src/model/cluster.ts';
import type { LabelRequirement, LabelSelector } from '../../src/model/labels.ts';
import { compareNamed, compareText } from '../../src/model/order.ts';
import type { Policy, Rule, RulePeer } from '../../src/model/policy.ts';
import { NAME_LABEL } from './vocabulary.ts';

/** Returns the cluster with one namespace renamed: its object, what lies in it, and selectors that ask for its name. */
export function renameNamespace(cluster: Cluster, from: string, to: string): Cluster {
  const rename = (name: string): string => (name === from ? to : name);
  const workloads = cluster.workloads.map((workload) => {
    const namespace = rename(workload.namespace);
    const id = `${namespace}/${workload.kind.toLowerCase()}/${workload.name}`;
    return { ...workload, id, namespace, pods: workload.pods.map((pod) => ({ ...pod, namespace })) };
  });
  return {
    ...cluster,
    namespaces: new Map([...cluster.namespaces.values()].map((one) => [rename(one.name), renamed(one, rename)])),
    workloads: workloads.toSorted((left, right) => compareNamed(left, right) || compareText(left.kind, right.kind)),
    policies: cluster.policies.map((policy) => renamedPolicy(policy, rename)).toSorted(compareNamed),
  };
}

type Rename = (name: string) => string;

function renamed(namespace: Namespace, rename: Rename): Namespace {
  const name = rename(namespace.name);
  return {
    ...namespace,
    name,
    labels: { ...namespace.labels, values: new Map([...namespace.labels.values, [NAME_LABEL, name]]) },
  };
}

function renamedPolicy(policy: Policy, rename: Rename): Policy {
  const namespace = rename(policy.namespace);
  const rulesOf = (rules: readonly Rule[]): readonly Rule[] =>
    rules.map((rule) => ({
      ...rule,
      peers: rule.peers === 'all' ? 'all' : rule.peers.map((peer) => renamedPeer(peer, rename)),
    }));
  return {
    ...policy,
    id: `${namespace}/${policy.name}`,
    namespace,
    rules: { ingress: rulesOf(policy.rules.ingress), egress: rulesOf(policy.rules.egress) },
  };
}

function renamedPeer(peer: RulePeer, rename: Rename): RulePeer {
  if (peer.kind === 'ipBlock' || peer.namespaceSelector === null) return peer;
  return { ...peer, namespaceSelector: renamedSelector(peer.namespaceSelector, rename) };
}

function renamedSelector(selector: LabelSelector, rename: Rename): LabelSelector {
  const requirements = selector.requirements.map(
    (one): LabelRequirement =>
      one.key === NAME_LABEL && 'values' in one
        ? { ...one, values: one.values.map(rename).toSorted(compareText) }
        : one,
  );
  return { ...selector, requirements };
}
