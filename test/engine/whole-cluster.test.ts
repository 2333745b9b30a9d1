/** Answers about whole clusters, computed over rectangles, are held to the same answers computed pair by pair. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity, FamilyPorts, Reach, Rectangle } from '../../src/engine/connectivity.ts';
import { isHalfOpen } from '../../src/engine/verdicts.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { equalPorts, isNoPorts, NO_PORTS, unionPorts } from '../../src/model/ports.ts';
import { anyCluster } from '../laws/arbitraries.ts';

function forEachCluster(check: (connectivity: Connectivity) => void): void {
  fc.assert(
    fc.property(anyCluster(), (cluster: Cluster) => check(compileConnectivity(cluster))),
    { numRuns: 150 },
  );
}

function pairsOf({ peers }: Connectivity): readonly (readonly [source: number, destination: number])[] {
  const isExternal = peers.map(({ kind }) => kind === 'external');
  return peers.flatMap((_, source) =>
    peers.flatMap((_peer, destination) =>
      isExternal[source] === true && isExternal[destination] === true ? [] : [[source, destination] as const],
    ),
  );
}

// Every pair of the rectangles, by `source,destination`; a pair that comes twice is a failure.
function spread(rectangles: Iterable<Rectangle>): ReadonlyMap<string, readonly FamilyPorts[]> {
  const pairs = new Map<string, readonly FamilyPorts[]>();
  for (const { sources, destinations, ports } of rectangles) {
    expect([...sources]).toHaveLength(sources.size);
    for (const source of sources) {
      for (const destination of destinations) {
        expect(pairs.has(`${source},${destination}`)).toBe(false);
        pairs.set(`${source},${destination}`, ports);
      }
    }
  }
  return pairs;
}

const isOpen = (ports: readonly FamilyPorts[]): boolean => ports.some(({ open }) => !isNoPorts(open));
const isPossible = (ports: readonly FamilyPorts[]): boolean =>
  ports.some(({ open, unknown }) => !isNoPorts(open) || !isNoPorts(unknown));

function expectPairs(
  connectivity: Connectivity,
  rectangles: Iterable<Rectangle>,
  belongs: (ports: readonly FamilyPorts[]) => boolean,
): void {
  const expected = pairsOf(connectivity).flatMap(([source, destination]) => {
    const ports = connectivity.between(source, destination);
    return belongs(ports) ? [[`${source},${destination}`, ports] as const] : [];
  });
  expect(spread(rectangles)).toEqual(new Map(expected));
}

describe('rectangles', () => {
  test('hold every pair exactly once', () => {
    forEachCluster((connectivity) => expectPairs(connectivity, connectivity.rectangles(), () => true));
  });

  test('that are possible hold what is open or unknown', () => {
    forEachCluster((connectivity) => expectPairs(connectivity, connectivity.possibleRectangles(), isPossible));
  });

  test('that are half-open hold what is half-open', () => {
    forEachCluster((connectivity) => expectPairs(connectivity, connectivity.halfOpenRectangles(), isHalfOpen));
  });
});

test('counts are those of pairs of different peers', () => {
  forEachCluster((connectivity) => {
    const pairs = pairsOf(connectivity)
      .filter(([source, destination]) => source !== destination)
      .map(([source, destination]) => connectivity.between(source, destination));
    const open = pairs.filter(isOpen).length;
    const unknown = pairs.filter(isPossible).length - open;
    expect(connectivity.countPairs()).toEqual({ open, unknown, pairs: pairs.length });
  });
});

test('reach is a row or a column', () => {
  forEachCluster((connectivity) => {
    const spreadReach = (reaches: readonly Reach[]): ReadonlyMap<number, readonly FamilyPorts[]> =>
      new Map(reaches.flatMap(({ peers, ports }) => [...peers].map((peer) => [peer, ports] as const)));
    const expectReach = (reaches: readonly Reach[], between: (other: number) => readonly FamilyPorts[]): void => {
      const expected = connectivity.peers.flatMap((_, other) => {
        const ports = between(other);
        return isPossible(ports) ? [[other, ports] as const] : [];
      });
      expect(spreadReach(reaches)).toEqual(new Map(expected));
    };
    for (const peer of connectivity.peers.keys()) {
      expectReach(connectivity.reachedFrom(peer), (other) => connectivity.between(peer, other));
      expectReach(connectivity.reaching(peer), (other) => connectivity.between(other, peer));
    }
  });
});

test('folded peers have the same row and the same column', () => {
  forEachCluster((connectivity) => {
    const folded = connectivity.foldPeers();
    expect(folded.flat().toSorted((left, right) => left - right)).toEqual([...connectivity.peers.keys()]);
    for (const [first = 0, ...others] of folded) {
      for (const member of others) {
        expect(connectivity.peers[member]?.kind).toBe(connectivity.peers[first]?.kind);
        for (const peer of connectivity.peers.keys()) {
          expect(connectivity.between(member, peer)).toEqual(connectivity.between(first, peer));
          expect(connectivity.between(peer, member)).toEqual(connectivity.between(peer, first));
        }
      }
    }
  });
});

test('the namespace matrix adds up pairs', () => {
  forEachCluster((connectivity) => {
    const { groups, pairs } = connectivity.rollUpNamespaces();
    const membersOf = groups.map((group) => (group.kind === 'external' ? [group.peer] : group.peers));
    const found = new Map(pairs.map((pair) => [`${pair.source},${pair.destination}`, pair]));
    for (const [source, from] of membersOf.entries()) {
      for (const [destination, to] of membersOf.entries()) {
        const verdicts = from.flatMap((one) =>
          to.flatMap((other) => (one === other ? [] : [connectivity.between(one, other)])),
        );
        const pair = found.get(`${source},${destination}`);
        expect(pair?.open ?? 0).toBe(verdicts.filter(isOpen).length);
        expect(pair?.unknown ?? 0).toBe(verdicts.filter(isPossible).length - verdicts.filter(isOpen).length);
        if (pair === undefined) continue;
        expect(pair.of).toBe(verdicts.length);
        const openPorts = verdicts.flat().reduce((set, { open }) => unionPorts(set, open), NO_PORTS);
        const unknownPorts = verdicts.flat().reduce((set, { unknown }) => unionPorts(set, unknown), NO_PORTS);
        expect(equalPorts(pair.openPorts, openPorts)).toBe(true);
        expect(equalPorts(pair.unknownPorts, unknownPorts)).toBe(true);
      }
    }
  });
});
