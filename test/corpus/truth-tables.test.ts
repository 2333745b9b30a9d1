/** The engine agrees with two independent evaluators on every cell of the corpus's truth tables. */

import { expect, test } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import { hasPort, PROTOCOLS } from '../../src/model/ports.ts';
import { loadFiles } from '../load.ts';
import { openPorts } from './compare.ts';
import type { CorpusCase } from './read.ts';
import { readCases } from './read.ts';

interface Expected {
  readonly pods: readonly string[];
  /** By protocol and port; `1` in row i and column j of `combined`: pods[i] reaches pods[j]. */
  readonly tables: Readonly<Record<string, { readonly combined: readonly string[] }>>;
}

test('every cell of every table', () => {
  expect(readCases('truth-tables').flatMap(differences)).toEqual([]);
});

function differences({ name, files, expected }: CorpusCase): readonly string[] {
  const connectivity = compileConnectivity(loadFiles(files).cluster);
  const { pods, tables }: Expected = JSON.parse(expected('expected.json'));
  const peers = pods.map((pod) =>
    connectivity.peers.findIndex((peer) => peer.kind === 'workload' && peer.id === pod.replace('/', '/pod/')),
  );
  return Object.entries(tables).flatMap(([port, { combined }]) => {
    const [protocolName, number] = port.split('/');
    const protocol = PROTOCOLS.find((one) => one === protocolName) ?? 'TCP';
    const actual = peers.map((source, row) =>
      peers
        .map((destination, column) => {
          // A pod reaches itself always.
          if (source === destination) return combined[row]?.[column];
          return hasPort(openPorts(connectivity, source, destination), protocol, Number(number)) ? '1' : '0';
        })
        .join(''),
    );
    return actual.join() === combined.join() ? [] : [`${name} ${port}: ${actual.join(' ')}`];
  });
}
