/** Manifests of single objects as text, with what a test is about; everything else is as short as Kubernetes allows. */

import type { Workload } from '../../src/model/cluster.ts';
import { formatAddress } from '../../src/model/ip.ts';

/** What a test may say of an object's metadata and status. */
export interface ObjectText {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Kind and name of the controller that owns it. */
  readonly owner?: readonly [kind: string, name: string];
  /** Further lines of `spec`, as YAML. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** `status`, as YAML. */
  readonly status?: Readonly<Record<string, unknown>>;
}

const CONTAINERS = [{ name: 'c', image: 'i' }];

/** Returns a Pod. */
export function podText(name: string, { spec, ...rest }: ObjectText = {}): string {
  return objectText('v1', 'Pod', name, { spec: { containers: CONTAINERS, ...spec }, ...rest });
}

/** Returns a controller of apps/v1 whose template has the labels given. */
export function controllerText(
  kind: string,
  name: string,
  { labels = { app: name }, spec, ...rest }: ObjectText = {},
): string {
  const template = { metadata: { labels }, spec: { containers: CONTAINERS } };
  const whole = { selector: { matchLabels: labels }, template, ...spec };
  return objectText('apps/v1', kind, name, { spec: whole, ...rest });
}

/** Returns a Job. */
export function jobText(name: string, { labels = { app: 'job' }, spec, ...rest }: ObjectText = {}): string {
  return objectText('batch/v1', 'Job', name, { spec: { template: jobTemplate(labels), ...spec }, ...rest });
}

/** Returns a CronJob. */
export function cronJobText(name: string, { labels = { app: 'job' }, ...rest }: ObjectText = {}): string {
  const spec = { schedule: '0 * * * *', jobTemplate: { spec: { template: jobTemplate(labels) } } };
  return objectText('batch/v1', 'CronJob', name, { spec, ...rest });
}

/** Returns a NetworkPolicy that selects by labels and allows nothing in. */
export function policyText(name: string, matchLabels: Readonly<Record<string, string>>): string {
  return objectText('networking.k8s.io/v1', 'NetworkPolicy', name, { spec: { podSelector: { matchLabels } } });
}

/** Returns one object; `---` comes first, so that objects can be strung together. JSON is YAML. */
export function objectText(
  apiVersion: string,
  kind: string,
  name: string,
  { namespace, labels, owner, spec, status }: ObjectText = {},
): string {
  const ownerReferences = owner && [{ apiVersion: 'v1', kind: owner[0], name: owner[1], uid: 'u', controller: true }];
  const metadata = { name, namespace, labels, ownerReferences };
  return `---\n${JSON.stringify({ apiVersion, kind, metadata, spec, status })}\n`;
}

/** Returns what a workload is in one line, for a test to compare: `shop/deployment/api 2: api-1, api-2`. */
export function describeWorkload({ id, replicas, pods }: Workload): string {
  return `${id} ${replicas}: ${pods.map(({ name }) => name ?? 'template').join(', ')}`;
}

/** Returns the addresses of a workload's first pod: a given one as text, `somewhere` for one within a range. */
export function describeAddresses({ pods }: Workload): readonly string[] {
  return (pods[0]?.addresses ?? []).map((one) =>
    one.kind === 'given' ? formatAddress(one.address) : `${one.family} somewhere`,
  );
}

function jobTemplate(labels: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return { metadata: { labels }, spec: { restartPolicy: 'Never', containers: CONTAINERS } };
}
