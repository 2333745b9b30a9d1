/** What becomes of objects that are given more than once (design.md section 8). */

import { expect, test } from 'vitest';
import { formatPlace } from '../../src/model/provenance.ts';
import { load } from '../load.ts';
import { controllerText, jobText, objectText, podText, policyText } from './manifests.ts';

test('the same object twice is one object and a notice', () => {
  const { cluster, diagnostics } = load(podText('a') + podText('a'));
  expect(cluster.workloads).toHaveLength(1);
  expect(diagnostics).toMatchObject([
    { code: 'duplicate-object', severity: 'info', args: { kind: 'Pod', name: 'default/a' } },
  ]);
});

test('what is defaulted equals what is written', () => {
  const port = (more: Readonly<Record<string, unknown>>): string =>
    podText('a', { spec: { containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80, ...more }] }] } });
  expect(load(port({}) + port({ protocol: 'TCP' })).diagnostics.map(({ code }) => code)).toEqual(['duplicate-object']);
});

test('the order of labels makes no difference', () => {
  const text = podText('a', { labels: { x: '1', y: '2' } }) + podText('a', { labels: { y: '2', x: '1' } });
  expect(load(text).diagnostics.map(({ code }) => code)).toEqual(['duplicate-object']);
});

test('two objects that differ are an error with both places, and neither counts', () => {
  const { cluster, diagnostics } = load(
    podText('a', { labels: { app: 'x' } }) + podText('a', { labels: { app: 'y' } }),
  );
  expect(cluster.workloads).toEqual([]);
  expect(diagnostics).toMatchObject([{ code: 'conflicting-objects', severity: 'error' }]);
  const places = diagnostics
    .flatMap(({ at, related }) => [at, ...(related ?? []).map((one) => one.at)])
    .map(formatPlace);
  expect(places).toEqual(['test.yaml:4:1', 'test.yaml:2:1']);
});

test('policies that differ in a rule contradict each other', () => {
  const text = policyText('p', {}) + policyText('p', {}).replace('"spec":{', '"spec":{"ingress":[{}],');
  const { cluster, diagnostics } = load(text);
  expect(cluster.policies).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['conflicting-objects']);
});

test('one that differs takes its twins with it', () => {
  const { cluster, diagnostics } = load(podText('a') + podText('a') + podText('a', { labels: { app: 'y' } }));
  expect(cluster.workloads).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['duplicate-object', 'conflicting-objects']);
});

test('one name in two namespaces, or of two kinds, is two objects', () => {
  const text = podText('a') + podText('a', { namespace: 'dev' }) + controllerText('Deployment', 'a');
  const { cluster, diagnostics } = load(text);
  expect(cluster.workloads).toHaveLength(3);
  expect(diagnostics).toEqual([]);
});

test('a Knative Service and the Service of its name are two objects', () => {
  const knative = controllerText('Service', 'web').replace('apps/v1', 'serving.knative.dev/v1');
  const { cluster } = load(knative + objectText('v1', 'Service', 'web', { spec: { ports: [{ port: 80 }] } }));
  expect(cluster.workloads.map(({ id }) => id)).toEqual(['default/service/web']);
  expect(cluster.services).toHaveLength(1);
});

test('objects that share a generateName make one peer and no duplicate', () => {
  const job = (app: string): string =>
    jobText('migrate-', { labels: { app } }).replace('"name":"migrate-"', '"generateName":"migrate-"');
  const { cluster, diagnostics } = load(job('b') + job('a'));
  expect(diagnostics).toEqual([]);
  expect(cluster.workloads.map(({ id, replicas }) => [id, replicas])).toEqual([['default/job/migrate-*', 2]]);
  expect(cluster.workloads[0]?.pods.map(({ labels }) => labels.values.get('app'))).toEqual(['b', 'a']);
});

test('kinds that are not evaluated give one warning per kind, at the first', () => {
  const cilium = (name: string): string => objectText('cilium.io/v2', 'CiliumNetworkPolicy', name);
  const { diagnostics } = load(cilium('a') + cilium('a') + cilium('b'));
  expect(diagnostics).toMatchObject([
    {
      code: 'unsupported-kind',
      severity: 'warning',
      args: { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', count: 3 },
    },
  ]);
  expect(diagnostics.map(({ at }) => formatPlace(at))).toEqual(['test.yaml:2:1']);
});
