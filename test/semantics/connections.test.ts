/** Both sides, all families and what is unknown: sentences 5, 6 and 30 of semantics.md, section 4 of design.md. */

import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import { judge } from '../../src/semantics/judge.ts';
import { cluster, end, ipBlock, pod, podsHere, policy, ports, workload } from '../builders.ts';
import { ask, verdict } from './ask.ts';

const web = pod({ name: 'web', labels: { app: 'web' }, at: ['10.0.0.1'] });
const db = pod({ name: 'db', labels: { app: 'db' }, at: ['10.0.0.2'] });

describe('a connection needs both sides', () => {
  const sends = policy({ name: 'sends', podSelector: { app: 'web' }, egress: [{ peers: [podsHere({ app: 'db' })] }] });
  const sendsNothing = policy({ name: 'sends-nothing', podSelector: { app: 'web' }, egress: [] });
  const accepts = policy({
    name: 'accepts',
    podSelector: { app: 'db' },
    ingress: [{ peers: [podsHere({ app: 'web' })] }],
  });
  const acceptsNothing = policy({ name: 'accepts-nothing', podSelector: { app: 'db' }, ingress: [] });

  test.each<[fact: string, policies: readonly [typeof sends, typeof sends], verdict: Verdict]>([
    ['5 both sides allow it', [sends, accepts], 'allowed'],
    ['5 what the source may not send is denied though the destination accepts it', [sendsNothing, accepts], 'denied'],
    [
      '5 what the destination does not accept is denied though the source may send it',
      [sends, acceptsNothing],
      'denied',
    ],
    ['5 neither side allows it', [sendsNothing, acceptsNothing], 'denied'],
  ])('%s', (_fact, policies, expected) => {
    expect(verdict({ policies }, { from: web, to: db })).toBe(expected);
  });

  test('6 the reverse of an allowed connection is a connection of its own', () => {
    const policies = [policy({ podSelector: { app: 'web' }, ingress: [] })];
    expect(verdict({ policies }, { from: web, to: db })).toBe('allowed');
    expect(verdict({ policies }, { from: db, to: web })).toBe('denied');
  });

  test('6 each port has its own verdict', () => {
    const policies = [policy({ podSelector: { app: 'db' }, ingress: [{ ports: [ports('TCP', 5432)] }] })];
    expect(verdict({ policies }, { from: web, to: db, port: 5432 })).toBe('allowed');
    expect(verdict({ policies }, { from: web, to: db, port: 5433 })).toBe('denied');
  });

  test('34 two replicas of a template are judged as any pair', () => {
    const replica = pod({ name: null, labels: { app: 'web' } });
    const world = cluster({
      workloads: [workload('Deployment', 'web', [replica])],
      policies: [policy({ ingress: [] })],
    });
    const connection = { source: end(replica), destination: end(replica), protocol: 'TCP', port: 80 } as const;
    expect(judge(world, connection).verdict).toBe('denied');
    expect(judge({ ...world, policies: [] }, connection).verdict).toBe('allowed');
  });
});

describe('unknown', () => {
  const from = pod({ name: 'from', labels: { app: 'from' } });
  const to = pod({ name: 'to', labels: { app: 'to' } });
  const part = [{ peers: [ipBlock('10.20.0.0/16')] }];

  test.each<[fact: string, egress: 'all' | 'part' | 'none', ingress: 'all' | 'part' | 'none', verdict: Verdict]>([
    ['an unknown side makes an allowed one unknown', 'part', 'all', 'unknown'],
    ['an allowed side makes an unknown one unknown', 'all', 'part', 'unknown'],
    ['a denied side makes an unknown one denied', 'part', 'none', 'denied'],
    ['an unknown side makes a denied one denied', 'none', 'part', 'denied'],
    ['two unknown sides are unknown', 'part', 'part', 'unknown'],
  ])('%s', (_fact, egress, ingress, expected) => {
    const rules = { all: [{}], part, none: [] };
    const policies = [
      policy({ name: 'e', podSelector: { app: 'from' }, egress: rules[egress] }),
      policy({ name: 'i', podSelector: { app: 'to' }, ingress: rules[ingress] }),
    ];
    expect(verdict({ policies }, { from, to })).toBe(expected);
  });

  test.each<[fact: string, blocks: readonly string[], v4: Verdict, v6: Verdict, whole: Verdict]>([
    ['an allowed family makes an unknown one allowed', ['0.0.0.0/0', 'fd00::/16'], 'allowed', 'unknown', 'allowed'],
    ['an unknown family makes a denied one unknown', ['fd00::/16'], 'denied', 'unknown', 'unknown'],
    ['two unknown families are unknown', ['10.20.0.0/16', 'fd00::/16'], 'unknown', 'unknown', 'unknown'],
  ])('%s', (_fact, blocks, v4, v6, whole) => {
    const dual = pod({ name: 'dual', at: ['10.0.0.0/8', 'fc00::/7'] });
    const target = pod({ name: 'target', labels: { app: 'target' }, at: ['10.0.0.9', 'fd00::9'] });
    const policies = [
      policy({ podSelector: { app: 'target' }, ingress: [{ peers: blocks.map((block) => ipBlock(block)) }] }),
    ];
    const judgement = ask({ policies }, { from: dual, to: target });
    expect(judgement.families.map((family) => family.verdict)).toEqual([v4, v6]);
    expect(judgement.verdict).toBe(whole);
  });

  test('a block that another policy mentions does not make a verdict unknown', () => {
    const policies = [
      policy({ podSelector: { app: 'to' }, ingress: [{ peers: [ipBlock('0.0.0.0/0')] }] }),
      policy({ namespace: 'elsewhere', ingress: part }),
    ];
    expect(verdict({ policies }, { from, to })).toBe('allowed');
  });

  test('the unknown address of the governed pod itself does not matter', () => {
    const known = pod({ name: 'known', at: ['10.20.0.1'] });
    const policies = [policy({ podSelector: { app: 'to' }, ingress: part })];
    expect(verdict({ policies }, { from: known, to })).toBe('allowed');
  });
});
