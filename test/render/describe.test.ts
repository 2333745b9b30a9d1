/** Policies in plain language: what each selects, isolates and lets through, and what it does not do. */

import { describe, expect, it } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import { renderCoverageMarkdown } from '../../src/render/coverage-markdown.ts';
import { renderDescribeText } from '../../src/render/describe-text.ts';
import { renderPoliciesMarkdown } from '../../src/render/policies-markdown.ts';
import { PLAIN } from '../../src/render/style.ts';
import { buildCoverage } from '../../src/views/coverage.ts';
import { describePolicies } from '../../src/views/describe.ts';
import { load } from '../load.ts';
import { shop } from './shop.ts';

const STYLE = { color: false, ascii: false, width: 100 };

/** Returns the text about policies whose specs are given, in a cluster with one pod `api` that declares port `http`. */
function tell(...specs: readonly string[]): string {
  const policies = specs.map(
    (spec, index) =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p${index}, namespace: shop}\nspec: ${spec}\n`,
  );
  const pods = [
    'apiVersion: v1\nkind: Pod\nmetadata: {name: api, namespace: shop, labels: {app: api}}\nspec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 80}]}]}\n',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: agent, namespace: shop, labels: {app: agent}}\nspec: {hostNetwork: true, containers: [{name: c, image: i}]}\n',
  ];
  const { cluster } = load([...pods, ...policies].join('---\n'));
  return renderDescribeText(describePolicies(compileConnectivity(cluster)), PLAIN);
}

describe('netpol describe', () => {
  it('tells every policy of the shop', async () => {
    await expect(renderDescribeText(describePolicies(shop()), STYLE)).toMatchFileSnapshot(
      '../golden/render/describe-shop.txt',
    );
  });

  it('says that rules of a direction count for nothing when policyTypes leaves it out', () => {
    const text = tell('{podSelector: {}, policyTypes: [Ingress], egress: [{}, {}]}');
    expect(text).toContain(
      'It does not limit egress: policyTypes leaves out Egress, so its 2 egress rules count for nothing.',
    );
  });

  it('says that a policy selects nothing', () => {
    expect(tell('{podSelector: {matchLabels: {app: web}}}')).toContain(
      'It has no effect today: it selects no pod that is loaded.',
    );
  });

  it('says that pods in the host network are not isolated', () => {
    expect(tell('{podSelector: {matchLabels: {app: agent}}}')).toContain(
      'It does not isolate shop/agent: pods in the host network.',
    );
  });

  it('says what an empty rule lets through', () => {
    expect(tell('{podSelector: {}, ingress: [{}]}')).toContain('    everything ');
  });

  it('does not name a policy that allows nothing as one that allows more', () => {
    const text = tell('{podSelector: {}}', '{podSelector: {}, ingress: [{ports: [{port: http}]}]}');
    expect(text).toContain('Policies add up: what p1 allows for the same pods is allowed too.');
    expect(text).not.toContain('what p0');
  });

  it.each([
    ['{matchExpressions: [{key: app, operator: In, values: [api, web]}]}', 'pods matching app in (api,web)'],
    ['{matchExpressions: [{key: app, operator: DoesNotExist}]}', 'pods matching !app'],
    ['{matchLabels: {app: api, tier: web}}', 'pods labelled app=api,tier=web'],
  ])('puts %s into words', (podSelector, words) => {
    expect(tell(`{podSelector: ${podSelector}}`)).toContain(`It selects ${words} of namespace shop`);
  });

  it.each([
    ['{from: [{namespaceSelector: {}}]}', 'every pod of every namespace, on every port'],
    ['{from: [{podSelector: {}}]}', 'every pod of namespace shop, on every port'],
    [
      '{from: [{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [a, b]}]}}]}',
      'every pod of namespace a or b (no such pod is loaded), on every port',
    ],
    [
      '{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{protocol: UDP}, {port: 1, endPort: 9}, {port: http}]}',
      'addresses in 10.0.0.0/8 except 10.1.0.0/16, on TCP ports 1-9 and http and every UDP port',
    ],
  ])('puts the rule %s into words', (rule, words) => {
    expect(tell(`{podSelector: {}, ingress: [${rule}]}`)).toContain(words);
  });

  it('says that there is no policy', () => {
    expect(tell()).toBe('no policies found: nothing to describe\n');
  });
});

describe('the table of policies', () => {
  it('links every policy to its line, as seen from the document', async () => {
    await expect(renderPoliciesMarkdown(describePolicies(shop()), 'docs/security')).toMatchFileSnapshot(
      '../golden/render/policies-shop.md',
    );
  });
});

describe('the table of coverage', () => {
  it('names the policies that isolate each workload', async () => {
    await expect(renderCoverageMarkdown(buildCoverage(shop()))).toMatchFileSnapshot(
      '../golden/render/coverage-shop.md',
    );
  });

  it('says that no policy isolates pods in the host network', () => {
    const { cluster } = load(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: x}\nspec: {hostNetwork: true, containers: [{name: c, image: i}]}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: x}\nspec: {podSelector: {}}\n',
    );
    expect(renderCoverageMarkdown(buildCoverage(compileConnectivity(cluster)))).toContain(
      '| `x/a`    | **open** (host network) | **open** (host network) |',
    );
  });
});
