/** Explanations at a terminal: both directions, what decides, what comes closest, and what would allow it. */

import { describe, expect, test } from 'vitest';
import { renderExplainJson } from '../../src/render/explain-json.ts';
import { renderExplainText } from '../../src/render/explain-text.ts';
import type { ClusterSpec } from '../builders.ts';
import {
  addresses,
  cluster,
  containerPort,
  ipBlock,
  isIn,
  pod,
  podsHere,
  podsIn,
  policy,
  portNamed,
  ports,
  selector,
} from '../builders.ts';
import { askExplain, TERMINAL, verdictsIn } from './ask.ts';
import { shop } from './shop.ts';

const shopVerdicts = shop();

describe('the shop cluster', () => {
  test.each([
    ['named-port-misspelt', 'shop/api', 'data/redis:6379'],
    ['allowed-by-both-sides', 'shop/api', 'data/postgres'],
    ['declared-ports-in-a-table', 'shop/frontend', 'shop/api'],
    ['from-the-internet', 'internet', 'shop/api:8080'],
    ['labels-do-not-match', 'dev/sandbox', 'data/postgres:5432'],
    ['nobody-restricts', 'dev/sandbox', 'internet'],
    ['equal-pairs-told-once', 'data/any', 'shop/frontend'],
    ['two-replicas', 'shop/api', 'shop/api:http'],
    ['a-range-in-parts', 'shop/api', 'data/redis:6378-6380'],
  ])('%s', async (golden, from, to) => {
    const text = renderExplainText(askExplain(shopVerdicts, from, to), TERMINAL);
    await expect(text).toMatchFileSnapshot(`../golden/render/explain-${golden}.txt`);
  });

  test('every rule is told on request', async () => {
    const answer = askExplain(shopVerdicts, 'shop/api', 'data/redis:6379');
    const text = renderExplainText(answer, TERMINAL, { hasAllRules: true });
    await expect(text).toMatchFileSnapshot('../golden/render/explain-every-rule.txt');
  });

  test('JSON has the whole trace of one connection', async () => {
    const json = renderExplainJson(askExplain(shopVerdicts, 'shop/api', 'data/redis:6379'));
    await expect(json).toMatchFileSnapshot('../golden/render/explain-one.json');
  });

  test('JSON has a list for several', () => {
    const json: unknown = JSON.parse(renderExplainJson(askExplain(shopVerdicts, 'shop/frontend', 'shop/api')));
    expect(json).toMatchObject({
      version: 1,
      verdict: 'mixed',
      explanations: [
        { protocol: 'TCP', port: 8080, verdict: 'allowed' },
        { protocol: 'TCP', port: 9090, verdict: 'denied' },
      ],
    });
  });
});

describe('what a verdict rests on', () => {
  test('several rules that allow: removing one changes nothing', () => {
    const text = explainPods({
      policies: [
        policy({ podSelector: { app: 'b' }, ingress: [{ ports: [ports('TCP', 80)] }, { peers: [podsHere({})] }] }),
      ],
    });
    expect(text).toContain('remove any one of the rules that match and it stays open');
    expect(text).toContain('policy › ingress[0]');
    expect(text).toContain('policy › ingress[1]');
  });

  test('an ipBlock that matches a pod by its address', () => {
    const text = explainPods({
      policies: [policy({ podSelector: { app: 'b' }, ingress: [{ peers: [ipBlock('10.0.0.0/8')] }] })],
    });
    expect(text).toContain('ALLOWED');
    expect(text).toContain('Rests on: ipBlocks: all');
    expect(text).toContain('--ip-blocks external: denied');
    expect(text).toContain('the default podCIDRs');
  });

  test('an unknown address, and the line to add', async () => {
    const text = explainPods({
      policies: [
        policy({
          podSelector: { app: 'b' },
          ingress: [{ peers: [ipBlock('10.20.0.0/16')], ports: [ports('TCP', 80)] }],
        }),
      ],
    });
    await expect(text).toMatchFileSnapshot('../golden/render/explain-unknown-address.txt');
  });

  test('a hostNetwork source', () => {
    const text = explainPods(
      { policies: [policy({ podSelector: { app: 'b' }, ingress: [{ peers: [podsHere({})] }] })] },
      { hostNetwork: true },
    );
    expect(text).toContain('runs in the host network: no policy governs it');
    expect(text).toContain('selectors do not match pods in the host network');
    expect(text).toContain('Rests on: hostNetwork: node');
    expect(text).toContain('the node that runs default/b is always let in');
  });

  test('a label that an undeclared namespace does not have', () => {
    const text = explainPods({
      policies: [policy({ podSelector: { app: 'b' }, ingress: [{ peers: [podsIn({ team: 'x' })] }] })],
    });
    expect(text).toContain('Assumes: namespace default has no label team');
  });

  test('families that differ', () => {
    const text = explainPods(
      {
        policies: [policy({ podSelector: { app: 'b' }, ingress: [{ peers: [ipBlock('0.0.0.0/0')] }] })],
        settings: { families: ['IPv4', 'IPv6'], podAddresses: addresses('10.0.0.0/8', 'fd00::/8') },
      },
      { at: ['10.0.0.1', 'fd00::1'] },
      { at: ['10.0.0.2', 'fd00::2'] },
    );
    expect(text).toContain('Families: allowed over IPv4, denied over IPv6');
  });

  test('no family in common is no connection', () => {
    const text = explainPods({ settings: { families: ['IPv4', 'IPv6'] } }, { at: ['10.0.0.1'] }, { at: ['fd00::2'] });
    expect(text).toContain('DENIED');
    expect(text).toContain('no address family in common');
  });
});

