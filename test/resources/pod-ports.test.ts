/** Which ports a pod declares (semantics.md sentences 24–26). */

import { expect, test } from 'vitest';
import { load } from '../load.ts';
import { podText } from './manifests.ts';

test('ports of all containers, in order, TCP unless said', () => {
  const containers = [
    container('a', [
      { containerPort: 80, name: 'http' },
      { containerPort: 53, protocol: 'UDP' },
    ]),
    container('b', [{ containerPort: 9090 }]),
  ];
  expect(portsOf({ containers })).toEqual(['http TCP 80', '- UDP 53', '- TCP 9090']);
});

test('two containers may use one name', () => {
  const containers = [
    container('a', [{ containerPort: 80, name: 'http' }]),
    container('b', [{ containerPort: 81, name: 'http' }]),
  ];
  expect(portsOf({ containers })).toEqual(['http TCP 80', 'http TCP 81']);
});

test('a sidecar declares ports, an ordinary init container does not', () => {
  const initContainers = [
    container('init', [{ containerPort: 90, name: 'init' }]),
    { ...container('mesh', [{ containerPort: 15001, name: 'mesh' }]), restartPolicy: 'Always' },
  ];
  expect(portsOf({ containers: [container('a', [{ containerPort: 80 }])], initContainers })).toEqual([
    '- TCP 80',
    'mesh TCP 15001',
  ]);
});

test('an empty protocol is defaulted', () => {
  expect(portsOf({ containers: [container('a', [{ containerPort: 80, protocol: '' }])] })).toEqual(['- TCP 80']);
});

function container(name: string, ports: readonly object[]): object {
  return { name, image: 'i', ports };
}

function portsOf(spec: Readonly<Record<string, unknown>>): readonly string[] {
  const pods = load(podText('a', { spec })).cluster.workloads.flatMap((workload) => workload.pods);
  return pods.flatMap(({ ports }) => ports.map(({ name, protocol, port }) => `${name ?? '-'} ${protocol} ${port}`));
}
