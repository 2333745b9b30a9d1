/** Items of `from` and `to`: sentences 11 to 16 and 29 to 33 of semantics.md. */

import { describe, expect, test } from 'vitest';
import type { RulePeer } from '../../src/model/policy.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import type { ClusterSpec } from '../builders.ts';
import { addresses, exists, ipBlock, pod, podsHere, podsIn, policy, selector } from '../builders.ts';
import type { Asked } from './ask.ts';
import { ask, verdict } from './ask.ts';

const here = pod({ namespace: 'shop', name: 'here', labels: { app: 'web' }, at: ['10.0.0.1', 'fd00::1'] });
const api = pod({ namespace: 'shop', name: 'api', labels: { app: 'api' }, at: ['10.0.0.2', 'fd00::2'] });
const job = pod({ namespace: 'ops', name: 'job', labels: { app: 'web' }, at: ['10.0.1.1', 'fd00:1::1'] });
const outside = '192.0.2.1';

/** A world in which `shop/here` accepts from some peers only. */
function accepting(peers: readonly RulePeer[] | 'all'): ClusterSpec {
  return {
    namespaces: { shop: { team: 'a' }, ops: { team: 'b', env: 'prod' } },
    policies: [policy({ namespace: 'shop', podSelector: { app: 'web' }, ingress: [peers === 'all' ? {} : { peers }] })],
  };
}

describe('a rule matches the other end', () => {
  test.each<[fact: string, peers: readonly RulePeer[] | 'all', from: Asked['from'], verdict: Verdict]>([
    ['11 a rule without anything matches a pod', 'all', job, 'allowed'],
    ['12 a rule without peers matches an address outside', 'all', outside, 'allowed'],
    ['12 a rule with peers does not match an address outside', [podsHere({})], outside, 'denied'],
    ['13 the second of two items is enough', [podsHere({ app: 'api' }), podsIn({ team: 'b' })], job, 'allowed'],
    ['13 two items are not one', [podsHere({ app: 'api' }), podsIn({ team: 'a' })], job, 'denied'],
    [
      '13 both selectors of one item must match: the pod does not',
      [podsIn({ team: 'b' }, { app: 'api' })],
      job,
      'denied',
    ],
    [
      '13 both selectors of one item must match: the namespace does not',
      [podsIn({ team: 'a' }, { app: 'web' })],
      job,
      'denied',
    ],
    ['13 both selectors of one item match', [podsIn({ team: 'b' }, { app: 'web' })], job, 'allowed'],
    ['14 an empty podSelector alone matches the own namespace', [podsHere({})], api, 'allowed'],
    ['14 an empty podSelector alone matches no other namespace', [podsHere({})], job, 'denied'],
    ['14 a podSelector alone does not match equal labels elsewhere', [podsHere({ app: 'web' })], job, 'denied'],
    ['14 a namespaceSelector alone matches all pods there', [podsIn({ team: 'b' })], job, 'allowed'],
    ['14 a namespaceSelector alone does not match the own namespace', [podsIn({ team: 'b' })], api, 'denied'],
    ['14 a namespaceSelector may match the own namespace', [podsIn({ team: 'a' })], api, 'allowed'],
    ['14 an empty podSelector beside a namespaceSelector limits nothing', [podsIn({ team: 'b' }, {})], job, 'allowed'],
    ['15 an empty namespaceSelector matches pods everywhere', [podsIn({})], job, 'allowed'],
    ['15 an empty namespaceSelector matches no address outside', [podsIn({})], outside, 'denied'],
    ['15 an address inside the pod range is outside the cluster', [podsIn({})], '10.0.0.77', 'denied'],
    ['16 a namespace has its name as a label', [podsIn({ 'kubernetes.io/metadata.name': 'ops' })], job, 'allowed'],
    ['16 a namespace has no other name as a label', [podsIn({ 'kubernetes.io/metadata.name': 'op' })], job, 'denied'],
    ['16 labels of a namespace are not labels of its pods', [podsHere({ team: 'a' })], api, 'denied'],
    ['16 labels of a pod are not labels of its namespace', [podsIn({ app: 'web' })], job, 'denied'],
    ['29 an ipBlock matches an address outside', [ipBlock('192.0.2.0/24')], outside, 'allowed'],
    ['29 an ipBlock does not match an address beyond it', [ipBlock('192.0.3.0/24')], outside, 'denied'],
    ['29 the last address of an ipBlock is inside', [ipBlock('192.0.2.0/24')], '192.0.2.255', 'allowed'],
    ['29 the address behind an ipBlock is not inside', [ipBlock('192.0.2.0/24')], '192.0.3.0', 'denied'],
    ['29 an ipBlock matches a pod by its address', [ipBlock('10.0.1.0/24')], job, 'allowed'],
    ['29 an ipBlock does not match a pod elsewhere', [ipBlock('10.0.2.0/24')], job, 'denied'],
    ['29 an exception cuts an address out', [ipBlock('192.0.2.0/24', '192.0.2.0/28')], outside, 'denied'],
    [
      '29 an exception leaves the rest',
      [ipBlock('192.0.2.0/24', '192.0.2.128/25', '192.0.2.2/31')],
      outside,
      'allowed',
    ],
    [
      '32 an exception does not bind another item',
      [ipBlock('192.0.2.0/24', '192.0.2.0/28'), ipBlock('192.0.2.1/32')],
      outside,
      'allowed',
    ],
    [
      '32 exceptions that cover the block leave nothing',
      [ipBlock('192.0.2.0/24', '192.0.2.0/25', '192.0.2.128/25')],
      outside,
      'denied',
    ],
    ['33 an IPv6 block is read by value', [ipBlock('2001:DB8:0::/64')], '2001:db8::1', 'allowed'],
    ['33 another IPv6 block is not', [ipBlock('2001:DB8:1::/64')], '2001:db8::1', 'denied'],
  ])('%s', (_fact, peers, from, expected) => {
    expect(verdict(accepting(peers), { from, to: here })).toBe(expected);
  });

  test('12, 29 egress reads `to` as ingress reads `from`', () => {
    const world: ClusterSpec = {
      policies: [
        policy({
          namespace: 'shop',
          podSelector: { app: 'api' },
          egress: [{ peers: [ipBlock('192.0.2.0/24'), podsHere({ app: 'web' })] }],
        }),
      ],
    };
    expect(verdict(world, { from: api, to: outside })).toBe('allowed');
    expect(verdict(world, { from: api, to: here })).toBe('allowed');
    expect(verdict(world, { from: api, to: job })).toBe('denied');
    expect(verdict(world, { from: api, to: '198.51.100.1' })).toBe('denied');
  });

  test('32 an exception does not bind another rule', () => {
    const rules = [{ peers: [ipBlock('192.0.2.0/24', '192.0.2.0/28')] }, { peers: [ipBlock('192.0.2.1/32')] }];
    const world = { policies: [policy({ namespace: 'shop', ingress: rules })] };
    expect(verdict(world, { from: outside, to: here })).toBe('allowed');
    expect(verdict(world, { from: '192.0.2.2', to: here })).toBe('denied');
  });
});

