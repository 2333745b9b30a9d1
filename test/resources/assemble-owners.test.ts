/** Which pods make up which workload (design.md section 5). */

import { expect, test } from 'vitest';
import { load } from '../load.ts';
import {
  controllerText,
  cronJobText,
  describeWorkload,
  jobText,
  objectText,
  podText,
  policyText,
} from './manifests.ts';

test('a pod without owner is a workload of its own', () => {
  expect(workloads(podText('a'))).toEqual(['default/pod/a 1: a']);
});

test('a template stands for pods that are not loaded', () => {
  expect(workloads(controllerText('Deployment', 'web', { spec: { replicas: 3 } }))).toEqual([
    'default/deployment/web 3: template',
  ]);
});

test('running pods stand for themselves and are counted', () => {
  const text =
    controllerText('StatefulSet', 'db', { spec: { replicas: 5 } }) +
    podText('db-1', { owner: ['StatefulSet', 'db'] }) +
    podText('db-0', { owner: ['StatefulSet', 'db'] });
  expect(workloads(text)).toEqual(['default/statefulset/db 2: db-0, db-1']);
});

test('pods roll up through their ReplicaSet to the Deployment', () => {
  const text =
    controllerText('Deployment', 'web') +
    controllerText('ReplicaSet', 'web-x', { owner: ['Deployment', 'web'] }) +
    podText('web-x-1', { owner: ['ReplicaSet', 'web-x'] });
  expect(workloads(text)).toEqual(['default/deployment/web 1: web-x-1']);
});

test('pods of a ReplicaSet that is not loaded roll up by the name without pod-template-hash', () => {
  const pod = { owner: ['ReplicaSet', 'web-5d4f'], labels: { 'pod-template-hash': '5d4f' } } as const;
  expect(workloads(podText('web-5d4f-b', pod) + podText('web-5d4f-a', pod))).toEqual([
    'default/deployment/web 2: web-5d4f-a, web-5d4f-b',
  ]);
});

test('old clusters have the hash in digits in the label and encoded in the name', () => {
  const pod = { owner: ['ReplicaSet', 'heapster-7df8cb8c66'], labels: { 'pod-template-hash': '3894764722' } } as const;
  expect(workloads(podText('a', pod))).toEqual(['default/deployment/heapster 1: a']);
});

test('a hash that is no part of the name tells nothing', () => {
  const pod = { owner: ['ReplicaSet', 'web-api'], labels: { 'pod-template-hash': '5d4f' } } as const;
  expect(workloads(podText('a', pod))).toEqual(['default/replicaset/web-api 1: a']);
});

test('only the names of ReplicaSets end in a hash', () => {
  const pod = { owner: ['StatefulSet', 'web-5d4f'], labels: { 'pod-template-hash': '5d4f' } } as const;
  expect(workloads(podText('a', pod))).toEqual(['default/statefulset/web-5d4f 1: a']);
});

test('the name without hash is that of a Deployment that is loaded', () => {
  const pod = podText('web-5d4f-a', {
    owner: ['ReplicaSet', 'web-5d4f'],
    labels: { 'pod-template-hash': '5d4f' },
  });
  expect(workloads(controllerText('Deployment', 'web') + pod)).toEqual(['default/deployment/web 1: web-5d4f-a']);
});

test('pods of an Argo Rollout roll up by its own hash', () => {
  const pod = { owner: ['ReplicaSet', 'web-5d4f'], labels: { 'rollouts-pod-template-hash': '5d4f' } } as const;
  expect(workloads(podText('web-5d4f-a', pod))).toEqual(['default/rollout/web 1: web-5d4f-a']);
});

test('pods without hash make up the ReplicaSet that owns them', () => {
  expect(
    workloads(podText('a', { owner: ['ReplicaSet', 'web'] }) + podText('b', { owner: ['ReplicaSet', 'web'] })),
  ).toEqual(['default/replicaset/web 2: a, b']);
});

test('owners of one name in two namespaces are two workloads', () => {
  const text =
    podText('a', { namespace: 'x', owner: ['StatefulSet', 'db'] }) +
    podText('a', { namespace: 'y', owner: ['StatefulSet', 'db'] });
  expect(workloads(text)).toEqual(['x/statefulset/db 1: a', 'y/statefulset/db 1: a']);
});

test('a Job belongs to its CronJob when that is loaded', () => {
  const text = cronJobText('backup') + jobText('backup-1', { owner: ['CronJob', 'backup'] });
  const pod = podText('backup-1-x', { owner: ['Job', 'backup-1'] });
  expect(workloads(text + pod)).toEqual(['default/cronjob/backup 1: backup-1-x']);
});

test('a Job whose CronJob is not loaded is the workload', () => {
  expect(workloads(jobText('backup-1', { owner: ['CronJob', 'backup'] }))).toEqual([
    'default/job/backup-1 1: template',
  ]);
});

