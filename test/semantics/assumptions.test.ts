/** Verdicts that rest on labels which a namespace without object does not have: sentence 16 of semantics.md. */

import { describe, expect, test } from 'vitest';
import type { RulePeer } from '../../src/model/policy.ts';
import { absent, exists, ipBlock, isIn, notIn, pod, podsIn, policy, portNamed, selector } from '../builders.ts';
import { ask } from './ask.ts';

const dev = pod({ namespace: 'dev', name: 'dev', labels: { app: 'dev' }, at: ['10.0.0.1'] });
const shop = pod({ namespace: 'shop', name: 'shop', at: ['10.0.0.2'] });

const noTeam = 'namespace dev has no label team';
const noEnv = 'namespace dev has no label env';

describe('a verdict rests on', () => {
  test.each<[fact: string, peers: readonly RulePeer[], verdict: string, assumes: readonly string[]]>([
    ['a label that would open it', [podsIn({ team: 'a' })], 'denied', [noTeam]],
    ['a label whose mere existence would open it', [podsIn(selector({}, exists('team')))], 'denied', [noTeam]],
    ['a label whose existence would close it', [podsIn(selector({}, absent('team')))], 'allowed', [noTeam]],
    ['a label whose value would close it', [podsIn(selector({}, notIn('team', 'dev')))], 'allowed', [noTeam]],
    ['two labels that would open it together', [podsIn({ team: 'a', env: 'x' })], 'denied', [noEnv, noTeam]],
    ['either of two labels', [podsIn({ team: 'a' }), podsIn({ env: 'x' })], 'denied', [noEnv, noTeam]],
    [
      'one label where the other opens nothing more',
      [podsIn({ team: 'a', env: 'x' }), podsIn({ team: 'a' })],
      'denied',
      [noTeam],
    ],
    [
      'two labels that would close it together',
      [podsIn(selector({}, notIn('team', 'dev'))), podsIn(selector({}, absent('env')))],
      'allowed',
      [noEnv, noTeam],
    ],
    [
      'no label beyond those that are enough',
      [podsIn({ team: 'a', env: 'x', zone: 'z' }), podsIn({ team: 'a', env: 'x' })],
      'denied',
      [noEnv, noTeam],
    ],
    ['no label when the pod labels fail anyway', [podsIn({ team: 'a' }, { app: 'other' })], 'denied', []],
    ['no label when the selector can never hold', [podsIn(selector({}, exists('team'), absent('team')))], 'denied', []],
    [
      'no label when the values contradict each other',
      [podsIn(selector({ team: 'a' }, isIn('team', 'b')))],
      'denied',
      [],
    ],
    ['no label when another item allows it', [podsIn({ team: 'a' }), podsIn({})], 'allowed', []],
    [
      'no label when one of two items always holds',
      [podsIn(selector({}, notIn('team', 'a'))), podsIn({ team: 'a' })],
      'allowed',
      [],
    ],
    ['no label when only the name is asked', [podsIn({ 'kubernetes.io/metadata.name': 'ops' })], 'denied', []],
    ['no label when no label is asked', [ipBlock('192.0.2.0/24')], 'denied', []],
  ])('%s', (_fact, peers, verdict, assumes) => {
    const policies = [policy({ namespace: 'shop', ingress: [{ peers }] })];
    expect(ask({ policies }, { from: dev, to: shop })).toMatchObject({ verdict, assumes });
  });

  test('no label of a namespace that is declared', () => {
    const policies = [policy({ namespace: 'shop', ingress: [{ peers: [podsIn({ team: 'a' })] }] })];
    expect(ask({ policies, namespaces: { dev: {} } }, { from: dev, to: shop }).assumes).toEqual([]);
  });

  test('no label when the port is denied anyway', () => {
    const rules = [{ peers: [podsIn({ team: 'a' })], ports: [portNamed('none')] }];
    const policies = [policy({ namespace: 'shop', ingress: rules })];
    expect(ask({ policies }, { from: dev, to: shop }).assumes).toEqual([]);
  });

  test('no label when the other side denies it anyway', () => {
    const policies = [
      policy({ namespace: 'shop', ingress: [{ peers: [podsIn({ team: 'a' })] }] }),
      policy({ namespace: 'dev', egress: [] }),
    ];
    expect(ask({ policies }, { from: dev, to: shop }).assumes).toEqual([]);
  });

  test('a label of each namespace when both sides wait for one', () => {
    const policies = [
      policy({ namespace: 'shop', ingress: [{ peers: [podsIn({ team: 'a' })] }] }),
      policy({ namespace: 'dev', egress: [{ peers: [podsIn({ team: 'b' })] }] }),
    ];
    expect(ask({ policies }, { from: dev, to: shop }).assumes).toEqual([noTeam, 'namespace shop has no label team']);
  });

  test('no label of the namespace of a hostNetwork pod', () => {
    const agent = pod({ namespace: 'dev', name: 'agent', hostNetwork: true });
    const policies = [policy({ namespace: 'shop', ingress: [{ peers: [podsIn({ team: 'a' })] }] })];
    expect(ask({ policies }, { from: agent, to: shop }).assumes).toEqual([]);
  });
});
