/** What must not change a verdict, and in which direction a new policy may change one. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity, SidePorts } from '../../src/engine/connectivity.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { intersectAddresses, isNoAddresses } from '../../src/model/ip.ts';
import { compareNamed, compareText } from '../../src/model/order.ts';
import type { Peer } from '../../src/model/peers.ts';
import type { Policy, Rule } from '../../src/model/policy.ts';
import { DIRECTIONS } from '../../src/model/policy.ts';
import { NO_PORTS, subtractPorts, unionPorts } from '../../src/model/ports.ts';
import { loadFiles } from '../load.ts';
import { answersOf } from './answers.ts';
import { anyCluster, anyExtraPolicy, anyReadableCluster } from './arbitraries.ts';
import { choicesOf, printDocuments, printManifests } from './manifests.ts';
import { pairsOf } from './questions.ts';
import { renameNamespace } from './rename.ts';
import { RUNS } from './runs.ts';

describe('the verdicts stay the same', () => {
  test('in whatever order policies, rules and their items come', () => {
    fc.assert(
      fc.property(
        anyCluster().chain((cluster) => fc.tuple(fc.constant(cluster), anyOrder(cluster))),
        ([cluster, mixed]) => {
          expectEqual(answersOf(compileConnectivity(mixed)), answersOf(compileConnectivity(cluster)), cluster);
        },
      ),
      { numRuns: RUNS / 40 },
    );
  });

  test('when a cluster is printed as manifests and read in another order of files', () => {
    const printed = anyReadableCluster().chain((cluster) =>
      fc.tuple(fc.constant(cluster), anyShuffle(printDocuments(cluster))),
    );
    fc.assert(
      fc.property(printed, ([cluster, documents]) => {
        const files = documents.map((text, index) => ({ name: `${index}.yaml`, text }));
        const { cluster: read, diagnostics } = loadFiles(files, choicesOf(cluster));
        expectEqual(
          diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`),
          [],
          cluster,
        );
        expectEqual(answersOf(compileConnectivity(read)), answersOf(compileConnectivity(cluster)), cluster);
      }),
      { numRuns: RUNS / 40 },
    );
  });

  test('when a namespace gets another name everywhere', () => {
    fc.assert(
      fc.property(anyCluster(), (cluster) => {
        const renamed = answersOf(compileConnectivity(renameNamespace(cluster, 'a', 'zone')));
        const expected = answersOf(compileConnectivity(cluster)).map((line) =>
          line.replaceAll(/(^|> )a\//g, '$1zone/'),
        );
        expectEqual(renamed, expected.toSorted(compareText), cluster);
      }),
      { numRuns: RUNS / 40 },
    );
  });
});

test('a further policy takes nothing from pods in the directions in which they are isolated already', () => {
  fc.assert(
    fc.property(anyCluster(), anyExtraPolicy(), (cluster, extra) => {
      const before = compileConnectivity(cluster);
      const after = compileConnectivity({ ...cluster, policies: [...cluster.policies, extra].toSorted(compareNamed) });
      for (const [source, destination] of pairsOf(before)) {
        const then = heirsOf(before, source, after).flatMap((from) =>
          heirsOf(before, destination, after).flatMap((to) => after.between(from, to)),
        );
        for (const was of before.between(source, destination))
          for (const is of then.filter(({ family }) => family === was.family))
            for (const direction of DIRECTIONS)
              if (was[direction].isolated) expectNoLoss(was[direction], is[direction]);
      }
    }),
    { numRuns: RUNS / 40 },
  );
});

function expectEqual(actual: readonly string[], wanted: readonly string[], cluster: Cluster): void {
  expect(actual.join('\n'), printManifests(cluster)).toBe(wanted.join('\n'));
}

/** Returns the peers of another connectivity that have a pod or an address of a peer. */
function heirsOf(before: Connectivity, index: number, after: Connectivity): readonly number[] {
  const was = before.peers[index];
  return after.peers.flatMap((is, heir) => (was !== undefined && sharesSomething(was, is) ? [heir] : []));
}

function sharesSomething(left: Peer, right: Peer): boolean {
  if (left.kind === 'workload') return right.kind === 'workload' && left.pods.some((pod) => right.pods.includes(pod));
  return right.kind === 'external' && !isNoAddresses(intersectAddresses(left.addresses, right.addresses));
}

function expectNoLoss(was: SidePorts, is: SidePorts): void {
  expect(subtractPorts(was.open, is.open)).toEqual(NO_PORTS);
  expect(subtractPorts(unionPorts(was.open, was.unknown), unionPorts(is.open, is.unknown))).toEqual(NO_PORTS);
}

/** Generates the cluster with its policies, their rules, and the items of these in another order. */
function anyOrder(cluster: Cluster): fc.Arbitrary<Cluster> {
  return fc
    .tuple(...cluster.policies.map(anyOrderOfPolicy))
    .chain(anyShuffle)
    .map((policies) => ({ ...cluster, policies }));
}

function anyOrderOfPolicy(policy: Policy): fc.Arbitrary<Policy> {
  return fc
    .record({ ingress: anyOrderOfRules(policy.rules.ingress), egress: anyOrderOfRules(policy.rules.egress) })
    .map((rules) => ({ ...policy, rules }));
}

function anyOrderOfRules(rules: readonly Rule[]): fc.Arbitrary<readonly Rule[]> {
  return fc
    .tuple(
      ...rules.map((rule) =>
        fc
          .record({ peers: anyOrderOfItems(rule.peers), ports: anyOrderOfItems(rule.ports) })
          .map((mixed): Rule => ({ ...rule, ...mixed })),
      ),
    )
    .chain(anyShuffle);
}

function anyOrderOfItems<T>(items: 'all' | readonly T[]): fc.Arbitrary<'all' | readonly T[]> {
  return items === 'all' ? fc.constant(items) : anyShuffle(items);
}

function anyShuffle<T>(items: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}