describe('what would allow a denied connection', () => {
  test('policies without rules: a rule in the most specific one', () => {
    const text = explainPods({
      policies: [policy({ name: 'all', ingress: [] }), policy({ name: 'own', podSelector: { app: 'b' }, ingress: [] })],
    });
    expect(text).toContain('none of them has a rule');
    expect(text).toMatch(
      /To allow it: \S+ {2}add to the ingress rules of default\/own:\n {6}- from:\n {10}- podSelector: \{ matchLabels: \{ app: a \} \}\n {8}ports: \[\{ port: 80 \}\]/,
    );
  });

  test('a port of a rule for the very pods: one more port', () => {
    const text = explainPods({
      policies: [
        policy({
          podSelector: { app: 'b' },
          ingress: [{ peers: [podsHere({ app: 'a' })], ports: [ports('TCP', 81)] }],
        }),
      ],
    });
    expect(text).toContain('add to its ports: { port: 80 }');
  });

  test('a port of a rule for many: a rule of its own, so that no other peer is let in', () => {
    const text = explainPods({
      policies: [policy({ podSelector: { app: 'b' }, ingress: [{ peers: [podsIn({})], ports: [ports('UDP', 53)] }] })],
    });
    expect(text).toMatch(/add to the ingress rules of default\/policy:\n {6}- from:\n/);
  });

  test('a peer of a rule for many ports: a rule of its own, so that no other port is open', () => {
    const text = explainPods({
      policies: [policy({ podSelector: { app: 'b' }, ingress: [{ peers: [podsHere({ app: 'x' })] }] })],
    });
    expect(text).toMatch(/add to the ingress rules of default\/policy:\n {6}- from:\n/);
  });

  test('values that YAML would not read as text are quoted', () => {
    const text = explainPods(
      { policies: [policy({ podSelector: { app: 'b' }, ingress: [{ peers: [podsHere({ app: 'c' })] }] })] },
      { labels: { app: 'yes', name: '1.0' } },
    );
    expect(text).toContain('{ app: "yes", name: "1.0" }');
  });

  test('both sides at once', () => {
    const text = explainPods({ policies: [policy({ ingress: [], egress: [] })] });
    expect(text).toMatch(/To allow it: [\s\S]*\n {10}and: /);
  });
});

test('a requirement with several values is written as kubectl takes it', () => {
  const tiers = selector({}, isIn('tier', 'web', 'api'));
  const text = explainPods({
    policies: [
      policy({ podSelector: { app: 'b' }, ingress: [{ peers: [podsHere(tiers)], ports: [portNamed('http')] }] }),
    ],
  });
  expect(text).toContain('pod tier in (api,web) ✗');
  expect(text).toContain('seen: no label tier');
});

test('a name cannot send codes to the terminal', () => {
  const text = explainPods({
    policies: [
      policy({ name: '\u001b[2J', podSelector: { app: 'b' }, ingress: [{ peers: [podsHere({ '\u001b[1m': 'x' })] }] }),
    ],
  });
  expect(text).not.toContain('\u001b');
});

type PodSpec = NonNullable<Parameters<typeof pod>[0]>;

function explainPods(spec: ClusterSpec, a: PodSpec = {}, b: PodSpec = {}): string {
  const pods = [
    pod({ name: 'a', labels: { app: 'a' }, ...a }),
    pod({ name: 'b', labels: { app: 'b' }, ports: [containerPort(80, 'web')], ...b }),
  ];
  const answer = askExplain(verdictsIn(cluster({ pods, ...spec })), 'default/a', 'default/b:80');
  return renderExplainText(answer, TERMINAL);
}
