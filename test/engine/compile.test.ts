/** What the engine says of small clusters; that it agrees with the specification everywhere is a law. */

import { describe, expect, test } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity, FamilyPorts } from '../../src/engine/connectivity.ts';
import type { PortSet } from '../../src/model/ports.ts';
import { portRangesOf } from '../../src/model/ports.ts';
import {
  cluster,
  containerPort,
  exists,
  ipBlock,
  pod,
  podsHere,
  podsIn,
  policy,
  portNamed,
  ports,
  selector,
  workload,
} from '../builders.ts';

function betweenPeers(connectivity: Connectivity, source: string, destination: string): readonly FamilyPorts[] {
  const indexOf = (id: string): number => connectivity.peers.findIndex((peer) => peer.id === id);
  return connectivity.between(indexOf(source), indexOf(destination));
}

function portTexts(set: PortSet): readonly string[] {
  return portRangesOf(set).map(({ protocol, port, endPort }) => `${protocol} ${port}-${endPort}`);
}

const EVERYTHING = ['TCP 1-65535', 'UDP 1-65535', 'SCTP 1-65535'];

describe('verdicts', () => {
  test('without policies everything is open and there is one external peer', () => {
    const connectivity = compileConnectivity(cluster({ pods: [pod({ name: 'a' }), pod({ name: 'b' })] }));
    expect(connectivity.peers.map(({ id }) => id)).toEqual(['default/pod/a', 'default/pod/b', 'external/internet']);
    const [only, ...more] = betweenPeers(connectivity, 'default/pod/a', 'default/pod/b');
    expect(more).toEqual([]);
    expect(portTexts(only?.open ?? { bounds: [] })).toEqual(EVERYTHING);
    expect(only?.egress.isolated).toBe(false);
    expect(betweenPeers(connectivity, 'external/internet', 'external/internet')).toEqual([]);
  });

  test('a side tells what its rules with peers open, so that half-open can be told', () => {
    const connectivity = compileConnectivity(
      cluster({
        pods: [pod({ name: 'a' }), pod({ name: 'b', labels: { app: 'b' } })],
        policies: [
          policy({
            name: 'in',
            podSelector: { app: 'b' },
            ingress: [{ peers: [podsHere({})], ports: [ports('TCP', 80)] }, { ports: [ports('UDP', 53)] }],
          }),
          policy({ name: 'out', podSelector: selector({}, exists('none')), egress: [] }),
        ],
      }),
    );
    const [verdict] = betweenPeers(connectivity, 'default/pod/a', 'default/pod/b');
    expect(portTexts(verdict?.ingress.open ?? { bounds: [] })).toEqual(['TCP 80-80', 'UDP 53-53']);
    expect(portTexts(verdict?.ingress.listed ?? { bounds: [] })).toEqual(['TCP 80-80']);
    expect(portTexts(verdict?.egress.listed ?? { bounds: [] })).toEqual([]);
  });

  test('blocks that together cover a range are not unknown, and one of them is', () => {
    const connectivity = compileConnectivity(
      cluster({
        pods: [pod({ name: 'a' }), pod({ name: 'b' })],
        policies: [
          policy({
            egress: [
              { peers: [ipBlock('10.0.0.0/9')], ports: [ports('TCP', 80, 89)] },
              { peers: [ipBlock('10.128.0.0/9')], ports: [ports('TCP', 85, 99)] },
            ],
          }),
        ],
      }),
    );
    const [verdict] = betweenPeers(connectivity, 'default/pod/a', 'default/pod/b');
    expect(portTexts(verdict?.open ?? { bounds: [] })).toEqual(['TCP 85-89']);
    expect(portTexts(verdict?.unknown ?? { bounds: [] })).toEqual(['TCP 80-84', 'TCP 90-99']);
    expect(portTexts(verdict?.egress.listed ?? { bounds: [] })).toEqual(['TCP 85-89']);
  });

  test('a family that one end lacks has no verdict', () => {
    const connectivity = compileConnectivity(
      cluster({
        pods: [
          pod({ name: 'four', at: ['10.0.0.1'] }),
          pod({ name: 'six', at: ['fd00::1'] }),
          pod({ name: 'both', at: ['10.0.0.2', 'fd00::2'] }),
        ],
        settings: { families: ['IPv4', 'IPv6'] },
      }),
    );
    const familiesBetween = (source: string, destination: string): readonly string[] =>
      betweenPeers(connectivity, source, destination).map(({ family }) => family);
    expect(familiesBetween('default/pod/four', 'default/pod/six')).toEqual([]);
    expect(familiesBetween('default/pod/four', 'default/pod/both')).toEqual(['IPv4']);
    expect(familiesBetween('default/pod/both', 'default/pod/both')).toEqual(['IPv4', 'IPv6']);
  });
});

