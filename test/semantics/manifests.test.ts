/** Sentences of semantics.md that speak of how something is written: from YAML to a verdict. */

import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import { judge } from '../../src/semantics/judge.ts';
import { end } from '../builders.ts';
import { load } from '../load.ts';

const PODS = `
{ apiVersion: v1, kind: Namespace, metadata: { name: shop } }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: ops, labels: { kubernetes.io/metadata.name: other } } }
---
{ apiVersion: v1, kind: Pod, metadata: { namespace: shop, name: web, labels: { app: web, empty: "" } }, spec: { containers: [
  { name: c, image: i, ports: [{ name: http, containerPort: 80 }] }, { name: d, image: i, ports: [{ name: dns, containerPort: 53, protocol: UDP }] }],
  initContainers: [{ name: once, image: i, ports: [{ name: setup, containerPort: 7000 }] },
    { name: sidecar, image: i, restartPolicy: Always, ports: [{ name: metrics, containerPort: 9000 }] }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { namespace: shop, name: api, labels: { app: api } }, spec: { containers: [{ name: c, image: i }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { namespace: ops, name: job }, spec: { containers: [{ name: c, image: i }] } }
`;

/**
 * Returns the verdict between two pods, `shop/api` to `shop/web` at 80/TCP unless said, under a policy of namespace
 * shop.
 */
function verdict(
  spec: string,
  asked: { readonly from?: string; readonly to?: string; readonly port?: string } = {},
): Verdict {
  const policy = `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { namespace: shop, name: p }, ${spec} }`;
  const { cluster, diagnostics } = load(`${PODS}\n---\n${policy}`);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const podOf = (id: string): ReturnType<typeof end> => {
    const found = cluster.workloads
      .flatMap(({ pods }) => pods)
      .find(({ namespace, name }) => `${namespace}/${name}` === id);
    if (found === undefined) throw new Error(`no such pod: ${id}`);
    return end(found);
  };
  const [number, protocol] = (asked.port ?? '80/TCP').split('/');
  return judge(cluster, {
    source: podOf(asked.from ?? 'shop/api'),
    destination: podOf(asked.to ?? 'shop/web'),
    protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
    port: Number(number),
  }).verdict;
}

describe('which pods and directions', () => {
  test.each<[fact: string, spec: string, asked: Parameters<typeof verdict>[1], verdict: Verdict]>([
    ['2 an absent podSelector selects every pod', 'spec: { ingress: [] }', {}, 'denied'],
    ['2 a null podSelector selects every pod', 'spec: { podSelector: null }', {}, 'denied'],
    [
      '2 null matchLabels select every pod',
      'spec: { podSelector: { matchLabels: null, matchExpressions: [] } }',
      {},
      'denied',
    ],
    ['2 an empty spec selects every pod', 'spec: {}', {}, 'denied'],
    ['2 an absent spec selects every pod', '', {}, 'denied'],
    ['2 a null spec selects every pod', 'spec: null', {}, 'denied'],
    [
      '2 a podSelector with labels selects those pods only',
      'spec: { podSelector: { matchLabels: { app: api } } }',
      {},
      'allowed',
    ],
    ['7 without policyTypes ingress is isolated', 'spec: {}', {}, 'denied'],
    [
      '7 without policyTypes and egress rules egress is not isolated',
      'spec: { podSelector: { matchLabels: { app: api } } }',
      {},
      'allowed',
    ],
    [
      '7 empty policyTypes are none',
      'spec: { policyTypes: [], ingress: [{}], egress: [{ ports: [{ port: 81 }] }] }',
      {},
      'denied',
    ],
    [
      '7 an empty egress list does not isolate egress',
      'spec: { podSelector: { matchLabels: { app: api } }, egress: [] }',
      {},
      'allowed',
    ],
    [
      '7 egress rules isolate egress',
      'spec: { podSelector: { matchLabels: { app: api } }, egress: [{ ports: [{ port: 81 }] }] }',
      {},
      'denied',
    ],
    [
      '7 egress rules alone isolate ingress too',
      'spec: { podSelector: { matchLabels: { app: web } }, egress: [{}] }',
      {},
      'denied',
    ],
    [
      '8 policyTypes are taken as they are: Egress alone leaves ingress open',
      'spec: { policyTypes: [Egress] }',
      { from: 'ops/job' },
      'allowed',
    ],
    [
      '8 policyTypes are taken as they are: Egress without rules denies',
      'spec: { policyTypes: [Egress] }',
      {},
      'denied',
    ],
    [
      '8 egress rules without the type are dead',
      'spec: { policyTypes: [Ingress], ingress: [{}], egress: [{ ports: [{ port: 81 }] }] }',
      {},
      'allowed',
    ],
    ['9 a direction given twice is given once', 'spec: { policyTypes: [Ingress, Ingress] }', {}, 'denied'],
    [
      '9 a direction given twice is not the other one',
      'spec: { podSelector: { matchLabels: { app: api } }, policyTypes: [Ingress, Ingress] }',
      {},
      'allowed',
    ],
    ['10 a null list of rules allows nothing', 'spec: { ingress: null }', {}, 'denied'],
  ])('%s', (_fact, spec, asked, expected) => {
    expect(verdict(spec, asked)).toBe(expected);
  });
});

