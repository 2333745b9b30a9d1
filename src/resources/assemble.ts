/**
 * Puts decoded objects together into a cluster: one object of each name, pods under their workloads, every namespace
 * that something is in. Nothing here looks at a manifest again, and nothing depends on the order of files.
 */

import type { Cluster, ClusterSettings } from '../model/cluster.ts';
import type { Report } from '../model/diagnostics.ts';
import { compareNamed, compareText } from '../model/order.ts';
import { createAddressFinder } from './addresses.ts';
import { mentionsOrdinals } from './controller-labels.ts';
import { removeDuplicates } from './duplicates.ts';
import { assembleNamespaces } from './namespaces.ts';
import type { ObjectIdentity, Resource } from './resource.ts';
import { assembleWorkloads } from './workloads.ts';

type ResourceOf<Kind extends Resource['kind']> = Extract<Resource, { readonly kind: Kind }>;

/**
 * Returns the cluster that resources make up. Reports objects given twice, kinds that are not evaluated and kinds
 * recognised by their pod template alone; the two of an object that contradict each other are left out.
 */
export function assembleCluster(resources: readonly Resource[], settings: ClusterSettings, report: Report): Cluster {
  const objects = removeDuplicates(resources, report);
  const controllers = select(objects, 'controller');
  reportKinds('unsupported-kind', select(objects, 'unsupported'), report);
  reportKinds(
    'assumed-workload-kind',
    controllers.filter(({ isKnownKind }) => !isKnownKind),
    report,
  );

  const policies = select(objects, 'policy')
    .map(({ policy }) => policy)
    .sort(compareNamed);
  const services = select(objects, 'service')
    .map(({ service }) => service)
    .sort(compareNamed);
  const workloads = assembleWorkloads({
    pods: select(objects, 'pod'),
    controllers,
    addresses: createAddressFinder(settings, select(objects, 'node')),
    expandsOrdinals: mentionsOrdinals(policies),
  });
  const namespaces = assembleNamespaces(select(objects, 'namespace'), [...workloads, ...policies, ...services]);
  return { settings, namespaces, workloads, policies, services };
}

function select<Kind extends Resource['kind']>(
  resources: readonly Resource[],
  kind: Kind,
): readonly ResourceOf<Kind>[] {
  return resources.filter((resource): resource is ResourceOf<Kind> => resource.kind === kind);
}

// One diagnostic per kind, at its first object: a cluster may hold thousands.
function reportKinds(
  code: 'unsupported-kind' | 'assumed-workload-kind',
  objects: readonly { readonly identity: ObjectIdentity }[],
  report: Report,
): void {
  const firstByKind = new Map<string, { readonly identity: ObjectIdentity; count: number }>();
  for (const { identity } of objects) {
    const key = `${identity.apiVersion} ${identity.kind}`;
    const seen = firstByKind.get(key);
    if (seen === undefined) firstByKind.set(key, { identity, count: 1 });
    else seen.count += 1;
  }
  const severity = code === 'unsupported-kind' ? 'warning' : 'info';
  for (const [, { identity, count }] of [...firstByKind].sort(([left], [right]) => compareText(left, right))) {
    const { apiVersion, kind, at } = identity;
    report({ code, severity, at, args: { apiVersion, kind, count } });
  }
}
