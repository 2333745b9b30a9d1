/** The rule that a person should look at first. */

import { describe, expect, test } from 'vitest';
import { nearestRule } from '../../src/semantics/nearest.ts';
import type { RuleSpec } from '../builders.ts';
import { containerPort, ipBlock, pod, podsHere, podsIn, policy, portNamed, ports } from '../builders.ts';
import type { Asked } from './ask.ts';
import { ask } from './ask.ts';

const server = pod({
  namespace: 'shop',
  name: 'server',
  labels: { app: 'server' },
  at: ['10.0.0.2'],
  ports: [containerPort(81, 'http')],
});
const client = pod({ namespace: 'shop', name: 'client', labels: { app: 'client', tier: 'x' }, at: ['10.0.0.1'] });
const foreign = pod({ namespace: 'ops', name: 'foreign', labels: { app: 'client' }, at: ['10.0.0.3'] });

const rightPeer = [podsHere({ app: 'client' })];
const wrongPeer = [podsHere({ app: 'other' })];
const rightPort = [ports('TCP', 80)];
const wrongPort = [ports('TCP', 81)];

function nearest(rules: readonly RuleSpec[], from: Asked['from'] = client): string | undefined {
  const policies = [policy({ namespace: 'shop', podSelector: { app: 'server' }, ingress: rules })];
  const [family] = ask({ policies }, { from, to: server }).families;
  return family === undefined ? undefined : nearestRule(family.ingress)?.rule.path;
}

describe('nearest is', () => {
  test.each<[fact: string, rules: readonly RuleSpec[], from?: Asked['from']]>([
    [
      'the one whose peers match, not the one whose ports do',
      [
        { peers: wrongPeer, ports: rightPort },
        { peers: rightPeer, ports: wrongPort },
      ],
    ],
    [
      'the one whose ports match, not the one where nothing does',
      [
        { peers: wrongPeer, ports: wrongPort },
        { peers: wrongPeer, ports: rightPort },
      ],
    ],
    [
      'the one for all peers, when only the port is wrong',
      [{ peers: wrongPeer, ports: wrongPort }, { ports: wrongPort }],
    ],
    [
      'the one with fewest wrong labels',
      [{ peers: [podsHere({ app: 'other', tier: 'y' })] }, { peers: [podsHere({ app: 'other', tier: 'x' })] }],
    ],
    [
      'the one with labels rather than addresses, for a pod',
      [{ peers: [ipBlock('192.0.2.0/24')] }, { peers: wrongPeer }],
    ],
    [
      'the one with addresses rather than labels, for an address',
      [{ peers: [podsIn({})] }, { peers: [ipBlock('192.0.2.0/24')] }],
      '198.51.100.1',
    ],
    [
      'the one that only misses the namespace',
      [{ peers: [podsIn({ team: 'a' }, { app: 'other' })] }, { peers: [podsHere({ app: 'client' })] }],
      foreign,
    ],
    [
      'the one that does not miss the namespace too',
      [{ peers: [podsHere({ app: 'other' })] }, { peers: [podsIn({}, { app: 'other' })] }],
      foreign,
    ],
    [
      'the one with a name that the pod lacks',
      [
        { peers: rightPeer, ports: [portNamed('http')] },
        { peers: rightPeer, ports: [portNamed('web')] },
      ],
    ],
  ])('%s', (_fact, rules, from) => {
    expect(nearest(rules, from)).toBe('spec.ingress[1]');
    expect(nearest(rules.toReversed(), from)).toBe('spec.ingress[0]');
  });

  test('the first among equals', () => {
    expect(nearest([{ peers: wrongPeer }, { peers: wrongPeer }])).toBe('spec.ingress[0]');
  });

  test('the closest of its items, not the first', () => {
    expect(
      nearest([
        { peers: [podsHere({ app: 'o', tier: 'y' })] },
        { peers: [podsIn({ z: 'z' }, { app: 'o' }), ...wrongPeer] },
      ]),
    ).toBe('spec.ingress[1]');
  });

  test('none where there is no rule', () => {
    expect(nearest([])).toBeUndefined();
  });

  test('none where nothing is isolated', () => {
    const [family] = ask({}, { from: client, to: server }).families;
    expect(family && nearestRule(family.ingress)).toBeNull();
  });

  test('the rule that may match, where the address decides', () => {
    const somewhere = pod({ namespace: 'ops', name: 'somewhere' });
    expect(nearest([{ peers: [podsIn({ a: 'b' })] }, { peers: [ipBlock('10.20.0.0/16')] }], somewhere)).toBe(
      'spec.ingress[1]',
    );
  });
});