describe('families', () => {
  test.each<[fact: string, peers: readonly RulePeer[], v4: Verdict, v6: Verdict]>([
    ['30 0.0.0.0/0 covers IPv4 only', [ipBlock('0.0.0.0/0')], 'allowed', 'denied'],
    ['30 ::/0 covers IPv6 only', [ipBlock('::/0')], 'denied', 'allowed'],
    ['30 both cover both', [ipBlock('0.0.0.0/0'), ipBlock('::/0')], 'allowed', 'allowed'],
    ['30 a selector covers both', [podsHere({})], 'allowed', 'allowed'],
  ])('%s', (_fact, peers, v4, v6) => {
    const { families, verdict: whole } = ask(accepting(peers), { from: api, to: here });
    expect(families.map(({ family, verdict: own }) => [family, own])).toEqual([
      ['IPv4', v4],
      ['IPv6', v6],
    ]);
    expect(whole).toBe('allowed');
  });

  test('30 a connection needs a family that both ends have', () => {
    const v6Only = pod({ namespace: 'shop', name: 'v6', at: ['fd00::9'] });
    expect(ask({}, { from: v6Only, to: here }).families.map(({ family }) => family)).toEqual(['IPv6']);
    expect(ask({}, { from: v6Only, to: outside })).toMatchObject({ verdict: 'denied', families: [] });
  });
});

describe('ipBlocks: external', () => {
  const world: ClusterSpec = { ...accepting([ipBlock('0.0.0.0/0')]), settings: { ipBlocks: 'external' } };
  const node = pod({ namespace: 'shop', name: 'agent', hostNetwork: true, at: ['10.9.0.1'] });

  test.each<[fact: string, from: Asked['from'], verdict: Verdict]>([
    ['an ipBlock matches no pod', job, 'denied'],
    ['an ipBlock matches no hostNetwork pod', node, 'denied'],
    ['an ipBlock matches a machine outside', outside, 'allowed'],
    ['an ipBlock matches a machine outside with an address like a pod', '10.0.1.1', 'allowed'],
  ])('%s', (_fact, from, expected) => {
    expect(verdict(world, { from, to: here })).toBe(expected);
  });
});

