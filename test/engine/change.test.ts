/** Differences, and clusters after an edit, are held to what compiling both clusters from scratch says of each pair. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareClusters, compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity, Difference, FamilyPorts } from '../../src/engine/connectivity.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { equalPorts } from '../../src/model/ports.ts';
import { cluster, ipBlock, labels, pod, podsHere, podsIn, policy } from '../builders.ts';
import { anyCluster, anyExtraPolicy } from '../laws/arbitraries.ts';

function sameOutcome(before: readonly FamilyPorts[], after: readonly FamilyPorts[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ family, open, unknown }, index) => {
      const other = after[index];
      return (
        other !== undefined &&
        family === other.family &&
        equalPorts(open, other.open) &&
        equalPorts(unknown, other.unknown)
      );
    })
  );
}

function isPair({ peers }: Connectivity, source: number, destination: number): boolean {
  return peers[source]?.kind !== 'external' || peers[destination]?.kind !== 'external';
}

function expectTrueDifference({ before, after, beforeOf, changes, added, removed }: Difference): void {
  const found = new Map<string, readonly [before: readonly FamilyPorts[], after: readonly FamilyPorts[]]>();
  for (const change of changes()) {
    for (const source of change.sources) {
      for (const destination of change.destinations) {
        expect(found.has(`${source},${destination}`)).toBe(false);
        found.set(`${source},${destination}`, [change.before, change.after]);
      }
    }
  }
  const expected = new Map<string, readonly [before: readonly FamilyPorts[], after: readonly FamilyPorts[]]>();
  for (const [source, oldSource] of beforeOf.entries()) {
    for (const [destination, oldDestination] of beforeOf.entries()) {
      if (oldSource === null || oldDestination === null || !isPair(after, source, destination)) continue;
      const verdicts = [before.between(oldSource, oldDestination), after.between(source, destination)] as const;
      if (!sameOutcome(...verdicts)) expected.set(`${source},${destination}`, verdicts);
    }
  }
  expect(found).toEqual(expected);
  expect(added).toEqual([...after.peers.keys()].filter((index) => beforeOf[index] === null));
  expect(removed).toEqual([...before.peers.keys()].filter((index) => !beforeOf.includes(index)));
}

// The peers of a cluster compiled together with another one may be cut finer, so pods and addresses are compared.
function expectSameVerdicts(one: Connectivity, fresh: Connectivity): void {
  const partOf = one.peers.map((peer) =>
    fresh.peers.findIndex((other) =>
      peer.kind === 'workload'
        ? other.kind === 'workload' && peer.pods.every((each) => other.pods.includes(each))
        : other.kind === 'external' &&
          isWithin(peer.addresses.v4, other.addresses.v4, peer.addresses.v6, other.addresses.v6),
    ),
  );
  expect(partOf).not.toContain(-1);
  for (const [source, freshSource] of partOf.entries())
    for (const [destination, freshDestination] of partOf.entries())
      expect(
        sameOutcome(
          one.between(source, destination),
          withFamilies(one, source, destination, fresh.between(freshSource, freshDestination)),
        ),
      ).toBe(true);
}

// A finer external peer may have lost a family that the whole one has.
function withFamilies(
  one: Connectivity,
  source: number,
  destination: number,
  verdict: readonly FamilyPorts[],
): readonly FamilyPorts[] {
  const ends = [one.peers[source], one.peers[destination]];
  return verdict.filter(({ family }) =>
    ends.every(
      (end) => end?.kind !== 'external' || (family === 'IPv4' ? end.addresses.v4 : end.addresses.v6).length > 0,
    ),
  );
}

function isWithin(
  v4: readonly number[],
  wholeV4: readonly number[],
  v6: readonly bigint[],
  wholeV6: readonly bigint[],
): boolean {
  return startsWithin(v4, wholeV4) && startsWithin(v6, wholeV6);
}

function startsWithin<T extends number | bigint>(part: readonly T[], whole: readonly T[]): boolean {
  return part.every((bound, index) => index % 2 === 1 || whole.filter((cut) => cut <= bound).length % 2 === 1);
}

describe('the difference of two clusters', () => {
  test('is what their verdicts differ in', () => {
    fc.assert(
      fc.property(anyCluster(), anyCluster(), (before, after) => expectTrueDifference(compareClusters(before, after))),
      { numRuns: 150 },
    );
  });

  test('of one cluster with other policies is what their verdicts differ in', () => {
    fc.assert(
      fc.property(anyCluster(), anyCluster(), (before, other) =>
        expectTrueDifference(compareClusters(before, withPolicies(before, other.policies))),
      ),
      { numRuns: 150 },
    );
  });

  test('gives the verdicts that each has alone', () => {
    fc.assert(
      fc.property(anyCluster(), anyCluster(), (left, right) => {
        const { before, after } = compareClusters(left, right);
        expectSameVerdicts(before, compileConnectivity(left));
        expectSameVerdicts(after, compileConnectivity(right));
      }),
      { numRuns: 150 },
    );
  });

  test('swaps before and after with its arguments', () => {
    const [one, other] = [
      cluster({ pods: [pod({ name: 'a' }), pod({ name: 'b' })] }),
      cluster({ pods: [pod({ name: 'a' }), pod({ name: 'b' })], policies: [policy({ ingress: [] })] }),
    ];
    const count = (difference: Difference): readonly number[] =>
      [...difference.changes()].map(({ sources, destinations }) => sources.size * destinations.size);
    expect(count(compareClusters(one, other))).toEqual(count(compareClusters(other, one)));
    expect(count(compareClusters(one, one))).toEqual([]);
  });
});

function withPolicies(base: Cluster, policies: Cluster['policies']): Cluster {
  return { ...base, policies: policies.filter(({ namespace }) => base.namespaces.has(namespace)) };
}

/** One edit of a cluster. */
type Edit = (cluster: Cluster) => Cluster;

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  anyExtraPolicy().map(
    (extra): Edit =>
      (old) =>
        withPolicies(old, [...old.policies, extra]),
  ),
  fc.nat().map(
    (pick): Edit =>
      (old) =>
        withPolicies(
          old,
          old.policies.filter((_, index) => index !== pick % old.policies.length),
        ),
  ),
  fc.tuple(fc.nat(), fc.constantFrom('x', 'y')).map(
    ([pick, value]): Edit =>
      (old) => {
        const namespace = [...old.namespaces.values()][pick % old.namespaces.size];
        if (namespace === undefined) return old;
        const values = { ...Object.fromEntries(namespace.labels.values), team: value };
        return {
          ...old,
          namespaces: new Map([...old.namespaces, [namespace.name, { ...namespace, labels: labels(values) }]]),
        };
      },
  ),
  fc.tuple(fc.nat(), anyCluster()).map(
    ([pick, { workloads }]): Edit =>
      (old) => {
        const donor = workloads[pick % workloads.length];
        return {
          ...old,
          workloads: old.workloads.map((workload, index) =>
            donor === undefined || index !== pick % old.workloads.length
              ? workload
              : { ...workload, pods: donor.pods.map((each) => ({ ...each, namespace: workload.namespace })) },
          ),
        };
      },
  ),
);

