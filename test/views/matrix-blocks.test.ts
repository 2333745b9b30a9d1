/** What a matrix tells without a look at every pair is what the pairs tell, whatever was asked. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Peer } from '../../src/model/peers.ts';
import type { Matrix, MatrixQuestion } from '../../src/views/matrix.ts';
import { buildMatrix, entriesOf } from '../../src/views/matrix.ts';
import { saysSomething } from '../../src/views/matrix-blocks.ts';
import { summarizeMatrix } from '../../src/views/matrix-summary.ts';
import { groupByNamespace } from '../../src/views/namespace-matrix.ts';
import type { AskedPort } from '../../src/views/port-question.ts';
import type { ResolvedPeer } from '../../src/views/resolve-peers.ts';
import { hideUnreachable } from '../../src/views/shape-matrix.ts';
import { anyCluster } from '../laws/arbitraries.ts';

interface Case {
  readonly matrix: Matrix;
  /** The same without shortcuts, so that everything is read from its pairs. */
  readonly byPairs: Matrix;
}

const anyCase: fc.Arbitrary<Case> = fc
  .tuple(
    anyCluster(),
    fc.constantFrom('both', 'egress', 'ingress'),
    fc.record({ from: anyPart(), to: anyPart(), of: anyPart() }),
    fc.constantFrom<AskedPort | null>(
      null,
      { kind: 'name', protocol: 'TCP', name: 'http' },
      { kind: 'range', protocol: 'TCP', port: 80, endPort: 8080 },
    ),
    fc.boolean(),
  )
  .map(([cluster, direction, parts, port, isHiding]) => {
    const connectivity = compileConnectivity(cluster);
    const peersIn = (part: Part | null): readonly ResolvedPeer[] | undefined =>
      part === null
        ? undefined
        : connectivity.peers.flatMap((peer, index) => (part(index) ? [resolved(peer, index)] : []));
    const [from, to, of] = [peersIn(parts.from), peersIn(parts.to), peersIn(parts.of)];
    const question: MatrixQuestion = {
      direction,
      ...(from && { from }),
      ...(to && { to }),
      ...(of && { of }),
      ...(port && { port }),
    };
    const built = buildMatrix(connectivity, question);
    const matrix = isHiding ? hideUnreachable(built) : built;
    return { matrix, byPairs: { ...matrix, shortcuts: null } };
  });

function resolved(peer: Peer, index: number): ResolvedPeer {
  return peer.kind === 'workload'
    ? { kind: 'workload', index, peer, port: null }
    : { kind: 'external', index, peer, addresses: peer.addresses, port: null };
}

type Part = (index: number) => boolean;

function anyPart(): fc.Arbitrary<Part | null> {
  return fc.option(
    fc.integer({ min: 1, max: 255 }).map((bits) => (index: number) => ((bits >> (index % 8)) & 1) === 1),
  );
}

function check(isTrue: (one: Case) => void): void {
  fc.assert(fc.property(anyCase, isTrue), { numRuns: 300 });
}

test('blocks hold each pair of which there is something to say once, with its cell', () => {
  check(({ matrix }) => {
    const said = new Map<string, unknown>();
    for (const { sources, destinations, cell } of matrix.shortcuts?.blocks() ?? []) {
      for (const source of sources) {
        for (const destination of destinations) {
          if (source === destination) continue;
          expect(said.has(`${source} ${destination}`)).toBe(false);
          said.set(`${source} ${destination}`, cell);
        }
      }
    }
    const expected = [...entriesOf(matrix)].filter(
      ({ source, destination, cell }) => source !== destination && saysSomething(cell),
    );
    expect(said).toEqual(new Map(expected.map(({ source, destination, cell }) => [`${source} ${destination}`, cell])));
  });
});

test('pairs are counted as they are gone through', () => {
  check(({ matrix }) => {
    const all = [...matrix.peers.keys()];
    const [left, right] = [all.filter((index) => index % 3 !== 0), all.filter((index) => index % 2 === 0)];
    for (const [sources, destinations] of [
      [all, all],
      [left, right],
    ] as const) {
      const pairs = [...entriesOf(matrix)].filter(
        ({ source, destination }) =>
          source !== destination && sources.includes(source) && destinations.includes(destination),
      );
      expect(matrix.shortcuts?.countAsked(sources, destinations)).toBe(pairs.length);
    }
  });
});

test('peers that are alike have one row and one column', () => {
  check(({ matrix: { cell, peers, shortcuts } }) => {
    const groups = shortcuts?.alike() ?? [];
    expect(groups.flat().toSorted((left, right) => left - right)).toEqual([...peers.keys()]);
    for (const [first = 0, ...others] of groups) {
      for (const other of others) {
        for (const index of peers.keys()) {
          if (index === first || index === other) continue;
          expect(cell(first, index)).toEqual(cell(other, index));
          expect(cell(index, first)).toEqual(cell(index, other));
        }
      }
    }
  });
});

test('namespaces and summaries are those of the pairs', () => {
  check(({ matrix, byPairs }) => {
    const [grouped, expected] = [groupByNamespace(matrix), groupByNamespace(byPairs)];
    const written = (one: Matrix): unknown =>
      [...entriesOf(one)].map(({ source, destination, cell: { isRestricted: _, ...said } }) => ({
        source,
        destination,
        ...said,
        slices: [...said.slices]
          .map(({ families, ports }) => ({ families: families?.join(), ports }))
          .toSorted(byFamilies),
      }));
    expect(written(grouped)).toEqual(written(expected));
    expect(summarizeMatrix(matrix)).toEqual(summarizeMatrix(byPairs));
  });
});

function byFamilies(left: { families: string | undefined }, right: { families: string | undefined }): number {
  return (left.families ?? '') < (right.families ?? '') ? -1 : 1;
}
