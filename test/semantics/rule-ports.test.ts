/** Items of `ports`: sentences 12 and 21 to 28 of semantics.md. */

import { describe, expect, test } from 'vitest';
import type { RulePort } from '../../src/model/policy.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import type { ClusterSpec } from '../builders.ts';
import { containerPort, ipBlock, pod, podsHere, policy, portNamed, ports } from '../builders.ts';
import type { Asked } from './ask.ts';
import { ask, verdict } from './ask.ts';

const client = pod({ name: 'client', labels: { app: 'client' }, at: ['10.0.0.1'] });
const server = pod({
  name: 'server',
  labels: { app: 'server' },
  at: ['10.0.0.2'],
  ports: [
    containerPort(8080, 'http'),
    containerPort(8443, 'https'),
    containerPort(53, 'dns', 'UDP'),
    containerPort(53, 'dns', 'TCP'),
    containerPort(9000, 'twice'),
    containerPort(9001, 'twice'),
  ],
});
const other = pod({ name: 'other', labels: { app: 'server' }, at: ['10.0.0.3'], ports: [containerPort(80, 'http')] });
const outside = '192.0.2.1';

function ingress(...items: readonly RulePort[]): ClusterSpec {
  return { policies: [policy({ podSelector: { app: 'server' }, ingress: [{ ports: items }] })] };
}

function egress(...items: readonly RulePort[]): ClusterSpec {
  return { policies: [policy({ podSelector: { app: 'client' }, egress: [{ ports: items }] })] };
}

const http = portNamed('http');

describe('a rule matches the destination port', () => {
  test.each<[fact: string, world: ClusterSpec, asked: Partial<Asked>, verdict: Verdict]>([
    [
      '12 a rule without ports matches every protocol',
      { policies: [policy({ ingress: [{}] })] },
      { port: 7, protocol: 'SCTP' },
      'allowed',
    ],
    [
      '12 the second of two items is enough',
      ingress(ports('TCP', 80), ports('UDP', 53)),
      { port: 53, protocol: 'UDP' },
      'allowed',
    ],
    ['12 items do not mix', ingress(ports('TCP', 80), ports('UDP', 53)), { port: 53, protocol: 'TCP' }, 'denied'],
    [
      '12 a rule needs its peers and its ports',
      { policies: [policy({ ingress: [{ peers: [podsHere({})], ports: [ports('TCP', 81)] }] })] },
      { port: 80 },
      'denied',
    ],
    [
      '12 peers of one rule and ports of another are not enough',
      {
        policies: [
          policy({
            ingress: [
              { peers: [podsHere({})], ports: [ports('TCP', 81)] },
              { peers: [ipBlock(`${outside}/32`)], ports: [ports('TCP', 80)] },
            ],
          }),
        ],
      },
      { port: 80 },
      'denied',
    ],
    ['22 an item without port matches every port of its protocol', ingress(ports('TCP')), { port: 65535 }, 'allowed'],
    [
      '22 an item without port matches no other protocol',
      ingress(ports('TCP')),
      { port: 80, protocol: 'UDP' },
      'denied',
    ],
    ['23 a number need not be declared', ingress(ports('TCP', 7777)), { port: 7777 }, 'allowed'],
    ['23 a declared number is not open by that', ingress(ports('TCP', 7777)), { port: 8080 }, 'denied'],
    ['24 ingress resolves a name at the governed pod', ingress(http), { port: 8080 }, 'allowed'],
    ['24 ingress does not resolve a name at the client', ingress(http), { from: other, port: 80 }, 'denied'],
    ['24 egress resolves a name at the peer', egress(http), { port: 8080 }, 'allowed'],
    ['24 egress resolves a name at each peer apart', egress(http), { to: other, port: 80 }, 'allowed'],
    ["24 egress does not take one peer's number for another", egress(http), { to: other, port: 8080 }, 'denied'],
    ['24 a name that the pod lacks matches nothing', egress(portNamed('metrics')), { port: 8080 }, 'denied'],
    ['24 an address outside has no names', egress(http), { to: outside, port: 8080 }, 'denied'],
    [
      '24 a name is asked of a pod that an ipBlock matched',
      {
        policies: [
          policy({ podSelector: { app: 'client' }, egress: [{ peers: [ipBlock('10.0.0.0/8')], ports: [http] }] }),
        ],
      },
      { port: 8080 },
      'allowed',
    ],
    ['24 a name resolves for a client outside', ingress(http), { from: outside, port: 8080 }, 'allowed'],
    ['25 a name of two containers means both: the first', ingress(portNamed('twice')), { port: 9000 }, 'allowed'],
    ['25 a name of two containers means both: the second', ingress(portNamed('twice')), { port: 9001 }, 'allowed'],
    ['25 a name of two containers means no third', ingress(portNamed('twice')), { port: 9002 }, 'denied'],
    [
      '25 a name on two protocols is told apart: UDP',
      ingress(portNamed('dns', 'UDP')),
      { port: 53, protocol: 'UDP' },
      'allowed',
    ],
    [
      '25 a name on two protocols is told apart: TCP',
      ingress(portNamed('dns', 'UDP')),
      { port: 53, protocol: 'TCP' },
      'denied',
    ],
    [
      '24 a name of the other protocol matches nothing',
      ingress(portNamed('http', 'UDP')),
      { port: 8080, protocol: 'UDP' },
      'denied',
    ],
    ['27 a run holds its first port', ingress(ports('TCP', 80, 90)), { port: 80 }, 'allowed'],
    ['27 a run holds its last port', ingress(ports('TCP', 80, 90)), { port: 90 }, 'allowed'],
    ['27 a run ends behind its last port', ingress(ports('TCP', 80, 90)), { port: 91 }, 'denied'],
    ['27 a run begins at its first port', ingress(ports('TCP', 80, 90)), { port: 79 }, 'denied'],
    ['27 a run of one port is that port', ingress(ports('TCP', 80, 80)), { port: 80 }, 'allowed'],
    ['28 the protocol is matched exactly', ingress(ports('SCTP', 80)), { port: 80, protocol: 'SCTP' }, 'allowed'],
    ['28 another protocol is not matched', ingress(ports('SCTP', 80)), { port: 80, protocol: 'TCP' }, 'denied'],
  ])('%s', (_fact, world, asked, expected) => {
    expect(verdict(world, { from: client, to: server, ...asked })).toBe(expected);
  });
});

test('a trace names what a port name stands for, also when it is another number', () => {
  const { families } = ask(ingress(portNamed('twice'), portNamed('none')), { from: client, to: server, port: 1 });
  const [rule] = families[0]?.ingress.policies[0]?.rules ?? [];
  expect(rule?.ports).toMatchObject([
    { matches: 'no', resolved: [{ port: 9000 }, { port: 9001 }] },
    { matches: 'no', resolved: [] },
  ]);
});
