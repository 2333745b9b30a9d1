/**
 * The specification agrees with two independent evaluators on every cell of the corpus's truth tables, side by
 * side.
 */

import { expect, test } from 'vitest';
import type { Cluster, Pod } from '../../src/model/cluster.ts';
import { PROTOCOLS } from '../../src/model/ports.ts';
import type { FamilyJudgement, Verdict } from '../../src/model/verdict.ts';
import { judge } from '../../src/semantics/judge.ts';
import { end } from '../builders.ts';
import type { CorpusCase } from '../corpus/read.ts';
import { readCases } from '../corpus/read.ts';
import { loadFiles } from '../load.ts';

/** `1` in row i and column j: pods[i] reaches pods[j]. */
type Grid = readonly string[];

interface Expected {
  readonly pods: readonly string[];
  readonly ports: readonly string[];
  readonly tables: Readonly<Record<string, Readonly<Record<'combined' | 'egress' | 'ingress', Grid>>>>;
}

test('every cell of every table', () => {
  expect(readCases('truth-tables').flatMap(differences)).toEqual([]);
});

function differences({ name, files, expected }: CorpusCase): readonly string[] {
  const { cluster } = loadFiles(files);
  const { pods, ports, tables }: Expected = JSON.parse(expected('expected.json'));
  return ports.flatMap((port) => {
    const judged = pods.map((from) => pods.map((to) => (from === to ? null : familyOf(cluster, from, to, port))));
    const gridOf = (verdictOf: (family: FamilyJudgement) => Verdict): Grid =>
      judged.map((row) => row.map((family) => (family === null ? '-' : BITS[verdictOf(family)])).join(''));
    const actual = {
      combined: gridOf(({ verdict }) => verdict),
      egress: gridOf(({ egress }) => egress.verdict),
      ingress: gridOf(({ ingress }) => ingress.verdict),
    };
    return (['combined', 'egress', 'ingress'] as const)
      .filter((side) => actual[side].join() !== withoutDiagonal(tables[port]?.[side] ?? []).join())
      .map((side) => `${name} ${port} ${side}: ${actual[side].join(' ')}`);
  });
}

const BITS: Readonly<Record<Verdict, string>> = { allowed: '1', denied: '0', unknown: '?' };

function familyOf(cluster: Cluster, from: string, to: string, port: string): FamilyJudgement {
  const [name, number] = port.split('/');
  const protocol = PROTOCOLS.find((one) => one === name);
  if (protocol === undefined) throw new Error(`no such protocol: ${port}`);
  const ends = { source: end(podOf(cluster, from)), destination: end(podOf(cluster, to)) };
  const [family, ...more] = judge(cluster, { ...ends, protocol, port: Number(number) }).families;
  if (family === undefined || more.length > 0) throw new Error('these pods have one family');
  return family;
}

function podOf(cluster: Cluster, id: string): Pod {
  const pods = cluster.workloads.flatMap((workload) => workload.pods);
  const found = pods.find(({ namespace, name }) => `${namespace}/${name}` === id);
  if (found === undefined) throw new Error(`no such pod: ${id}`);
  return found;
}

function withoutDiagonal(grid: Grid): Grid {
  return grid.map((row, index) => `${row.slice(0, index)}-${row.slice(index + 1)}`);
}
