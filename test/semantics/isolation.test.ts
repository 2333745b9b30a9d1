/** Which pods a policy isolates, in which direction: sentences 1 to 4, 7, 8, 10 and 36 of semantics.md. */

import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import type { ClusterSpec, PolicySpec } from '../builders.ts';
import { end, ipBlock, pod, podsHere, podsIn, policy, ports } from '../builders.ts';
import type { Asked } from './ask.ts';
import { ask, verdict } from './ask.ts';

const web = pod({ namespace: 'shop', name: 'web', labels: { app: 'web' }, at: ['10.0.0.1'] });
const api = pod({ namespace: 'shop', name: 'api', labels: { app: 'api' }, at: ['10.0.0.2'] });
const db = pod({ namespace: 'data', name: 'db', labels: { app: 'db' }, at: ['10.0.1.1'] });
const agent = pod({ namespace: 'shop', name: 'agent', labels: { app: 'web' }, hostNetwork: true, at: ['10.9.0.1'] });

function shop(spec: PolicySpec): ClusterSpec {
  return { policies: [policy({ namespace: 'shop', ...spec })] };
}

describe('isolation', () => {
  test.each<[fact: string, world: ClusterSpec, asked: Asked, verdict: Verdict]>([
    ['1 a policy governs pods of its namespace', shop({ ingress: [] }), { from: db, to: web }, 'denied'],
    ['1 a policy does not govern pods of another namespace', shop({ ingress: [] }), { from: web, to: db }, 'allowed'],
    [
      '1 equal labels in another namespace are not selected',
      shop({ podSelector: { app: 'db' }, ingress: [] }),
      { from: web, to: db },
      'allowed',
    ],
    [
      '2 the empty podSelector selects every pod',
      shop({ podSelector: {}, ingress: [] }),
      { from: web, to: api },
      'denied',
    ],
    [
      '2 a podSelector leaves other pods alone',
      shop({ podSelector: { app: 'web' }, ingress: [] }),
      { from: web, to: api },
      'allowed',
    ],
    ['3 without any policy everything is allowed', {}, { from: web, to: db }, 'allowed'],
    ['3 ingress isolation denies what comes in', shop({ ingress: [] }), { from: db, to: web }, 'denied'],
    ['3 ingress isolation does not deny what goes out', shop({ ingress: [] }), { from: web, to: db }, 'allowed'],
    ['3 egress isolation denies what goes out', shop({ egress: [] }), { from: web, to: db }, 'denied'],
    ['3 egress isolation does not deny what comes in', shop({ egress: [] }), { from: db, to: web }, 'allowed'],
    [
      '3 a machine outside is never isolated',
      shop({ ingress: [], egress: [] }),
      { from: '192.0.2.1', to: db },
      'allowed',
    ],
    [
      '8 rules of a direction that is not isolated have no effect',
      shop({ directions: ['ingress'], ingress: [{}], egress: [{ ports: [ports('TCP', 81)] }] }),
      { from: web, to: db },
      'allowed',
    ],
    [
      '8 rules of a direction that is isolated have effect',
      shop({ directions: ['egress'], egress: [{ ports: [ports('TCP', 81)] }] }),
      { from: web, to: db },
      'denied',
    ],
    ['10 a direction without rules allows nothing', shop({ directions: ['egress'] }), { from: web, to: db }, 'denied'],
    ['36 a hostNetwork pod is not isolated', shop({ ingress: [], egress: [] }), { from: db, to: agent }, 'allowed'],
    [
      '36 a hostNetwork pod is isolated where it counts as a pod',
      { ...shop({ ingress: [] }), settings: { hostNetwork: 'pod' } },
      { from: db, to: agent },
      'denied',
    ],
    [
      '36 a selector does not match a hostNetwork pod',
      shop({ podSelector: { app: 'api' }, ingress: [{ peers: [podsHere({}), podsIn({})] }] }),
      { from: agent, to: api },
      'denied',
    ],
    [
      '36 an ipBlock matches a hostNetwork pod by its node',
      shop({ podSelector: { app: 'api' }, ingress: [{ peers: [ipBlock('10.9.0.0/16')] }] }),
      { from: agent, to: api },
      'allowed',
    ],
    [
      '36 a selector matches a hostNetwork pod where it counts as a pod',
      {
        ...shop({ podSelector: { app: 'api' }, ingress: [{ peers: [podsHere({})] }] }),
        settings: { hostNetwork: 'pod' },
      },
      { from: agent, to: api },
      'allowed',
    ],
    [
      '36 a rule for all peers lets a hostNetwork pod in',
      shop({ podSelector: { app: 'api' }, ingress: [{}] }),
      { from: agent, to: api },
      'allowed',
    ],
  ])('%s', (_fact, world, asked, expected) => {
    expect(verdict(world, asked)).toBe(expected);
  });
});

describe('policies add up', () => {
  const only80 = policy({ namespace: 'shop', name: 'only-80', ingress: [{ ports: [ports('TCP', 80)] }] });
  const only81 = policy({ namespace: 'shop', name: 'only-81', ingress: [{ ports: [ports('TCP', 81)] }] });
  const nothing = policy({ namespace: 'shop', name: 'nothing', ingress: [], egress: [] });
  const everything = policy({ namespace: 'shop', name: 'everything', ingress: [{}] });
  const world = (...policies: ClusterSpec['policies'] & object): ClusterSpec => ({ policies });

  test.each<[fact: string, world: ClusterSpec, port: number, verdict: Verdict]>([
    ['4 what one of two policies allows is allowed', world(only80, only81), 81, 'allowed'],
    ['4 what neither of two policies allows is denied', world(only80, only81), 82, 'denied'],
    ['4 a policy that allows nothing takes nothing away', world(nothing, only80), 80, 'allowed'],
    ['4 a policy that allows nothing adds nothing', world(nothing, only80), 81, 'denied'],
    ['4 allowing everything wins over any other', world(nothing, only80, everything), 443, 'allowed'],
  ])('%s', (_fact, policies, port, expected) => {
    expect(verdict(policies, { from: db, to: web, port })).toBe(expected);
  });

  test('4 a policy of the other direction has no say', () => {
    const egressOnly = policy({ namespace: 'shop', name: 'egress', egress: [{}] });
    expect(verdict(world(nothing, egressOnly), { from: db, to: web })).toBe('denied');
  });
});

test('a trace names the policies that isolate, and none that do not', () => {
  const isolating = policy({ namespace: 'shop', name: 'isolating', ingress: [] });
  const elsewhere = policy({ namespace: 'data', name: 'elsewhere', ingress: [] });
  const egressOnly = policy({ namespace: 'shop', name: 'egress-only', egress: [] });
  const { families } = ask({ policies: [isolating, elsewhere, egressOnly] }, { from: db, to: web });
  expect(families).toHaveLength(1);
  expect(families[0]?.ingress).toMatchObject({
    isolated: true,
    verdict: 'denied',
    policies: [{ policy: isolating, matches: 'no' }],
  });
  expect(families[0]?.egress).toEqual({ direction: 'egress', isolated: false, verdict: 'allowed', policies: [] });
});

test('a trace says that an end outside is not isolated', () => {
  const { families, connection } = ask({}, { from: '192.0.2.1', to: web });
  expect(connection.source).toEqual(end('192.0.2.1'));
  expect(families[0]?.egress).toMatchObject({ isolated: false, verdict: 'allowed' });
});
