/** netpol agrees with network-config-analyzer on every pair of its clusters. */

import { expect, test } from 'vitest';
import type { Connectivity } from '../../src/engine/connectivity.ts';
import type { WorkloadPeer } from '../../src/model/peers.ts';
import type { PeerFinder } from './compare.ts';
import { compareRows, rangesOf } from './compare.ts';
import { loadCase } from './load-case.ts';
import type { CorpusCase } from './read.ts';
import { readCases, readRows } from './read.ts';

test('every pair of every cluster', () => {
  expect(readCases('pairs').flatMap(differences)).toEqual([]);
});

function differences(one: CorpusCase): readonly string[] {
  const ownerOf = new Map(readRows(one.expected('peers.tsv')).map(([pod = '', owner = '']) => [pod, owner]));
  const isKnown = (end: string): boolean => rangesOf(end).length > 0 || ownerOf.has(end);
  const rows = readRows(one.expected('pairs.tsv'))
    .map(([source = '', destination = '', ports = '']) => ({ source, destination, ports }))
    .filter(({ source, destination }) => isKnown(source) && isKnown(destination));
  const lines = compareRows(loadCase('pairs', one), rows, [...ownerOf.keys()], finderOf(ownerOf));
  return lines.map((line) => `${one.name}: ${line}`);
}

// Its peers are the pods of the manifest, or `name-1` and `name-2` for those of a template.
function finderOf(ownerOf: ReadonlyMap<string, string>): PeerFinder {
  return ({ peers }: Connectivity, pod: string) => {
    const indexes = (isMeant: (peer: WorkloadPeer) => boolean): readonly number[] =>
      peers.flatMap((peer, index) => (peer.kind === 'workload' && isMeant(peer) ? [index] : []));
    const holding = indexes(({ pods }) => pods.some(({ namespace, name }) => `${namespace}/${name}` === pod));
    const owner = ownerOf.get(pod)?.replace(/\([\w-]+\)$/, '');
    return holding.length > 0 ? holding : indexes(({ workload }) => `${workload.namespace}/${workload.name}` === owner);
  };
}
