/** The cluster as tests look at it: its verdicts, the names of its peers, and what the peers that tests write mean there. */

import { compileConnectivity } from '../../engine/compile.ts';
import type { Connectivity } from '../../engine/connectivity.ts';
import type { PeerReference } from '../../model/peer-expression.ts';
import type { TestFile } from '../../model/tests.ts';
import { namePeers } from '../peer-names.ts';
import type { PeerContext, PeerResolution } from '../resolve-peers.ts';
import { resolvePeers } from '../resolve-peers.ts';
import type { FindUnknownCauses } from '../unknown-causes.ts';
import { createUnknownCauses } from '../unknown-causes.ts';
import { referencesOf } from './references.ts';
import { DNS_ID, hasDns, namesDns, withDns } from './well-known-dns.ts';

/** What every test is run on. */
export interface Bench {
  /** With the well-known DNS server where a test names it and no manifest has it. */
  readonly connectivity: Connectivity;
  /** Returns what people call a peer, by its index. */
  readonly nameOf: (index: number) => string;
  /** Tells whether a peer is the well-known DNS server, which only tests that name it know of. */
  readonly isHidden: (index: number) => boolean;
  /** Returns why something is unknown between two peers. */
  readonly unknownCauses: FindUnknownCauses;
  /** Finds the peers that a reference means; remembered, since tests name the same peers over and over. */
  readonly resolve: (reference: PeerReference) => PeerResolution;
}

/** Sets a cluster up for the tests of a file; `namespace` is that of peers that name none. */
export function createBench(file: TestFile, connectivity: Connectivity, namespace: string): Bench {
  const { cluster } = connectivity;
  const isDns = ({ expression }: PeerReference): boolean =>
    expression.kind === 'alias'
      ? (file.aliases.get(expression.name) ?? []).some(isDns)
      : namesDns(expression, cluster, namespace);
  const needsDns = !hasDns(cluster) && file.tests.some(({ expectation }) => referencesOf(expectation).some(isDns));
  const tested = needsDns ? compileConnectivity(withDns(cluster)) : connectivity;
  const hidden = needsDns
    ? tested.peers.findIndex((peer) => peer.kind === 'workload' && peer.workload.id === DNS_ID)
    : -1;
  const context: PeerContext = { connectivity: tested, namespace, aliases: file.aliases };
  const names = namePeers(tested.peers);
  return {
    connectivity: tested,
    nameOf: (index) => names[index] ?? '',
    isHidden: (index) => index === hidden,
    unknownCauses: createUnknownCauses(tested),
    resolve: remember((reference) => {
      const resolution = resolvePeers(reference, context);
      if (resolution.kind === 'problem' || hidden === -1 || isDns(reference)) return resolution;
      const peers = resolution.peers.filter(({ index }) => index !== hidden);
      return peers.length > 0
        ? { kind: 'peers', peers }
        : { kind: 'problem', problem: { kind: 'nothing-matches', text: reference.text } };
    }),
  };
}

function remember(resolve: (reference: PeerReference) => PeerResolution): (reference: PeerReference) => PeerResolution {
  const resolved = new Map<string, PeerResolution>();
  return (reference) => {
    const resolution = resolved.get(reference.text) ?? resolve(reference);
    resolved.set(reference.text, resolution);
    return resolution;
  };
}
