/** netpol agrees with the single expectations that authors of NetworkPolicy recipes wrote by hand. */

import { expect, test } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import { hasAddress, parseAddress } from '../../src/model/ip.ts';
import { equalPorts } from '../../src/model/ports.ts';
import { openPorts, parsePorts } from './compare.ts';
import { loadCase } from './load-case.ts';
import type { CorpusCase } from './read.ts';
import { readCases } from './read.ts';

interface Probe {
  readonly src: string;
  readonly dst: string;
  readonly connections: string;
}

test('every probe of every recipe', () => {
  // The other cases are of the admin tiers.
  expect(readCases('probes', (name) => name.startsWith('recipes_')).flatMap(differences)).toEqual([]);
});

function differences(one: CorpusCase): readonly string[] {
  const connectivity = compileConnectivity(loadCase('probes', one));
  const indexOf = (end: string): number => {
    const address = parseAddress(end);
    return connectivity.peers.findIndex((peer) =>
      peer.kind === 'workload'
        ? peer.id === end.replace('/', '/pod/')
        : address !== undefined && hasAddress(peer.addresses, address),
    );
  };
  const { probes }: { readonly probes: readonly Probe[] } = JSON.parse(one.expected('probes.json'));
  return probes
    .filter(
      ({ src, dst, connections }) =>
        !equalPorts(openPorts(connectivity, indexOf(src), indexOf(dst)), parsePorts(connections)),
    )
    .map(({ src, dst, connections }) => `${one.name}: ${src} -> ${dst} is not ${connections}`);
}
