/** From documents to resources: lists, types that are missing, wrong, old or foreign, and versions of Kubernetes. */

import { expect, test } from 'vitest';
import { formatPlace } from '../../src/model/provenance.ts';
import { parseKubeMinor } from '../../src/resources/options.ts';
import type { ReadManifest } from './read-manifest.ts';
import { errorsOf, readManifest } from './read-manifest.ts';

const POLICY = 'metadata: {name: p}\nspec: {podSelector: {}}\n';

test('a List opens, and a broken item hides no other', () => {
  const read = readManifest(`apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: Namespace, metadata: {name: dev}}
  - {apiVersion: v1, kind: Namespace, metadata: {name: DEV}}
  - apiVersion: v1
    kind: List
    items:
      - {apiVersion: v1, kind: Namespace, metadata: {name: inner}}
  - 7
  - {apiVersion: v1, kind: Namespace, metadata: {name: prod}}
`);
  expect(namesOf(read)).toEqual(['namespace dev', 'invalid DEV', 'namespace inner', 'namespace prod']);
  expect(saidOf(read)).toEqual(['invalid-name metadata.name 5:56', 'wrong-type items[3] 10:5']);
});

test('a typed list says for its items what they are', () => {
  const read = readManifest(
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems:\n- {metadata: {name: p}}\n',
  );
  expect(namesOf(read)).toEqual(['policy p']);
});

test('items that are no list are refused', () => {
  expect(saidOf(readManifest('apiVersion: v1\nkind: List\nitems: {a: 1}\n'))).toEqual(['wrong-type items 3:8']);
});

test.each([
  ['kind: NetworkPolicy\n', ['missing-type undefined 1:1']],
  ['apiVersion: v1\n', ['missing-type undefined 1:1']],
  ['apiVersion: ""\nkind: NetworkPolicy\n', ['missing-type undefined 1:1']],
  ['spec: {podSelector: {}}\n', ['missing-type undefined 1:1']],
  ['policyTypes: [Ingress]\n', ['missing-type undefined 1:1']],
  ['apiVersion: 1\nkind: NetworkPolicy\n', ['wrong-type apiVersion 1:13']],
  ['replicaCount: 2\n', []],
  ['- a\n- b\n', []],
  ['just text\n', []],
  ['- {apiVersion: v1, kind: Pod}\n', ['wrong-type undefined 1:1']],
])('a document without a whole type: %j', (text, said) => {
  const read = readManifest(text);
  expect(saidOf(read)).toEqual(said);
  expect(read.resources).toEqual([]);
});

test.each([
  ['extensions/v1beta1', 'NetworkPolicy', 'unknown-api-version'],
  ['Networking.k8s.io/v1', 'NetworkPolicy', 'unknown-api-version'],
  ['a/b/c', 'NetworkPolicy', 'unknown-api-version'],
  ['networking.k8s.io/v1', 'NetworkPolicies', 'unknown-kind'],
  ['networking.k8s.io/v1', 'networkpolicy', 'unknown-kind'],
  ['networking.k8s.io/v1', 'NetwrokPolicy', 'unknown-kind'],
  ['v1', 'Pods', 'unknown-kind'],
  ['policy.networking.k8s.io/v1alpha2', 'AdminNetworkPolicy', 'unknown-api-version'],
])('no API server has %s %s', (apiVersion, kind, code) => {
  const read = readManifest(`apiVersion: ${apiVersion}\nkind: ${kind}\n${POLICY}`);
  expect(errorsOf(read).map((error) => [error.code, error.type])).toEqual([[code, 'Decode']]);
  expect(namesOf(read)).toEqual(['invalid p']);
});

test.each([
  ['projectcalico.org/v3', 'NetworkPolicy', 'unsupported'],
  ['crd.projectcalico.org/v1', 'GlobalNetworkPolicy', 'unsupported'],
  ['cilium.io/v2', 'CiliumNetworkPolicy', 'unsupported'],
  ['serving.knative.dev/v1', 'Service', 'other'],
  ['example.com/v1', 'NetworkPolicy', 'other'],
  ['networking.k8s.io/v1', 'Ingress', 'other'],
  ['v1', 'ConfigMap', 'other'],
  ['v1', 'ConfigMapList', 'other'],
])('%s %s is somebody else’s', (apiVersion, kind, expected) => {
  const read = readManifest(`apiVersion: ${apiVersion}\nkind: ${kind}\n${POLICY}`);
  expect(read.diagnostics).toEqual([]);
  expect(namesOf(read)).toEqual([`${expected} p`]);
});

test('a version is known as long as some Kubernetes serves it', () => {
  const text = `apiVersion: batch/v1beta1
kind: CronJob
metadata: {name: p}
spec:
  schedule: "* * * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: c, image: i}]
`;
  expect(saidOf(readManifest(text, { kubeMinor: 24 }))).toEqual(['deprecated-kind kind 2:7']);
  expect(saidOf(readManifest(text, { kubeMinor: 25 }))).toEqual(['unknown-api-version apiVersion 1:13']);
});

test('objects without a namespace are in the default one', () => {
  const read = readManifest(`apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${POLICY}`, {
    defaultNamespace: 'shop',
  });
  expect(read.resources.map(({ identity }) => identity.namespace)).toEqual(['shop']);
});

test.each([
  ['1.30', 30],
  ['v1.36.3', 36],
  ['1.99', undefined],
  ['1.4', undefined],
  ['2.30', undefined],
  ['30', undefined],
])('--kube-version %s', (text, minor) => {
  expect(parseKubeMinor(text)).toBe(minor);
});

function namesOf({ resources }: ReadManifest): readonly string[] {
  return resources.map(({ kind, identity }) => `${kind} ${identity.name}`);
}

function saidOf({ diagnostics }: ReadManifest): readonly string[] {
  return diagnostics.map(({ code, path, at }) => `${code} ${path} ${formatPlace(at).replace('test.yaml:', '')}`);
}
