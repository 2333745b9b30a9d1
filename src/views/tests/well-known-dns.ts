/**
 * The cluster's DNS server for tests that name it although no manifest here has it (ux.md section 4.7, `wellKnown.dns: auto`):
 * a workload kube-system/kube-dns as kubeadm and the clouds install it. Whoever does not name it never meets it.
 */

import type { Cluster, ContainerPort, Namespace, Pod, PodAddress, Workload } from '../../model/cluster.ts';
import { allAddressesOf, intersectAddresses } from '../../model/ip.ts';
import type { Labels } from '../../model/labels.ts';
import { compareNamed, compareText } from '../../model/order.ts';
import type { PeerExpression, PeerReference } from '../../model/peer-expression.ts';
import type { Protocol } from '../../model/ports.ts';
import type { Place } from '../../model/provenance.ts';
import { placeOfFile } from '../../model/provenance.ts';
import { matchesSelector } from '../../semantics/selectors.ts';

const NAMESPACE = 'kube-system';
const NAME = 'kube-dns';
const LABELS = new Map([['k8s-app', 'kube-dns']]);
const HERE: Place = placeOfFile('(well-known DNS)');

const labels: Labels = { values: LABELS, placeOf: () => HERE };

/** Tells whether a workload is the one that no manifest has. */
export function isWellKnownDns({ at }: Workload): boolean {
  return at === HERE;
}

/** The DNS server as a test names it. */
export const DNS_REFERENCE: PeerReference = {
  text: `${NAMESPACE}/[k8s-app=kube-dns]:53/UDP`,
  expression: {
    kind: 'workloads',
    namespace: { kind: 'name', name: NAMESPACE },
    selector: { requirements: [{ operator: 'In', key: 'k8s-app', values: ['kube-dns'], at: HERE }], at: HERE },
  },
  port: { kind: 'range', protocol: 'UDP', port: 53, endPort: 53 },
};

/** Tells whether manifests have a DNS server, so that none has to be assumed. */
export function hasDns({ workloads }: Cluster): boolean {
  return workloads.some(
    ({ namespace, name, pods }) =>
      namespace === NAMESPACE && (name === NAME || pods.some((pod) => pod.labels.values.get('k8s-app') === 'kube-dns')),
  );
}

/** Returns the cluster with the DNS server. */
export function withDns(cluster: Cluster): Cluster {
  const { settings, namespaces, workloads } = cluster;
  const pod: Pod = {
    namespace: NAMESPACE,
    name: null,
    at: HERE,
    labels,
    ports: [portNamed('dns', 'UDP', 53), portNamed('dns-tcp', 'TCP', 53), portNamed('metrics', 'TCP', 9153)],
    hostNetwork: false,
    addresses: settings.families.map(
      (family): PodAddress => ({
        kind: 'within',
        family,
        range: intersectAddresses(settings.podAddresses, allAddressesOf(family)),
      }),
    ),
  };
  const dns: Workload = {
    id: `${NAMESPACE}/deployment/${NAME}`,
    kind: 'Deployment',
    namespace: NAMESPACE,
    name: NAME,
    at: HERE,
    replicas: 2,
    pods: [pod],
  };
  return {
    ...cluster,
    namespaces: namespaces.has(NAMESPACE) ? namespaces : new Map(namespaces).set(NAMESPACE, ownNamespace()),
    workloads: [...workloads, dns].toSorted(
      (left, right) => compareNamed(left, right) || compareText(left.kind, right.kind),
    ),
  };
}

/** Tells whether a peer expression names the DNS server, rather than all there is. */
export function namesDns(expression: PeerExpression, cluster: Cluster, defaultNamespace: string): boolean {
  if (expression.kind !== 'workload' && expression.kind !== 'workloads') return false;
  const { namespace } = expression;
  const isThere =
    namespace.kind === 'labels'
      ? namespace.selector.requirements.length > 0 &&
        matchesSelector(namespace.selector, (cluster.namespaces.get(NAMESPACE) ?? ownNamespace()).labels)
      : (namespace.kind === 'name' ? namespace.name : defaultNamespace) === NAMESPACE;
  if (!isThere) return false;
  return expression.kind === 'workload' ? expression.name === NAME : matchesSelector(expression.selector, labels);
}

function ownNamespace(): Namespace {
  const values = new Map([['kubernetes.io/metadata.name', NAMESPACE]]);
  return { name: NAMESPACE, labels: { values, placeOf: () => HERE }, declared: null };
}

function portNamed(name: string, protocol: Protocol, port: number): ContainerPort {
  return { name, protocol, port, at: HERE };
}
