/** The cluster as tests look at it: its verdicts, the names of its peers, and what the peers that tests write mean there. */

import { compileConnectivity } from '../../engine/compile.ts';
import type { Connectivity, Reach } from '../../engine/connectivity.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Family } from '../../model/ip.ts';
import { FAMILIES, familiesOf } from '../../model/ip.ts';
import type { PeerReference } from '../../model/peer-expression.ts';
import type { TestFile } from '../../model/tests.ts';
import { namePeers } from '../peer-names.ts';
import type { PeerContext, PeerResolution, ResolvedPeer } from '../resolve-peers.ts';
import { resolvePeers } from '../resolve-peers.ts';
import type { FindUnknownCauses } from '../unknown-causes.ts';
import { createUnknownCauses } from '../unknown-causes.ts';
import { referencesOf } from './references.ts';
import { hasDns, isWellKnownDns, namesDns, withDns } from './well-known-dns.ts';

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
  /** Returns the peers of a list by their index; remembered by list. */
  readonly indexOf: (peers: readonly ResolvedPeer[]) => ReadonlyMap<number, readonly ResolvedPeer[]>;
  /** Counts the peers of a list that are no pair with others of their kind, or with themselves; remembered by list. */
  readonly tallyOf: (peers: readonly ResolvedPeer[]) => PeerTally;
  /** Return whom a peer reaches, and who reaches it; remembered. */
  readonly reachedFrom: (index: number) => readonly Reach[];
  readonly reaching: (index: number) => readonly Reach[];
}

/** What of a list of peers makes pairs that are never judged. */
export interface PeerTally {
  /** Number of external peers. */
  readonly external: number;
  /** Families of their addresses. */
  readonly families: readonly Family[];
  /** Indexes of single pods. */
  readonly pods: ReadonlySet<number>;
}

/** Where tests are run: which file's, and in which namespace peers are that name none. */
export interface BenchContext {
  readonly file: TestFile;
  readonly namespace: string;
}

/** Returns the connectivity that the tests of a file need: with the DNS server if one names it and no manifest has it. */
export function connectivityFor(connectivity: Connectivity, context: BenchContext): Connectivity {
  const { cluster } = connectivity;
  if (hasDns(cluster)) return connectivity;
  const isDns = dnsTest(cluster, context);
  const needsDns = context.file.tests.some(({ expectation }) => referencesOf(expectation).some(isDns));
  return needsDns ? compileConnectivity(withDns(cluster)) : connectivity;
}

/** Sets up what `connectivityFor` returned. */
export function createBench(connectivity: Connectivity, context: BenchContext): Bench {
  const { cluster, peers } = connectivity;
  const { file, namespace } = context;
  const isDns = dnsTest(cluster, context);
  const hidden = peers.findIndex((peer) => peer.kind === 'workload' && isWellKnownDns(peer.workload));
  const peerContext: PeerContext = { connectivity, namespace, aliases: file.aliases };
  const names = namePeers(peers);
  const lookUp = lookUpByName(connectivity);
  return {
    connectivity,
    nameOf: (index) => names[index] ?? '',
    isHidden: (index) => index === hidden,
    unknownCauses: createUnknownCauses(connectivity).find,
    resolve: remember(
      ({ text }) => text,
      (reference) => {
        const resolution = lookUp(reference) ?? resolvePeers(reference, peerContext);
        if (resolution.kind === 'problem' || hidden === -1 || isDns(reference)) return resolution;
        const shown = resolution.peers.filter(({ index }) => index !== hidden);
        if (shown.length > 0) return { kind: 'peers', peers: shown };
        return { kind: 'problem', problem: { kind: 'nothing-matches', text: reference.text } };
      },
    ),
    indexOf: remember((list) => list, indexPeers),
    tallyOf: remember(
      (list) => list,
      (list) => ({
        external: list.filter(({ kind }) => kind === 'external').length,
        families: FAMILIES.filter((family) =>
          list.some((end) => end.kind === 'external' && familiesOf(end.addresses).includes(family)),
        ),
        pods: new Set(list.filter(isSinglePod).map(({ index }) => index)),
      }),
    ),
    reachedFrom: remember((index) => index, connectivity.reachedFrom),
    reaching: remember((index) => index, connectivity.reaching),
  };
}

function dnsTest(cluster: Cluster, { file, namespace }: BenchContext): (reference: PeerReference) => boolean {
  const isDns = ({ expression }: PeerReference, seen: readonly string[]): boolean => {
    if (expression.kind !== 'alias') return namesDns(expression, cluster, namespace);
    if (seen.includes(expression.name)) return false;
    return (file.aliases.get(expression.name) ?? []).some((member) => isDns(member, [...seen, expression.name]));
  };
  return (reference) => isDns(reference, []);
}

// `shop/api` is what tests name most; where it means one workload there is no need to search.
function lookUpByName({ peers }: Connectivity): (reference: PeerReference) => PeerResolution | null {
  const partsByName = new Map<string, ResolvedWorkload[]>();
  for (const [index, peer] of peers.entries()) {
    if (peer.kind === 'external') continue;
    const name = `${peer.workload.namespace}/${peer.workload.name}`;
    const parts = partsByName.get(name);
    const part: ResolvedWorkload = { kind: 'workload', index, peer, port: null };
    if (parts === undefined) partsByName.set(name, [part]);
    else parts.push(part);
  }
  return ({ expression, port }) => {
    if (expression.kind !== 'workload' || expression.namespace.kind !== 'name') return null;
    if (expression.workloadKind !== null || expression.part !== null) return null;
    const parts = partsByName.get(`${expression.namespace.name}/${expression.name}`) ?? [];
    const isOne = new Set(parts.map(({ peer }) => peer.workload)).size === 1;
    return isOne ? { kind: 'peers', peers: parts.map((part) => ({ ...part, port })) } : null;
  };
}

type ResolvedWorkload = Extract<ResolvedPeer, { readonly kind: 'workload' }>;

function isSinglePod(end: ResolvedPeer): boolean {
  return end.kind === 'workload' && end.peer.workload.kind === 'Pod';
}

function indexPeers(peers: readonly ResolvedPeer[]): ReadonlyMap<number, readonly ResolvedPeer[]> {
  const byIndex = new Map<number, ResolvedPeer[]>();
  for (const peer of peers) {
    const known = byIndex.get(peer.index);
    if (known === undefined) byIndex.set(peer.index, [peer]);
    else known.push(peer);
  }
  return byIndex;
}

function remember<Asked, Key, Answer>(
  keyOf: (asked: Asked) => Key,
  answer: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  const answers = new Map<Key, Answer>();
  return (asked) => {
    const key = keyOf(asked);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const given = answer(asked);
    answers.set(key, given);
    return given;
  };
}