describe('an edit', () => {
  test('gives the verdicts that compiling from scratch gives, also after many', () => {
    fc.assert(
      fc.property(anyCluster(), fc.array(anyEdit, { minLength: 1, maxLength: 5 }), (first, edits) => {
        let current = compileConnectivity(first);
        for (const edit of edits) {
          const difference = current.update(edit(current.cluster));
          expectTrueDifference(difference);
          expectSameVerdicts(difference.after, compileConnectivity(difference.after.cluster));
          current = difference.after;
        }
      }),
      { numRuns: 200 },
    );
  });

  test('of a policy keeps the peers where it mentions nothing new', () => {
    const allow = policy({ name: 'allow', podSelector: { app: 'x' }, ingress: [{ peers: [podsHere({ app: 'y' })] }] });
    const base = cluster({
      pods: [pod({ name: 'a', labels: { app: 'x' } }), pod({ name: 'b', labels: { app: 'y' } })],
      policies: [allow, policy({ name: 'out', egress: [{ peers: [ipBlock('10.0.0.0/8'), podsIn({})] }] })],
    });
    const connectivity = compileConnectivity(base);
    const changed = policy({
      name: 'allow',
      podSelector: { app: 'y' },
      ingress: [{ peers: [podsHere({ app: 'x' })] }],
    });
    const { before, after, changes } = connectivity.update({ ...base, policies: [changed, ...base.policies.slice(1)] });
    expect(before.peers).toBe(connectivity.peers);
    expect(after.peers.map(({ id }) => id)).toEqual(connectivity.peers.map(({ id }) => id));
    expect([...changes()].length).toBeGreaterThan(0);
  });
});
