/**
 * Prints generated clusters as manifests, so that laws can go the way users go: text in, verdicts out. Settings are no
 * manifest; `choicesOf` returns what configuration would say of them.
 */

import { stringify } from 'yaml';
import type { Cluster, ClusterChoices, ContainerPort, Pod, Workload } from '../../src/model/cluster.ts';
import type { IpSet } from '../../src/model/ip.ts';
import { cidrsOf, formatAddress } from '../../src/model/ip.ts';
import type { LabelRequirement, LabelSelector, Labels } from '../../src/model/labels.ts';
import type { Policy, Rule, RulePeer, RulePort } from '../../src/model/policy.ts';
import { cidr } from '../builders.ts';

/** Plain data, as YAML holds it. */
type Plain = Readonly<Record<string, unknown>>;

/** Returns a cluster's objects as YAML documents. */
export function printDocuments({ namespaces, workloads, policies }: Cluster): readonly string[] {
  const declared = [...namespaces.values()].filter((namespace) => namespace.declared !== null);
  return [
    ...declared.map(({ name, labels }) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: labelsOf(labels) },
    })),
    ...workloads.flatMap(objectsOfWorkload),
    ...policies.map(objectOfPolicy),
  ].map((object) => stringify(object, { version: '1.1' }));
}

/** Returns a cluster's objects as one text. */
export function printManifests(cluster: Cluster): string {
  return printDocuments(cluster).join('---\n');
}

/** Returns the choices by which the settings of a generated cluster come about. */
export function choicesOf({ settings }: Cluster): ClusterChoices {
  return {
    ipBlocks: settings.ipBlocks,
    hostNetwork: settings.hostNetwork,
    podCidrs: cidrsIn(settings.podAddresses),
    nodeCidrs: cidrsIn(settings.nodeAddresses),
    dualStack: settings.families.includes('IPv6'),
  };
}

function cidrsIn(set: IpSet): ClusterChoices['podCidrs'] & object {
  return cidrsOf(set).map(cidr);
}

function objectsOfWorkload({ kind, namespace, name, pods }: Workload): readonly Plain[] {
  if (kind === 'Pod') return pods.map((pod) => objectOfPod(pod, null));
  const running = pods.filter((pod) => pod.name !== null);
  // The API server wants a selector that matches the template; no policy asks for this label.
  const own = { workload: name };
  const template = pods[0];
  const controller: Plain = {
    apiVersion: 'apps/v1',
    kind,
    metadata: { namespace, name },
    spec: {
      selector: { matchLabels: own },
      template: template && { metadata: { labels: { ...labelsOf(template.labels), ...own } }, spec: specOf(template) },
      ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
    },
  };
  return [
    controller,
    ...running.map((pod) => objectOfPod(pod, { apiVersion: 'apps/v1', kind, name, uid: name, controller: true })),
  ];
}

function objectOfPod(pod: Pod, owner: Plain | null): Plain {
  const ips = pod.addresses.flatMap((own) => (own.kind === 'given' ? [{ ip: formatAddress(own.address) }] : []));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: pod.namespace,
      name: pod.name,
      labels: labelsOf(pod.labels),
      ...(owner === null ? {} : { ownerReferences: [owner] }),
    },
    spec: specOf(pod),
    ...(ips.length === 0 ? {} : { status: { podIPs: ips, ...(pod.hostNetwork ? { hostIPs: ips } : {}) } }),
  };
}

// Each port in a container of its own, since a container names each of its ports differently.
function specOf({ ports, hostNetwork }: Pod): Plain {
  const containers = ports.map((port, index) => ({
    name: `c${index}`,
    image: 'i',
    ports: [objectOfPort(port, hostNetwork)],
  }));
  return {
    ...(hostNetwork ? { hostNetwork } : {}),
    containers: containers.length > 0 ? containers : [{ name: 'c', image: 'i' }],
  };
}

function objectOfPort({ name, protocol, port }: ContainerPort, isOnHost: boolean): Plain {
  return { containerPort: port, protocol, ...(name === null ? {} : { name }), ...(isOnHost ? { hostPort: port } : {}) };
}

// A value that no manifest tells is in none: reading adds it again.
function labelsOf(labels: Labels): Plain {
  return Object.fromEntries([...labels.values].filter(([, value]) => value !== null));
}

function objectOfPolicy({ namespace, name, podSelector, directions, rules }: Policy): Plain {
  const policyTypes = [...(directions.ingress ? ['Ingress'] : []), ...(directions.egress ? ['Egress'] : [])];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace, name },
    spec: {
      podSelector: objectOfSelector(podSelector),
      policyTypes,
      ingress: rules.ingress.map((rule) => objectOfRule(rule, 'from')),
      egress: rules.egress.map((rule) => objectOfRule(rule, 'to')),
    },
  };
}

function objectOfRule({ peers, ports }: Rule, list: 'from' | 'to'): Plain {
  return {
    ...(peers === 'all' ? {} : { [list]: peers.map(objectOfPeer) }),
    ...(ports === 'all' ? {} : { ports: ports.map(objectOfRulePort) }),
  };
}

function objectOfPeer(peer: RulePeer): Plain {
  if (peer.kind === 'ipBlock')
    return { ipBlock: { cidr: peer.cidr.text, except: peer.except.map(({ text }) => text) } };
  const { podSelector, namespaceSelector } = peer;
  return {
    ...(podSelector === null ? {} : { podSelector: objectOfSelector(podSelector) }),
    ...(namespaceSelector === null ? {} : { namespaceSelector: objectOfSelector(namespaceSelector) }),
  };
}

function objectOfRulePort(item: RulePort): Plain {
  if (item.kind === 'name') return { protocol: item.protocol, port: item.name };
  const { protocol, port, endPort } = item;
  const isWhole = port === 1 && endPort === 65535;
  return isWhole ? { protocol } : { protocol, port, ...(port === endPort ? {} : { endPort }) };
}

/** Prints equality as matchLabels where each key is asked once, and everything else as matchExpressions. */
function objectOfSelector({ requirements }: LabelSelector): Plain {
  const isEqual = (one: LabelRequirement): boolean => one.operator === 'In' && one.values.length === 1;
  const keys = requirements.map(({ key }) => key);
  const isPlain = requirements.every(isEqual) && new Set(keys).size === keys.length;
  if (requirements.length === 0) return {};
  if (!isPlain)
    return {
      matchExpressions: requirements.map(({ key, operator, ...rest }) => ({
        key,
        operator,
        ...('values' in rest ? { values: rest.values } : {}),
      })),
    };
  return {
    matchLabels: Object.fromEntries(requirements.map((one) => [one.key, 'values' in one ? one.values[0] : ''])),
  };
}