describe('peers', () => {
  const web = (name: string | null, more: Record<string, string> = {}) =>
    pod({ name, labels: { app: 'web', ...more }, at: ['10.0.0.0/8'] });

  test('a difference that no policy can see does not split a workload', () => {
    const pods = [web('web-1', { tier: 'x' }), web('web-2', { tier: 'y' })] as const;
    const blind = policy({ podSelector: { app: 'web' }, ingress: [] });
    const elsewhere = policy({ namespace: 'other', podSelector: { tier: 'x' }, ingress: [] });
    const connectivity = compileConnectivity(
      cluster({ workloads: [workload('Deployment', 'web', pods)], policies: [blind, elsewhere] }),
    );
    expect(connectivity.peers.map(({ id }) => id)).toEqual(['default/deployment/web', 'external/internet']);
  });

  test('parts are numbered by the names of their pods, templates last', () => {
    const pods = [web(null, { tier: 'z' }), web('web-2', { tier: 'x' }), web('web-1', { tier: 'y' })] as const;
    const sees = policy({
      egress: [{ peers: [podsIn({}, selector({}, exists('tier')))] }, { peers: [podsHere({ tier: 'x' })] }],
    });
    const more = policy({ name: 'more', podSelector: { tier: 'y' }, ingress: [] });
    const connectivity = compileConnectivity(
      cluster({ workloads: [workload('Deployment', 'web', pods)], policies: [sees, more] }),
    );
    const parts = connectivity.peers.flatMap((peer) =>
      peer.kind === 'workload' ? [[peer.id, peer.pods.map(({ name }) => name), peer.isolated.ingress]] : [],
    );
    expect(parts).toEqual([
      ['default/deployment/web~1', ['web-1'], true],
      ['default/deployment/web~2', ['web-2'], false],
      ['default/deployment/web~3', [null], false],
    ]);
  });

  test('named ports split where a policy mentions the name, and nowhere else', () => {
    const pods = [
      pod({ name: 'db-1', ports: [containerPort(5432, 'sql'), containerPort(1, 'seen')] }),
      pod({ name: 'db-2', ports: [containerPort(5433, 'sql'), containerPort(1, 'seen')] }),
    ] as const;
    const peersWith = (name: string): readonly string[] =>
      compileConnectivity(
        cluster({
          workloads: [workload('StatefulSet', 'db', pods)],
          policies: [policy({ ingress: [{ ports: [portNamed(name)] }] })],
        }),
      ).peers.map(({ id }) => id);
    expect(peersWith('sql')).toEqual(['default/statefulset/db~1', 'default/statefulset/db~2', 'external/internet']);
    expect(peersWith('seen')).toEqual(['default/statefulset/db', 'external/internet']);
  });

  test('the order in which ports are written does not split', () => {
    const [sql, web] = [containerPort(5432, 'sql'), containerPort(80, 'web')];
    const pods = [pod({ name: 'db-1', ports: [sql, web] }), pod({ name: 'db-2', ports: [web, sql, web] })] as const;
    const connectivity = compileConnectivity(
      cluster({
        workloads: [workload('StatefulSet', 'db', pods)],
        policies: [policy({ ingress: [{ ports: [portNamed('sql'), portNamed('web')] }] })],
      }),
    );
    expect(connectivity.peers.map(({ id }) => id)).toEqual(['default/statefulset/db', 'external/internet']);
  });

  test('external peers are named by their blocks', () => {
    const connectivity = compileConnectivity(
      cluster({
        pods: [pod()],
        policies: [
          policy({
            egress: [
              { peers: [ipBlock('0.0.0.0/0', '169.254.169.254/32')] },
              { peers: [ipBlock('10.0.0.0/8', '10.1.0.0/16')] },
              { peers: [ipBlock('192.0.2.0/24'), ipBlock('198.51.100.0/24')] },
              { peers: [ipBlock('2001:db8::/32')] },
            ],
          }),
        ],
      }),
    );
    expect(connectivity.peers.flatMap((peer) => (peer.kind === 'external' ? [peer.name] : []))).toEqual([
      'internet',
      'internet-v6',
      '10.0.0.0/8 except 10.1.0.0/16',
      '169.254.169.254/32',
      '192.0.2.0/24, 198.51.100.0/24',
      '2001:db8::/32',
    ]);
  });
});
