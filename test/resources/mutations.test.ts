/**
 * Manifests with one line gone wrong: whatever comes, no exception; what is refused says where; and how many such
 * accidents pass unnoticed is printed, since no decoder can notice all of them.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionOf } from '../../src/model/provenance.ts';
import { parseDocument } from '../../src/parse/manifest.ts';
import type { Node } from '../../src/parse/node.ts';
import { splitDocuments } from '../../src/parse/split.ts';
import type { Resource } from '../../src/resources/resource.ts';
import { errorsOf, readManifest } from './read-manifest.ts';

const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: shop
  labels:
    team: "7"
spec:
  podSelector:
    matchLabels:
      app: web
    matchExpressions:
      - key: tier
        operator: NotIn
        values: [cache, queue]
  policyTypes:
    - Ingress
    - Egress
  ingress:
    - from:
        - podSelector: {}
        - namespaceSelector:
            matchLabels:
              env: prod
          podSelector:
            matchLabels:
              app: api
        - ipBlock:
            cidr: 10.0.0.0/8
            except:
              - 10.1.0.0/16
      ports:
        - protocol: TCP
          port: 8000
          endPort: 8099
        - port: http
  egress:
    - to:
        - namespaceSelector: {}
      ports:
        - protocol: UDP
          port: 53
`;

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web-0
  namespace: shop
  labels:
    app: web
spec:
  hostNetwork: false
  nodeSelector: {disk: ssd}
  containers:
    - name: web
      image: nginx
      ports:
        - name: http
          containerPort: 8080
        - containerPort: 9090
          protocol: UDP
      resources:
        limits: {cpu: 1, memory: 64Mi}
status:
  phase: Running
  podIP: 10.244.0.7
`;

const WORDS = [
  'app',
  'web',
  'true',
  'y',
  '010',
  '~',
  '[]',
  '{}',
  '"x"',
  '- a',
  '10.0.0.0/8',
  'TCP',
  '.inf',
  '&a',
  '*a',
];

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const), line: fc.nat() }),
  fc.record({ kind: fc.constant('duplicate' as const), line: fc.nat() }),
  fc.record({ kind: fc.constant('indent' as const), line: fc.nat(), by: fc.integer({ min: -6, max: 6 }) }),
  fc.record({
    kind: fc.constant('rename' as const),
    line: fc.nat(),
    letter: fc.nat(),
    to: fc.constantFrom('x', 'I', ''),
  }),
  fc.record({ kind: fc.constant('retype' as const), line: fc.nat(), to: fc.constantFrom(...WORDS) }),
  fc.record({ kind: fc.constant('bytes' as const), line: fc.nat(), to: fc.string({ unit: 'binary', maxLength: 12 }) }),
);

type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

test('one line gone wrong is refused with its place, or accepted, and never an exception', () => {
  const counts = { refused: 0, unchanged: 0, changed: 0 };
  fc.assert(
    fc.property(fc.constantFrom(POLICY, POD), mutation, (text, one) => {
      const read = readManifest(mutate(text, one));
      const errors = errorsOf(read);
      for (const { at } of errors) expect(positionOf(at).line).toBeLessThanOrEqual(text.split('\n').length + 1);
      if (errors.length > 0) counts.refused += 1;
      else if (meaningOf(read.resources) === meaningOf(readManifest(text).resources)) counts.unchanged += 1;
      else counts.changed += 1;
    }),
    { numRuns: 3000 },
  );
  expect(counts.refused).toBeGreaterThan(counts.changed);
  console.log(`one-line mutations: ${JSON.stringify(counts)}`);
});

test('many lines gone wrong are no exception either', () => {
  fc.assert(
    fc.property(fc.constantFrom(POLICY, POD), fc.array(mutation, { maxLength: 20 }), (text, all) => {
      expect(() => readManifest(all.reduce(mutate, text))).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});

test('any text is no exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(() => readManifest(text)).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});

test('an accepted manifest means the same when it is printed as JSON', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.constantFrom(POLICY, POD), mutation, (text, one) => {
      const mutated = mutate(text, one);
      const read = readManifest(mutated);
      if (errorsOf(read).length > 0) return;
      accepted += 1;
      expect(meaningOf(readManifest(asJson(mutated)).resources)).toBe(meaningOf(read.resources));
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(50);
});

function mutate(text: string, one: Mutation): string {
  const lines = text.split('\n');
  const index = one.line % lines.length;
  const line = lines[index] ?? '';
  switch (one.kind) {
    case 'drop':
      return lines.toSpliced(index, 1).join('\n');
    case 'duplicate':
      return lines.toSpliced(index, 0, line).join('\n');
    case 'indent':
      return lines.with(index, one.by < 0 ? line.slice(-one.by) : ' '.repeat(one.by) + line).join('\n');
    case 'rename': {
      const at = one.letter % (line.length + 1);
      return lines.with(index, line.slice(0, at) + one.to + line.slice(at + 1)).join('\n');
    }
    case 'retype':
      return lines
        .with(
          index,
          line.replace(/[^ :]+$/, () => one.to),
        )
        .join('\n');
    case 'bytes':
      return lines.with(index, line + one.to).join('\n');
    default:
      return one satisfies never;
  }
}

// Everything a resource says but where it says it.
function meaningOf(resources: readonly Resource[]): string {
  return JSON.stringify(resources, (key, value: unknown) => {
    if (key === 'at') return undefined;
    if (typeof value === 'bigint') return `${value}n`;
    return value instanceof Map ? [...value] : value;
  });
}

function asJson(text: string): string {
  return splitDocuments({ name: 'test.yaml', text }, () => undefined)
    .flatMap((source) => parseDocument(source, () => undefined) ?? [])
    .map(({ root }) => JSON.stringify(plain(root)))
    .join('\n');
}

function plain(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    case 'sequence':
      return node.items.map(plain);
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
    default:
      return node satisfies never;
  }
}
