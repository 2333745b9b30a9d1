/** A verdict that the specification does not give is found, whichever it is, and right ones are left alone. */

import { describe, expect, test } from 'vitest';
import { verify } from '../../src/cli/verify.ts';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity } from '../../src/engine/connectivity.ts';
import { portRange, unionPorts } from '../../src/model/ports.ts';
import { verifyVerdicts } from '../../src/views/verify.ts';
import { cluster, containerPort, ipBlock, pod, podsHere, policy, ports } from '../builders.ts';
import { anyCluster } from '../laws/arbitraries.ts';
import { law } from '../laws/law.ts';

const shop = compileConnectivity(
  cluster({
    pods: [
      pod({ name: 'api', labels: { app: 'api' }, ports: [containerPort(8080, 'http')] }),
      pod({ name: 'web', labels: { app: 'web' } }),
    ],
    policies: [
      policy({
        podSelector: { app: 'api' },
        ingress: [{ peers: [podsHere({ app: 'web' }), ipBlock('203.0.113.0/24')], ports: [ports('TCP', 8080)] }],
      }),
    ],
  }),
);

/** The same verdicts but for one port between two peers, which is opened. */
function withOneMorePort(connectivity: Connectivity, port: number): Connectivity {
  const [source, destination] = ['default/pod/web', 'default/pod/api'].map((id) =>
    connectivity.peers.findIndex((peer) => peer.id === id),
  );
  return {
    ...connectivity,
    between: (from, to) =>
      connectivity
        .between(from, to)
        .map((family) =>
          from === source && to === destination
            ? { ...family, open: unionPorts(family.open, portRange('UDP', port)) }
            : family,
        ),
  };
}

const host = {
  cwd: '/',
  env: {},
  stdout: { write: () => undefined, isTerminal: false, columns: undefined },
  readStdin: () => Promise.resolve(new Uint8Array()),
};

describe('verification', () => {
  law('finds nothing wrong with what the engine says', 'seldom', [anyCluster()], (generated) => {
    for (const count of [100, 1_000_000])
      expect(verifyVerdicts(compileConnectivity(generated), count).disagreement).toBeNull();
  });

  test('finds a planted difference among all connections', () => {
    expect(verifyVerdicts(withOneMorePort(shop, 8081), 1_000_000).disagreement).toMatchObject({
      source: { id: 'default/pod/web' },
      destination: { id: 'default/pod/api' },
      protocol: 'UDP',
      port: 8081,
      family: 'IPv4',
      engine: 'allowed',
      specification: 'denied',
    });
  });

  test('finds it by chance, and the same one in every run', () => {
    const [first, second] = [1, 2].map(() => verifyVerdicts(withOneMorePort(shop, 8080), 500));
    expect(first?.disagreement).toMatchObject({ protocol: 'UDP', port: 8080 });
    expect(second).toEqual(first);
  });

  test('finds a family that the engine does not know', () => {
    const blind: Connectivity = { ...shop, between: () => [] };
    expect(verifyVerdicts(blind, 1).disagreement).toMatchObject({ engine: null });
  });

  test('compares no more than is asked for', () => {
    expect(verifyVerdicts(shop, 25)).toEqual({ compared: 25, disagreement: null });
  });

  test('has nothing to compare where there is nobody', () => {
    expect(verifyVerdicts(compileConnectivity(cluster({ pods: [], policies: [] })), 25).compared).toBe(0);
  });

  test('ends the command with what is wrong, and says how much was compared otherwise', () => {
    const written: string[] = [];
    const stderr = {
      ...host.stdout,
      write: (text: string | Uint8Array): void => {
        written.push(String(text));
      },
    };
    verify(shop, 10, {}, { ...host, stderr });
    expect(written).toEqual(['netpol: compared 10 connections with the specification: all agree\n']);
    expect(() => verify(withOneMorePort(shop, 8081), true, {}, { ...host, stderr })).toThrow(
      'default/pod/web -> default/pod/api:8081/UDP over IPv4 is allowed where the specification says denied, so there is no answer',
    );
  });
});
