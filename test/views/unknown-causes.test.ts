/** Why verdicts are unknown: the ipBlocks that cut the range of an address, one warning each. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNoPorts } from '../../src/model/ports.ts';
import { messageOf } from '../../src/render/messages.ts';
import { entriesOf } from '../../src/views/matrix.ts';
import { cluster, containerPort, ipBlock, pod, podsHere, policy, portNamed, ports } from '../builders.ts';
import { anyCluster } from '../laws/arbitraries.ts';
import { askMatrix, verdictsIn } from '../render/ask.ts';

const server = pod({ name: 'server', labels: { app: 'server' }, ports: [containerPort(80, 'http')] });

test('each ipBlock that cuts the podCIDRs has one warning, with the number of pairs and the line to add', () => {
  const pods = [pod({ name: 'a' }), pod({ name: 'b' }), server];
  const ingress = [
    { peers: [ipBlock('10.20.0.0/16')] },
    { peers: [ipBlock('10.30.0.0/16')] },
    { peers: [ipBlock('10.0.0.0/8')], ports: [ports('UDP', 53)] },
  ];
  const matrix = askMatrix(
    verdictsIn(cluster({ pods, policies: [policy({ podSelector: { app: 'server' }, ingress })] })),
  );
  expect(matrix.diagnostics.map((diagnostic) => messageOf(diagnostic))).toEqual([
    {
      message: '10.20.0.0/16 covers the podCIDRs in part, so 2 pairs have unknown verdicts',
      help: 'say in netpol.config.yaml which addresses they have: `cluster: { podCIDRs: [10.244.0.0/16] }`',
    },
    {
      message: '10.30.0.0/16 covers the podCIDRs in part, so 2 pairs have unknown verdicts',
      help: 'say in netpol.config.yaml which addresses they have: `cluster: { podCIDRs: [10.244.0.0/16] }`',
    },
  ]);
});

test('a block for other ports than the unknown ones is no cause', () => {
  const ingress = [
    { peers: [ipBlock('10.20.0.0/16')], ports: [portNamed('http')] },
    { peers: [ipBlock('10.30.0.0/16'), podsHere({})], ports: [ports('TCP', 443)] },
  ];
  const pods = [pod({ name: 'a' }), server];
  const matrix = askMatrix(
    verdictsIn(cluster({ pods, policies: [policy({ podSelector: { app: 'server' }, ingress })] })),
  );
  const causes = matrix.unknownCauses(0, 1).map(({ block }) => block.cidr.text);
  expect(causes).toEqual(['10.20.0.0/16']);
});

test('the range of a hostNetwork pod is that of nodes', () => {
  const pods = [pod({ name: 'a', hostNetwork: true }), server];
  const policies = [policy({ podSelector: { app: 'server' }, ingress: [{ peers: [ipBlock('10.20.0.0/16')] }] })];
  const [warning] = askMatrix(verdictsIn(cluster({ pods, policies }))).diagnostics;
  expect(warning?.args).toMatchObject({ setting: 'nodeCIDRs', pairs: 1 });
});

test('every unknown pair of every cluster has a cause, and no other pair has one', () => {
  fc.assert(
    fc.property(anyCluster(), fc.constantFrom('both', 'egress', 'ingress'), (generated, direction) => {
      const matrix = askMatrix(verdictsIn(generated), { direction });
      let unknown = 0;
      for (const { source, destination, cell } of entriesOf(matrix)) {
        if (isNoPorts(cell.unknown)) continue;
        unknown += 1;
        expect(matrix.unknownCauses(source, destination).length).toBeGreaterThan(0);
      }
      expect(matrix.diagnostics.length > 0).toBe(unknown > 0);
    }),
    { numRuns: 300 },
  );
});
