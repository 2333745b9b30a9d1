/** What the API server refuses in pods and controllers, and which of it still leaves verdicts to trust. */

import { describe, expect, test } from 'vitest';
import type { Severity } from '../../src/model/diagnostics.ts';
import type { LoadedCluster } from '../../src/resources/load.ts';
import { loadCluster } from '../../src/resources/load.ts';
import type { DecodeOptions } from '../../src/resources/options.ts';
import { DEFAULT_DECODE_OPTIONS } from '../../src/resources/options.ts';
import { controllerText, jobText, objectText, podText } from './manifests.ts';

const CONTAINER = { name: 'c', image: 'i' };

// What no verdict depends on: an error to `check`, a warning to everyone else.
const HARMLESS: readonly (readonly [name: string, text: string, code: string, path: string])[] = [
  ['no containers', podOf({ containers: [] }), 'missing-field', 'spec.containers'],
  ['a container without name', podOf({ containers: [{ image: 'i' }] }), 'missing-field', 'spec.containers[0].name'],
  ['a container without image', podOf({ containers: [{ name: 'c' }] }), 'missing-field', 'spec.containers[0].image'],
  [
    'a container’s name in capitals',
    podOf({ containers: [{ ...CONTAINER, name: 'C' }] }),
    'invalid-name',
    'spec.containers[0].name',
  ],
  [
    'an init container of a name that is taken',
    podOf({ containers: [CONTAINER], initContainers: [CONTAINER] }),
    'duplicate-value',
    'spec.initContainers[0].name',
  ],
  [
    'a port name twice in one container',
    podWithPorts({ containerPort: 80, name: 'http' }, { containerPort: 81, name: 'http' }),
    'duplicate-value',
    'spec.containers[0].ports[1].name',
  ],
  [
    'a port without number',
    podWithPorts({ name: 'http' }),
    'missing-field',
    'spec.containers[0].ports[0].containerPort',
  ],
  [
    'a hostPort that is not the containerPort under hostNetwork',
    podOf({ hostNetwork: true, containers: [{ ...CONTAINER, ports: [{ containerPort: 80, hostPort: 81 }] }] }),
    'host-port-mismatch',
    'spec.containers[0].ports[0].hostPort',
  ],
  [
    'a restartPolicy that does not exist',
    podOf({ containers: [CONTAINER], restartPolicy: 'Sometimes' }),
    'unsupported-value',
    'spec.restartPolicy',
  ],
  ['a name in capitals', podText('A'), 'invalid-name', 'metadata.name'],
  ['an unknown field', podOf({ containers: [CONTAINER], dnspolicy: 'None' }), 'unknown-field', 'spec.dnspolicy'],
  [
    'an empty value of a wrong type',
    podOf({ containers: [{ ...CONTAINER, ports: {} }] }),
    'wrong-type',
    'spec.containers[0].ports',
  ],
  [
    'a controller without selector',
    controllerText('Deployment', 'web', { spec: { selector: undefined } }),
    'missing-field',
    'spec.selector',
  ],
  [
    'a controller with an empty selector',
    controllerText('Deployment', 'web', { spec: { selector: {} } }),
    'empty-selector',
    'spec.selector',
  ],
  [
    'a selector that does not match the template',
    controllerText('Deployment', 'web', { spec: { selector: { matchLabels: { app: 'other' } } } }),
    'selector-mismatch',
    'spec.template.metadata.labels',
  ],
  [
    'a Job without restartPolicy',
    jobText('import', { spec: { template: { spec: { containers: [CONTAINER] } } } }),
    'missing-field',
    'spec.template.spec.restartPolicy',
  ],
  [
    'a controller of an API version that is gone',
    controllerText('Deployment', 'web').replace('apps/v1', 'extensions/v1beta1'),
    'unknown-api-version',
    'apiVersion',
  ],
];

