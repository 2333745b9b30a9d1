/** netpol agrees with np-guard's netpol-analyzer on every connection of its directories of real manifests. */

import { expect, test } from 'vitest';
import type { Connectivity } from '../../src/engine/connectivity.ts';
import { compareRows } from './compare.ts';
import { ENDED } from './differences.ts';
import { loadCase } from './load-case.ts';
import type { CorpusCase } from './read.ts';
import { readCases } from './read.ts';

interface Connection {
  readonly src: string;
  readonly dst: string;
  readonly conn: string;
}

test('every connection of every directory', () => {
  expect(readCases('connectivity').flatMap(differences)).toEqual([]);
});

function differences(one: CorpusCase): readonly string[] {
  const connections: readonly Connection[] = JSON.parse(one.expected('expected.json'));
  const ended = ENDED.get(`connectivity/${one.name}`) ?? [];
  const rows = connections
    .filter(({ src, dst }) => !ended.includes(src) && !ended.includes(dst))
    .map(({ src, dst, conn }) => ({ source: src, destination: dst, ports: conn }));
  return compareRows(loadCase('connectivity', one), rows, [], findPeers).map((line) => `${one.name}: ${line}`);
}

// Its peers are `namespace/name[Kind]` by the direct owner, so that a ReplicaSet stays one.
function findPeers({ peers }: Connectivity, name: string): readonly number[] {
  const [, namespace, own = '', kind] = /^([^/]+)\/(.+)\[(\w+)\]$/.exec(name) ?? [];
  const names = kind === 'ReplicaSet' ? [own, own.replace(/-[^-]+$/, '')] : [own];
  return [...peers.keys()].filter((index) => {
    const peer = peers[index];
    return peer?.kind === 'workload' && peer.workload.namespace === namespace && names.includes(peer.workload.name);
  });
}
