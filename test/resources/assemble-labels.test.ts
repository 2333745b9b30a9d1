/** Labels that controllers add to their pods (design.md section 4). */

import { expect, test } from 'vitest';
import type { LabelValue } from '../../src/model/labels.ts';
import { formatPlace } from '../../src/model/provenance.ts';
import { load } from '../load.ts';
import { controllerText, cronJobText, jobText, podText, policyText } from './manifests.ts';

test('pods of a Deployment have a pod-template-hash that equals nothing', () => {
  expect(labelsOf(controllerText('Deployment', 'web'))).toEqual([{ app: 'web', 'pod-template-hash': null }]);
});

test('running pods carry the real value', () => {
  const pod = podText('a', { owner: ['Deployment', 'web'], labels: { 'pod-template-hash': '5d4f' } });
  expect(labelsOf(controllerText('Deployment', 'web') + pod)).toEqual([{ 'pod-template-hash': '5d4f' }]);
});

test('a bare ReplicaSet adds nothing', () => {
  expect(labelsOf(controllerText('ReplicaSet', 'web'))).toEqual([{ app: 'web' }]);
});

test('pods of a DaemonSet have a revision and a generation', () => {
  expect(labelsOf(controllerText('DaemonSet', 'agent'))).toEqual([
    { app: 'agent', 'controller-revision-hash': null, 'pod-template-generation': null },
  ]);
});

test('pods of a Job carry its name', () => {
  expect(labelsOf(jobText('import'))).toEqual([
    {
      app: 'job',
      'job-name': 'import',
      'batch.kubernetes.io/job-name': 'import',
      'controller-uid': null,
      'batch.kubernetes.io/controller-uid': null,
    },
  ]);
});

test('a Job read from a cluster tells its uid in the template', () => {
  expect(labelsOf(jobText('import', { labels: { 'controller-uid': 'u-1' } }))).toMatchObject([
    { 'controller-uid': 'u-1' },
  ]);
});

test('the names of a CronJob’s Jobs are not known', () => {
  expect(labelsOf(cronJobText('backup'))).toMatchObject([
    { app: 'job', 'job-name': null, 'batch.kubernetes.io/job-name': null },
  ]);
});

test('a StatefulSet is one template while no policy tells its pods apart', () => {
  const text = controllerText('StatefulSet', 'db', { spec: { replicas: 3 } }) + policyText('p', { app: 'db' });
  expect(labelsOf(text)).toEqual([
    {
      app: 'db',
      'controller-revision-hash': null,
      'statefulset.kubernetes.io/pod-name': null,
      'apps.kubernetes.io/pod-index': null,
    },
  ]);
});

test('a StatefulSet is expanded to its pods when a policy names one', () => {
  const text =
    controllerText('StatefulSet', 'db', { spec: { replicas: 2, ordinals: { start: 5 } } }) +
    policyText('p', { 'statefulset.kubernetes.io/pod-name': 'db-5' });
  const { cluster } = load(text);
  expect(cluster.workloads[0]?.pods.map(({ name }) => name)).toEqual(['db-5', 'db-6']);
  expect(cluster.workloads[0]?.replicas).toBe(2);
  expect(labelsOf(text)).toMatchObject([
    { 'statefulset.kubernetes.io/pod-name': 'db-5', 'apps.kubernetes.io/pod-index': '5' },
    { 'statefulset.kubernetes.io/pod-name': 'db-6', 'apps.kubernetes.io/pod-index': '6' },
  ]);
});

test('a StatefulSet of 0 pods is expanded to one', () => {
  const text =
    controllerText('StatefulSet', 'db', { spec: { replicas: 0 } }) +
    policyText('p', { 'apps.kubernetes.io/pod-index': '0' });
  expect(load(text).cluster.workloads[0]?.pods.map(({ name }) => name)).toEqual(['db-0']);
});

test('a label that a controller adds is written where the controller is', () => {
  const labels = load(controllerText('Deployment', 'web')).cluster.workloads[0]?.pods[0]?.labels;
  expect(labels && formatPlace(labels.placeOf('pod-template-hash'))).toBe('test.yaml:2:1');
  expect(labels && formatPlace(labels.placeOf('app'))).not.toBe('test.yaml:2:1');
});

function labelsOf(text: string): readonly Readonly<Record<string, LabelValue>>[] {
  return load(text).cluster.workloads.flatMap(({ pods }) =>
    pods.map(({ labels }) => Object.fromEntries(labels.values)),
  );
}
