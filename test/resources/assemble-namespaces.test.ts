/** Which namespaces a cluster has, and their labels (semantics.md sentence 16). */

import { expect, test } from 'vitest';
import { formatPlace } from '../../src/model/provenance.ts';
import { load } from '../load.ts';
import { objectText, podText, policyText } from './manifests.ts';

test('a namespace has the labels of its object and its name as one', () => {
  const { cluster } = load(
    podText('a', { namespace: 'dev' }) + objectText('v1', 'Namespace', 'dev', { labels: { team: 'blue' } }),
  );
  const dev = cluster.namespaces.get('dev');
  expect(dev && Object.fromEntries(dev.labels.values)).toEqual({ team: 'blue', 'kubernetes.io/metadata.name': 'dev' });
  expect(dev?.declared && formatPlace(dev.declared)).toBe('test.yaml:4:1');
});

test('the name label overrides what is written', () => {
  const text = objectText('v1', 'Namespace', 'dev', { labels: { 'kubernetes.io/metadata.name': 'prod' } });
  expect(load(text).cluster.namespaces.get('dev')?.labels.values.get('kubernetes.io/metadata.name')).toBe('dev');
});

test('a namespace without object has its name label only', () => {
  const dev = load(podText('a', { namespace: 'dev' })).cluster.namespaces.get('dev');
  expect(dev && Object.fromEntries(dev.labels.values)).toEqual({ 'kubernetes.io/metadata.name': 'dev' });
  expect(dev?.declared).toBeNull();
});

test('objects that name no namespace are in default', () => {
  expect([...load(podText('a')).cluster.namespaces.keys()]).toEqual(['default']);
});

test('policies and Services are in namespaces too', () => {
  const service = objectText('v1', 'Service', 's', { namespace: 'svc', spec: { ports: [{ port: 80 }] } });
  expect([...load(policyText('p', {}) + service).cluster.namespaces.keys()]).toEqual(['default', 'svc']);
});

test('namespaces are sorted by name', () => {
  const text = ['c', 'a', 'b'].map((name) => objectText('v1', 'Namespace', name)).join('');
  expect([...load(text).cluster.namespaces.keys()]).toEqual(['a', 'b', 'c']);
});
