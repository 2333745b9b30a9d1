/** Matrix and explanations hold to one another, for every pair and at both ends of every run of ports. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PortSet } from '../../src/model/ports.ts';
import { hasPort, isAllPorts, portRangesOf } from '../../src/model/ports.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { explain } from '../../src/views/explain.ts';
import type { ExplainAnswer } from '../../src/views/explanation.ts';
import { judgePair } from '../../src/views/judge-pair.ts';
import { cluster, containerPort, pod, podsHere, policy, portNamed, ports, workload } from '../builders.ts';
import { anyCluster } from '../laws/arbitraries.ts';
import { askExplain, askMatrix, peersOf, verdictsIn } from '../render/ask.ts';

test('an explanation says of all its pairs and ports what the matrix says, and what judging says', () => {
  fc.assert(
    fc.property(anyCluster(), (generated) => {
      const connectivity = verdictsIn(generated);
      const matrix = askMatrix(connectivity);
      const all = peersOf(connectivity, 'any');
      if (all.every(({ kind }) => kind === 'external')) return;
      for (const { pairs, ports: explained, judgement } of explanationsOf(connectivity, all)) {
        for (const { from, to } of pairs) {
          const cell = matrix.cell(from.resolved.index, to.resolved.index);
          for (const { protocol, port, endPort } of portRangesOf(explained)) {
            for (const end of [port, endPort]) {
              expect(verdictIn(cell, (set) => hasPort(set, protocol, end))).toBe(judgement.verdict);
              const asked = { from: from.resolved, to: to.resolved, protocol, port: end };
              expect(judgePair(generated, asked).verdict).toBe(judgement.verdict);
            }
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('half-open is what one side lists and the other denies', () => {
  fc.assert(
    fc.property(anyCluster(), (generated) => {
      const connectivity = verdictsIn(generated);
      const matrix = askMatrix(connectivity);
      const all = peersOf(connectivity, 'any');
      for (const from of all) {
        for (const to of all) {
          const [range] = portRangesOf(matrix.cell(from.index, to.index)?.halfOpen ?? { bounds: [] });
          if (range === undefined) continue;
          const { verdict, families } = judgePair(generated, { from, to, protocol: range.protocol, port: range.port });
          expect(verdict).toBe('denied');
          const sides = families.flatMap(({ egress, ingress }) => [egress, ingress]);
          expect(sides.some((side) => side.verdict === 'denied')).toBe(true);
          const listing = sides.filter((side) => side.verdict === 'allowed').flatMap(({ policies }) => policies);
          expect(
            listing.some(({ rules }) => rules.some((rule) => rule.matches === 'yes' && rule.peers !== 'all')),
          ).toBe(true);
        }
      }
    }),
    { numRuns: 150 },
  );
});

describe('the ports that are explained', () => {
  const server = pod({
    name: 'server',
    labels: { app: 'server' },
    ports: [containerPort(80, 'http'), containerPort(53, 'dns', 'UDP')],
  });
  const client = pod({ name: 'client' });

  test('are the declared ones where none is asked for', () => {
    const answer = askExplain(verdictsIn(cluster({ pods: [client, server] })), 'default/client', 'default/server');
    expect(answer.explanations.map(({ ports: explained }) => portRangesOf(explained))).toEqual([
      [
        { protocol: 'TCP', port: 80, endPort: 80 },
        { protocol: 'UDP', port: 53, endPort: 53 },
      ],
    ]);
  });

  test('are all where the destination declares none', () => {
    const answer = askExplain(verdictsIn(cluster({ pods: [client, server] })), 'default/server', 'default/client');
    expect(answer.explanations.map(({ ports: explained }) => isAllPorts(explained))).toEqual([true]);
  });

  test('are told apart where some rule tells them apart', () => {
    const policies = [
      policy({
        podSelector: { app: 'server' },
        ingress: [{ ports: [ports('TCP', 81, 90)] }, { ports: [ports('TCP', 85)] }],
      }),
    ];
    const answer = askExplain(
      verdictsIn(cluster({ pods: [client, server], policies })),
      'default/client',
      'default/server:80-90',
    );
    const explained = answer.explanations.map((one) => [
      one.judgement.verdict,
      portRangesOf(one.ports).map(({ port, endPort }) => [port, endPort]),
    ]);
    expect(explained).toEqual([
      ['allowed', [[85, 85]]],
      [
        'allowed',
        [
          [81, 84],
          [86, 90],
        ],
      ],
      ['denied', [[80, 80]]],
    ]);
  });

  test('of a name that only some destinations declare, with those that do not', () => {
    const pods = [client, server, pod({ name: 'silent' })];
    const answer = askExplain(verdictsIn(cluster({ pods })), 'default/client', 'default/any:http');
    expect(answer.withoutPort).toEqual(['default/silent']);
    expect(answer.rows.map(({ pair }) => pair.to.title)).toEqual(['default/server']);
  });

  test('of a name that nobody declares are a problem', () => {
    const connectivity = verdictsIn(cluster({ pods: [client, server] }));
    const [from, to] = [peersOf(connectivity, 'default/client'), peersOf(connectivity, 'default/server')];
    const port = { kind: 'name', protocol: 'TCP', name: 'web' } as const;
    expect(explain(connectivity, { from, to, port })).toMatchObject({ kind: 'no-such-port', name: 'web' });
  });
});

describe('there is nothing to explain', () => {
  const connectivity = verdictsIn(cluster({ pods: [pod({ name: 'a' })] }));

  test('between two external peers', () => {
    const external = peersOf(connectivity, 'external');
    expect(explain(connectivity, { from: external, to: external, port: null })).toMatchObject({ kind: 'two-external' });
  });

  test('between a pod and itself', () => {
    const a = peersOf(connectivity, 'default/a');
    expect(explain(connectivity, { from: a, to: a, port: null })).toMatchObject({ kind: 'itself' });
  });
});

test('two replicas of a workload are a pair', () => {
  const template = pod({ name: null, labels: { app: 'web' } });
  const connectivity = verdictsIn(
    cluster({
      workloads: [workload('Deployment', 'web', [template])],
      policies: [policy({ ingress: [{ peers: [podsHere({ app: 'api' })] }] })],
    }),
  );
  expect(askExplain(connectivity, 'default/web', 'default/web').verdict).toBe('denied');
});

test('more than fifty explanations are counted', () => {
  const servers = Array.from({ length: 60 }, (_, index) =>
    pod({ name: `s${index}`, labels: { n: `${index}` }, ports: [containerPort(80, 'http')] }),
  );
  const policies = servers.map((_, index) =>
    policy({ name: `p${index}`, podSelector: { n: `${index}` }, ingress: [{ ports: [portNamed('http')] }] }),
  );
  const connectivity = verdictsIn(cluster({ pods: [pod({ name: 'client', namespace: 'c' }), ...servers], policies }));
  const answer = askExplain(connectivity, 'c/client', 'default/any');
  expect([answer.explanations.length, answer.omitted]).toEqual([50, 10]);
});

function explanationsOf(
  connectivity: Parameters<typeof explain>[0],
  all: Parameters<typeof explain>[1]['from'],
): ExplainAnswer['explanations'] {
  const port = { kind: 'range', protocol: 'TCP', port: 1, endPort: 65535 } as const;
  const answer = explain(connectivity, { from: all, to: all, port });
  return 'kind' in answer ? [] : answer.explanations;
}

function verdictIn(
  cell: { readonly open: PortSet; readonly unknown: PortSet } | null,
  has: (set: PortSet) => boolean,
): Verdict {
  if (cell !== null && has(cell.open)) return 'allowed';
  return cell !== null && has(cell.unknown) ? 'unknown' : 'denied';
}
