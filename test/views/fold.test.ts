/** Folding and grouping say less, never something else: every single pair is found again in what they make of it. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalPorts, intersectPorts } from '../../src/model/ports.ts';
import { foldMatrix } from '../../src/views/fold.ts';
import type { Matrix } from '../../src/views/matrix.ts';
import { entriesOf } from '../../src/views/matrix.ts';
import { membersOf } from '../../src/views/matrix-peer.ts';
import { summarizeMatrix } from '../../src/views/matrix-summary.ts';
import { groupByNamespace } from '../../src/views/namespace-matrix.ts';
import { cluster, pod, podsHere, policy } from '../builders.ts';
import { anyCluster } from '../laws/arbitraries.ts';
import { askMatrix, verdictsIn } from '../render/ask.ts';

describe('folding', () => {
  test('puts workloads with equal rows and columns together', () => {
    const workers = ['a', 'b', 'c'].map((name) => pod({ name, labels: { app: 'worker' } }));
    const web = pod({ name: 'web', labels: { app: 'web' } });
    const policies = [policy({ podSelector: { app: 'worker' }, ingress: [{ peers: [podsHere({ app: 'web' })] }] })];
    const matrix = foldMatrix(askMatrix(verdictsIn(cluster({ pods: [...workers, web], policies }))));
    expect(matrix.peers.map(({ title }) => title)).toEqual(['default/{a,b,c}', 'default/web', 'internet']);
  });

  test('keeps workloads of two namespaces apart', () => {
    const matrix = askMatrix(verdictsIn(cluster({ pods: [pod({ namespace: 'a' }), pod({ namespace: 'b' })] })));
    expect(foldMatrix(matrix)).toBe(matrix);
  });

  test('keeps pods apart that are open to others alike but not to each other', () => {
    const pods = [pod({ name: 'a', labels: { app: 'x' } }), pod({ name: 'b', labels: { app: 'x', is: 'b' } })];
    const policies = [policy({ podSelector: { app: 'x' }, ingress: [{ peers: [podsHere({ is: 'b' })] }] })];
    const matrix = askMatrix(verdictsIn(cluster({ pods, policies })));
    expect(foldMatrix(matrix)).toBe(matrix);
  });

  test('loses no pair', () => {
    fc.assert(
      fc.property(anyCluster(), (generated) => {
        const matrix = askMatrix(verdictsIn(generated));
        const folded = foldMatrix(matrix);
        expect(summarizeMatrix(folded).pairs).toEqual(summarizeMatrix(matrix).pairs);
        const groupOf = groupsOf(folded);
        for (const { source, destination, cell } of entriesOf(matrix)) {
          const group = folded.cell(groupOf(matrix, source), groupOf(matrix, destination));
          expect(group && equalPorts(group.open, cell.open)).toBe(true);
          expect(group && equalPorts(group.unknown, cell.unknown)).toBe(true);
          expect(group && equalPorts(group.halfOpen, cell.halfOpen)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('grouping by namespace', () => {
  test('loses no pair and no port', () => {
    fc.assert(
      fc.property(anyCluster(), (generated) => {
        const matrix = askMatrix(verdictsIn(generated));
        const grouped = groupByNamespace(matrix);
        expect(summarizeMatrix(grouped).pairs).toEqual(summarizeMatrix(matrix).pairs);
        const groupOf = groupsOf(grouped);
        for (const { source, destination, cell } of entriesOf(matrix)) {
          if (source === destination) continue;
          const group = grouped.cell(groupOf(matrix, source), groupOf(matrix, destination));
          expect(group && equalPorts(intersectPorts(group.open, cell.open), cell.open)).toBe(true);
          expect(group && equalPorts(intersectPorts(group.unknown, cell.unknown), cell.unknown)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('does nothing twice', () => {
    const grouped = groupByNamespace(askMatrix(verdictsIn(cluster({ pods: [pod()] }))));
    expect(groupByNamespace(grouped)).toBe(grouped);
  });
});

// Tells in which row of a folded or grouped matrix a peer of the single one is.
function groupsOf(grouped: Matrix): (single: Matrix, index: number) => number {
  const byId = new Map<string, number>();
  for (const [index, peer] of grouped.peers.entries()) {
    byId.set(peer.id, index);
    for (const { id } of membersOf(peer)) byId.set(id, index);
  }
  return (single, index) => byId.get(single.peers[index]?.id ?? '') ?? -1;
}