describe.each(HARMLESS)('%s', (_, text, code, path) => {
  test('is an error to check, and the object is left out', () => {
    const loaded = loadWith('error', text);
    expect(problemsOf(loaded)).toEqual([`error ${code} ${path}`]);
    expect(loaded.cluster.workloads).toEqual([]);
  });

  test('is a warning where only verdicts are asked for, and the object counts', () => {
    const loaded = loadWith('warning', text);
    expect(problemsOf(loaded)).toContain(`warning ${code} ${path}`);
    expect(loaded.cluster.workloads).toHaveLength(1);
  });
});

const HARMFUL: readonly (readonly [name: string, text: string, code: string, path: string])[] = [
  ['hostNetwork misspelt', podOf({ containers: [CONTAINER], hostnetwork: true }), 'unknown-field', 'spec.hostnetwork'],
  ['labels misspelt', podText('a').replace('"name":"a"', '"name":"a","lables":{}'), 'unknown-field', 'metadata.lables'],
  [
    'a slip in a field that verdicts rest on',
    podOf({ containers: [CONTAINER], hostnetwork: true }),
    'unknown-field',
    'spec.hostnetwork',
  ],
  [
    'a port beyond 65535',
    podWithPorts({ containerPort: 65536 }),
    'out-of-range',
    'spec.containers[0].ports[0].containerPort',
  ],
  [
    'a protocol in lower case',
    podWithPorts({ containerPort: 80, protocol: 'tcp' }),
    'unsupported-value',
    'spec.containers[0].ports[0].protocol',
  ],
  [
    'a port name that no policy can use',
    podWithPorts({ containerPort: 80, name: '80' }),
    'invalid-port-name',
    'spec.containers[0].ports[0].name',
  ],
  ['a label value with a blank', podText('a', { labels: { x: 'a b' } }), 'invalid-label', 'metadata.labels'],
  [
    'a policy’s name in capitals',
    objectText('networking.k8s.io/v1', 'NetworkPolicy', 'P', { spec: {} }),
    'invalid-name',
    'metadata.name',
  ],
  [
    'an unknown field in a policy',
    objectText('networking.k8s.io/v1', 'NetworkPolicy', 'p', { spec: { podselector: {} } }),
    'unknown-field',
    'spec.podselector',
  ],
];

test.each(HARMFUL)('%s is an error to everyone', (_, text, code, path) => {
  expect(problemsOf(loadWith('warning', text))).toEqual([`error ${code} ${path}`]);
});

test('a selector with expressions is held against the template', () => {
  const selector = { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['db'] }] };
  expect(problemsOf(loadWith('error', controllerText('Deployment', 'web', { spec: { selector } })))).toEqual([]);
});

function podOf(spec: Readonly<Record<string, unknown>>): string {
  return podText('a', { spec });
}

function podWithPorts(...ports: readonly object[]): string {
  return podOf({ containers: [{ ...CONTAINER, ports }] });
}

function loadWith(harmless: DecodeOptions['harmless'], text: string): LoadedCluster {
  const decode = { ...DEFAULT_DECODE_OPTIONS, harmless };
  return loadCluster([{ name: 'test.yaml', text, isNamed: true }], { decode });
}

function problemsOf({ diagnostics }: LoadedCluster): readonly string[] {
  const told: readonly Severity[] = ['error', 'warning'];
  return diagnostics
    .filter(({ severity }) => told.includes(severity))
    .map(({ severity, code, path }) => `${severity} ${code} ${path}`);
}

describe('a label without the quotes it needs', () => {
  const text = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { tier: Y } }\n';

  test('is an error to check', () => {
    expect(problemsOf(loadWith('error', text))).toContain('error wrong-type metadata.labels.tier');
  });

  test('is read as its text where only verdicts are asked for', () => {
    const loaded = loadWith('warning', text);
    expect(problemsOf(loaded)).toContain('warning wrong-type metadata.labels.tier');
    expect(loaded.cluster.workloads[0]?.pods[0]?.labels.values.get('tier')).toBe('Y');
  });
});