describe('which rules', () => {
  const rule = (text: string): string => `spec: { podSelector: { matchLabels: { app: web } }, ingress: [${text}] }`;

  test.each<[fact: string, rule: string, asked: Parameters<typeof verdict>[1], verdict: Verdict]>([
    ['11 an empty rule allows everything', '{}', { port: '7/UDP' }, 'allowed'],
    ['11 a null rule is an empty one', 'null', { port: '7/UDP' }, 'allowed'],
    ['12 empty lists are absent ones', '{ from: [], ports: [] }', { from: 'ops/job', port: '7/UDP' }, 'allowed'],
    ['12 a list of one item is not absent', '{ from: [], ports: [{ port: 80 }] }', { port: '7/UDP' }, 'denied'],
    [
      '14 a null podSelector is an absent one',
      '{ from: [{ podSelector: null, namespaceSelector: {} }] }',
      { from: 'ops/job' },
      'allowed',
    ],
    [
      '14 an empty podSelector alone is the own namespace',
      '{ from: [{ podSelector: {}, namespaceSelector: null }] }',
      { from: 'ops/job' },
      'denied',
    ],
    [
      '16 the name label is the name',
      '{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ops } } }] }',
      { from: 'ops/job' },
      'allowed',
    ],
    [
      '16 the name label cannot be set to another value',
      '{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: other } } }] }',
      { from: 'ops/job' },
      'denied',
    ],
    [
      '19 a null value asks for the empty value: not there',
      '{ from: [{ podSelector: { matchLabels: { app: null } } }] }',
      {},
      'denied',
    ],
    [
      '19 a null in values asks for the empty value: there',
      '{ from: [{ podSelector: { matchExpressions: [{ key: empty, operator: In, values: [null] }] } }] }',
      { from: 'shop/web', to: 'shop/web' },
      'allowed',
    ],
    [
      '20 values given twice are given once',
      '{ from: [{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [api, api] }] } }] }',
      {},
      'allowed',
    ],
    ['21 the protocol is TCP unless said', '{ ports: [{ port: 80 }] }', {}, 'allowed'],
    ['21 the protocol is not UDP unless said', '{ ports: [{ port: 80 }] }', { port: '80/UDP' }, 'denied'],
    ['21 a null protocol is TCP', '{ ports: [{ port: 80, protocol: null }] }', {}, 'allowed'],
    ['22 an empty port item is all of TCP', '{ ports: [{}] }', { port: '65535/TCP' }, 'allowed'],
    ['22 an empty port item is nothing of UDP', '{ ports: [{}] }', { port: '80/UDP' }, 'denied'],
    ['24 a name stands for the declared number', '{ ports: [{ port: http }] }', {}, 'allowed'],
    ['24 a name is asked with TCP unless said', '{ ports: [{ port: dns }] }', { port: '53/UDP' }, 'denied'],
    ['26 a sidecar declares ports', '{ ports: [{ port: metrics }] }', { port: '9000/TCP' }, 'allowed'],
    ['26 an ordinary init container does not', '{ ports: [{ port: setup }] }', { port: '7000/TCP' }, 'denied'],
    ['27 endPort is inclusive', '{ ports: [{ port: 70, endPort: 80 }] }', {}, 'allowed'],
    ['27 endPort is the end', '{ ports: [{ port: 70, endPort: 79 }] }', {}, 'denied'],
  ])('%s', (_fact, text, asked, expected) => {
    expect(verdict(rule(text), asked)).toBe(expected);
  });
});

describe('which pods there are', () => {
  const podIn = (status: string): string =>
    `{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { containers: [{ name: c, image: i }] }, status: ${status} }`;
  const deleted = podIn('{ phase: Running }').replace('name: a', 'name: a, deletionTimestamp: "2024-01-01T00:00:00Z"');

  test.each<[fact: string, pod: string, count: number]>([
    ['37 a pod that succeeded is no peer', podIn('{ phase: Succeeded }'), 0],
    ['37 a pod that failed is no peer', podIn('{ phase: Failed }'), 0],
    ['37 a pod that is being deleted still is', deleted, 1],
    ['38 a pending pod is', podIn('{ phase: Pending }'), 1],
    ['38 a pod without status is', podIn('null'), 1],
  ])('%s', (_fact, text, count) => {
    expect(load(text).cluster.workloads).toHaveLength(count);
  });
});
