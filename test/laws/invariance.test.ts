/** What must not change a verdict, and in which direction a new policy may change one. */

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity, SidePorts } from '../../src/engine/connectivity.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { intersectAddresses, isNoAddresses } from '../../src/model/ip.ts';
import { compareNamed, compareText } from '../../src/model/order.ts';
import type { Peer } from '../../src/model/peers.ts';
import { DIRECTIONS } from '../../src/model/policy.ts';
import { NO_PORTS, subtractPorts, unionPorts } from '../../src/model/ports.ts';
import { loadFiles } from '../load.ts';
import { answersOf } from './answers.ts';
import { anyCluster, anyExtraPolicy, anyReadableCluster } from './arbitraries.ts';
import { law } from './law.ts';
import { choicesOf, printDocuments, printManifests } from './manifests.ts';
import { pairsOf } from './questions.ts';
import { renameNamespace } from './rename.ts';
import { anyOrderOf, anyShuffle } from './shuffles.ts';

describe('the verdicts stay the same', () => {
  const reordered = anyCluster().chain((cluster) => fc.tuple(fc.constant(cluster), anyOrderOf(cluster)));
  law('in whatever order policies, rules and their items come', 'often', [reordered], ([cluster, mixed]) => {
    expectEqual(answersOf(mixed), answersOf(cluster), cluster);
  });

  const printed = anyReadableCluster().chain((cluster) =>
    fc.tuple(fc.constant(cluster), anyShuffle(printDocuments(cluster))),
  );
  law('when a cluster is printed as manifests and read in any order', 'often', [printed], ([cluster, documents]) => {
    const files = documents.map((text, index) => ({ name: `${index}.yaml`, text }));
    const { cluster: read, diagnostics } = loadFiles(files, choicesOf(cluster));
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expectEqual(
      errors.map(({ code, path }) => `${code} ${path}`),
      [],
      cluster,
    );
    expectEqual(answersOf(read), answersOf(cluster), cluster);
  });

  law('when a namespace gets another name everywhere', 'often', [anyCluster()], (cluster) => {
    const renamed = answersOf(cluster).map((line) => line.replaceAll(/(^|> )a\//g, '$1zone/'));
    expectEqual(answersOf(renameNamespace(cluster, 'a', 'zone')), renamed.toSorted(compareText), cluster);
  });
});

const further = 'a further policy takes nothing from pods in the directions in which they are isolated already';
law(further, 'often', [anyCluster(), anyExtraPolicy()], (cluster, extra) => {
  const before = compileConnectivity(cluster);
  const after = compileConnectivity({ ...cluster, policies: [...cluster.policies, extra].toSorted(compareNamed) });
  for (const [source, destination] of pairsOf(before)) {
    const then = heirsOf(before, source, after).flatMap((from) =>
      heirsOf(before, destination, after).flatMap((to) => after.between(from, to)),
    );
    for (const was of before.between(source, destination))
      for (const is of then.filter(({ family }) => family === was.family))
        for (const direction of DIRECTIONS) if (was[direction].isolated) expectNoLoss(was[direction], is[direction]);
  }
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