test('parallelism is the number of a Job’s pods', () => {
  expect(workloads(jobText('import', { spec: { parallelism: 4 } }))).toEqual(['default/job/import 4: template']);
});

test('a DaemonSet has as many pods as the nodes ask for', () => {
  expect(workloads(controllerText('DaemonSet', 'agent'))).toEqual(['default/daemonset/agent null: template']);
});

test('a workload of 0 pods stays, and its template stands for one', () => {
  expect(workloads(controllerText('Deployment', 'web', { spec: { replicas: 0 } }))).toEqual([
    'default/deployment/web 0: template',
  ]);
});

test('ReplicaSets that a rollout has scaled to 0 are left out', () => {
  const text =
    controllerText('Deployment', 'web') +
    controllerText('ReplicaSet', 'web-old', { owner: ['Deployment', 'web'], spec: { replicas: 0 } });
  expect(workloads(text)).toEqual(['default/deployment/web 1: template']);
});

test('a ReplicaSet of 0 pods stays when nothing else tells of its Deployment', () => {
  const text = controllerText('ReplicaSet', 'web-5d4f', {
    labels: { 'pod-template-hash': '5d4f' },
    spec: { replicas: 0 },
  });
  expect(workloads(text)).toEqual(['default/deployment/web 0: template']);
});

test('a ReplicaSet of 0 pods without loaded owner stays', () => {
  expect(workloads(controllerText('ReplicaSet', 'web', { spec: { replicas: 0 } }))).toEqual([
    'default/replicaset/web 0: template',
  ]);
});

test('pods that ended are no peers, and their template stands again', () => {
  const ended = (phase: string): string =>
    podText(phase.toLowerCase(), { owner: ['Deployment', 'web'], status: { phase } });
  const alone = podText('done', { status: { phase: 'Succeeded' } });
  expect(workloads(controllerText('Deployment', 'web') + ended('Succeeded') + ended('Failed') + alone)).toEqual([
    'default/deployment/web 1: template',
  ]);
});

test('pods that are pending or unknown are peers', () => {
  const text = podText('a', { status: { phase: 'Pending' } }) + podText('b', { status: { phase: 'Unknown' } });
  expect(workloads(text)).toEqual(['default/pod/a 1: a', 'default/pod/b 1: b']);
});

test('a static pod is not part of its Node', () => {
  expect(workloads(podText('proxy-n1', { owner: ['Node', 'n1'] }))).toEqual(['default/pod/proxy-n1 1: proxy-n1']);
});

test('only the controller among the owners counts', () => {
  const text = podText('a', { owner: ['StatefulSet', 'db'] }).replace('"controller":true', '"controller":false');
  expect(workloads(text)).toEqual(['default/pod/a 1: a']);
});

test('owners in a circle come to an end', () => {
  const text =
    controllerText('Deployment', 'a', { owner: ['Deployment', 'b'] }) +
    controllerText('Deployment', 'b', { owner: ['Deployment', 'a'] });
  expect(load(text).cluster.workloads).toHaveLength(2);
});

test('an unknown kind with a pod template is a workload, with one notice per kind', () => {
  const rollout = (name: string): string =>
    controllerText('Rollout', name, { spec: { replicas: 2 } }).replace('apps/v1', 'argoproj.io/v1alpha1');
  const { cluster, diagnostics } = load(rollout('web') + rollout('api'));
  expect(cluster.workloads.map(describeWorkload)).toEqual([
    'default/rollout/api 2: template',
    'default/rollout/web 2: template',
  ]);
  expect(diagnostics).toMatchObject([
    {
      code: 'assumed-workload-kind',
      severity: 'info',
      args: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', count: 2 },
    },
  ]);
});

test('a kind without pod template is no workload', () => {
  expect(workloads(objectText('example.com/v1', 'Thing', 'x', { spec: { template: { spec: {} } } }))).toEqual([]);
});

test('a name that the server makes up ends in a star', () => {
  const text = jobText('migrate-').replace('"name":"migrate-"', '"generateName":"migrate-"');
  expect(workloads(text)).toEqual(['default/job/migrate-* 1: template']);
});

test('policies and Services are sorted by namespace, then name', () => {
  const service = (name: string): string => objectText('v1', 'Service', name, { spec: { ports: [{ port: 80 }] } });
  const { policies, services } = load(policyText('b', {}) + policyText('a', {}) + service('d') + service('c')).cluster;
  expect([...policies, ...services].map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
});

test('workloads are sorted by namespace, name, kind', () => {
  const text =
    podText('b', { namespace: 'x' }) +
    podText('a', { namespace: 'y' }) +
    podText('a', { namespace: 'x' }) +
    controllerText('Deployment', 'a', { namespace: 'x' });
  expect(load(text).cluster.workloads.map(({ id }) => id)).toEqual(['x/deployment/a', 'x/pod/a', 'x/pod/b', 'y/pod/a']);
});

function workloads(text: string): readonly string[] {
  return load(text).cluster.workloads.map(describeWorkload);
}