describe('a trace tells why an item does not match', () => {
  const node = pod({ namespace: 'shop', name: 'agent', hostNetwork: true, at: ['10.9.0.1'] });

  test.each<[because: string | null, peer: RulePeer, from: Asked['from'], settings: ClusterSpec['settings']]>([
    ['external-end', podsIn({}), outside, {}],
    ['other-namespace', podsHere({}), job, {}],
    ['host-network', podsIn({}), node, {}],
    ['pods-not-matched-by-ip-blocks', ipBlock('0.0.0.0/0'), job, { ipBlocks: 'external' }],
    [null, podsIn({ team: 'z' }), job, {}],
    [null, ipBlock('192.0.2.0/24'), job, {}],
  ])('%s', (because, peer, from, settings = {}) => {
    const { families } = ask({ ...accepting([peer]), settings }, { from, to: here });
    const [rule] = families[0]?.ingress.policies[0]?.rules ?? [];
    expect(rule?.peers).toMatchObject([{ because, matches: 'no', peer: { kind: peer.kind } }]);
  });

  test('each requirement of both selectors is told', () => {
    const peer = podsIn(selector({ team: 'b' }, exists('zone')), { app: 'web', tier: 'x' });
    const { families } = ask(accepting([peer]), { from: job, to: here });
    const [rule] = families[0]?.ingress.policies[0]?.rules ?? [];
    expect(rule?.peers).toMatchObject([
      {
        namespaceRequirements: [{ holds: true, value: 'b' }, { holds: false }],
        podRequirements: [{ holds: true, value: 'web' }, { holds: false }],
      },
    ]);
  });
});

describe('a pod whose address is not given', () => {
  const somewhere = pod({ namespace: 'ops', name: 'somewhere', at: ['10.0.0.0/8', 'fc00::/7'] });

  test.each<[fact: string, peers: readonly RulePeer[], v4: Verdict, v6: Verdict]>([
    ['is matched by a block that covers its range', [ipBlock('0.0.0.0/0')], 'allowed', 'denied'],
    ['is matched by exactly its range', [ipBlock('10.0.0.0/8')], 'allowed', 'denied'],
    ['is not matched by a block elsewhere', [ipBlock('192.0.2.0/24')], 'denied', 'denied'],
    ['is unknown to a block that covers its range in part', [ipBlock('10.20.0.0/16')], 'unknown', 'denied'],
    ['is not matched where exceptions take its range', [ipBlock('0.0.0.0/0', '10.0.0.0/8')], 'denied', 'denied'],
    ['is matched where exceptions are elsewhere', [ipBlock('0.0.0.0/0', '169.254.169.254/32')], 'allowed', 'denied'],
    ['is unknown where an exception cuts its range', [ipBlock('0.0.0.0/0', '10.20.30.40/32')], 'unknown', 'denied'],
    [
      'is matched by two blocks that cover its range together',
      [ipBlock('10.0.0.0/9'), ipBlock('10.128.0.0/9')],
      'allowed',
      'denied',
    ],
    ['is unknown to the very first address of its range', [ipBlock('10.0.0.0/32')], 'unknown', 'denied'],
    ['is unknown to the very last address of its range', [ipBlock('10.255.255.255/32')], 'unknown', 'denied'],
    ['is judged in IPv6 as well', [ipBlock('fd00::/8')], 'denied', 'unknown'],
    ['is matched by selectors wherever it is', [podsIn({}), ipBlock('10.20.0.0/16')], 'allowed', 'allowed'],
  ])('%s', (_fact, peers, v4, v6) => {
    const { families } = ask(accepting(peers), { from: somewhere, to: here });
    expect(families.map((family) => family.ingress.verdict)).toEqual([v4, v6]);
  });

  test('a trace says unknown of the item, the rule and the policy that the address decides', () => {
    const peers = [ipBlock('10.0.0.0/9'), ipBlock('10.128.0.0/9'), ipBlock('192.0.2.0/24')];
    const { families } = ask(accepting(peers), { from: somewhere, to: here });
    const [trace] = families[0]?.ingress.policies ?? [];
    expect(trace).toMatchObject({ matches: 'yes', rules: [{ matches: 'yes' }] });
    expect(trace?.rules[0]?.peers).toMatchObject([{ matches: 'unknown' }, { matches: 'unknown' }, { matches: 'no' }]);
  });

  test('a range of several blocks is judged in each', () => {
    const nowhere = pod({ namespace: 'ops', name: 'n', at: ['10.0.0.0/24', '10.9.0.0/24'] });
    expect(nowhere.addresses).toMatchObject([{ kind: 'within', range: addresses('10.0.0.0/24', '10.9.0.0/24') }]);
    expect(verdict(accepting([ipBlock('10.0.0.0/16')]), { from: nowhere, to: here })).toBe('unknown');
    expect(verdict(accepting([ipBlock('10.0.0.0/16'), ipBlock('10.9.0.0/16')]), { from: nowhere, to: here })).toBe(
      'allowed',
    );
  });
});
