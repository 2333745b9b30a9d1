/**
 * Why verdicts are unknown: the ipBlocks that cover, in part, the range in which a pod without address has one.
 * The engine says that a verdict is unknown, this says what to mend.
 */

import type { Connectivity, FamilyPorts } from '../engine/connectivity.ts';
import type { Cluster, Pod } from '../model/cluster.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { Family, IpSet } from '../model/ip.ts';
import { equalAddresses, intersectAddresses, isNoAddresses } from '../model/ip.ts';
import { compareText } from '../model/order.ts';
import type { Peer } from '../model/peers.ts';
import type { Direction, IpBlockPeer, Rule } from '../model/policy.ts';
import { DIRECTIONS } from '../model/policy.ts';
import type { PortSet } from '../model/ports.ts';
import { ALL_PORTS, intersectPorts, isNoPorts, NO_PORTS, unionPorts } from '../model/ports.ts';
import type { Place } from '../model/provenance.ts';
import { positionOf } from '../model/provenance.ts';
import { isolatingPolicies } from '../semantics/isolation.ts';
import type { MatrixBlock } from './matrix-blocks.ts';
import type { AskedDirection } from './pair.ts';
import { portsOfItem } from './port-question.ts';

/** An ipBlock that leaves verdicts unknown, and the setting whose range it cuts. */
export interface UnknownCause {
  readonly block: IpBlockPeer;
  readonly setting: 'podCIDRs' | 'nodeCIDRs';
}

/** Returns the causes of what is unknown between two peers, given by index; empty where nothing is. */
export type FindUnknownCauses = (source: number, destination: number) => readonly UnknownCause[];

/** What is known of causes. */
export interface UnknownCauses {
  readonly find: FindUnknownCauses;
  /** Returns the causes of what is unknown in blocks, each with the number of its pairs. */
  readonly countOf: (blocks: Iterable<MatrixBlock>) => ReadonlyMap<IpBlockPeer, CountedCause>;
}

/** A cause, and how many pairs it leaves unknown. */
export interface CountedCause {
  readonly cause: UnknownCause;
  readonly pairs: number;
}

/** Prepares the search for causes; what isolates a peer is looked up once. */
export function createUnknownCauses(connectivity: Connectivity, asked: AskedDirection = 'both'): UnknownCauses {
  const { cluster, peers, between } = connectivity;
  const rulesOf: BlockRules = {
    egress: memoize((index: number) => blockRules(cluster, 'egress', peers[index])),
    ingress: memoize((index: number) => blockRules(cluster, 'ingress', peers[index])),
  };
  const traitOf = createTraits(peers, rulesOf);
  const causesOnSide = (
    family: FamilyPorts,
    direction: Direction,
    source: number,
    destination: number,
  ): readonly UnknownCause[] => {
    const [governed, end] = direction === 'egress' ? [source, destination] : [destination, source];
    const { unknown: ofSide } = family[direction];
    // What one side leaves unknown may be denied by the other; asked for alone, it stays unknown.
    const unknown = asked === 'both' ? intersectPorts(ofSide, family.unknown) : ofSide;
    const other = podOf(peers[end]);
    if (other === undefined || isNoPorts(unknown)) return [];
    const question = { family: family.family, other, unknown, destination: podOf(peers[destination]) };
    return causesIn(cluster, rulesOf[direction](governed), question);
  };
  const directions = asked === 'both' ? DIRECTIONS : [asked];
  const findNew = (families: readonly FamilyPorts[], source: number, destination: number): readonly UnknownCause[] => {
    const causes = families.flatMap((family) =>
      directions.flatMap((direction) => causesOnSide(family, direction, source, destination)),
    );
    return [...new Map(causes.map((cause): [IpBlockPeer, UnknownCause] => [cause.block, cause])).values()];
  };
  const found = new WeakMap<readonly FamilyPorts[], Map<string, readonly UnknownCause[]>>();
  const find: FindUnknownCauses = (source, destination) => {
    const families = between(source, destination);
    const known = found.get(families) ?? new Map<string, readonly UnknownCause[]>();
    found.set(families, known);
    const key = `${traitOf(source)} ${traitOf(destination)}`;
    const causes = known.get(key) ?? findNew(families, source, destination);
    known.set(key, causes);
    return causes;
  };
  return { find, countOf: (blocks) => countCauses(blocks, find, traitOf, peers) };
}

type BlockRules = Readonly<Record<Direction, (index: number) => readonly Rule[]>>;

/** Returns the same number for peers between which and any other the same ipBlocks leave something unknown. */
type TraitOf = (index: number) => number;

// What `causesIn` looks at: rules with ipBlocks on either side, ranges, and what port names mean.
function createTraits(peers: readonly Peer[], rulesOf: BlockRules): TraitOf {
  const idOf = createIds();
  return memoize((index: number) => {
    const pod = podOf(peers[index]);
    const rules = DIRECTIONS.map((direction) => rulesOf[direction](index).map(idOf).join());
    const ranges = (pod?.addresses ?? []).map((one) => (one.kind === 'within' ? idOf(one.range) : 'given'));
    const names = (pod?.ports ?? []).map(({ name, protocol, port }) => `${name} ${protocol} ${port}`);
    return idOf(JSON.stringify([rules, ranges, names, pod?.hostNetwork ?? null]));
  });
}

function createIds(): (value: unknown) => number {
  const ids = new Map<unknown, number>();
  return (value) => {
    const id = ids.get(value) ?? ids.size;
    ids.set(value, id);
    return id;
  };
}

function countCauses(
  blocks: Iterable<MatrixBlock>,
  find: FindUnknownCauses,
  traitOf: TraitOf,
  peers: readonly Peer[],
): ReadonlyMap<IpBlockPeer, CountedCause> {
  const counts = new Map<IpBlockPeer, CountedCause>();
  for (const { sources, destinations, cell } of blocks) {
    if (isNoPorts(cell.unknown)) continue;
    const destinationsByTrait = [...groupByTrait(destinations, traitOf)];
    for (const from of groupByTrait(sources, traitOf)) {
      for (const to of destinationsByTrait) {
        const [source = 0] = from;
        const [destination = 0] = to;
        const pairs = countJudged(from, to, peers);
        for (const cause of pairs === 0 ? [] : find(source, destination))
          counts.set(cause.block, { cause, pairs: (counts.get(cause.block)?.pairs ?? 0) + pairs });
      }
    }
  }
  return counts;
}

function groupByTrait(indexes: readonly number[], traitOf: TraitOf): Iterable<readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const index of indexes) {
    const trait = traitOf(index);
    const group = groups.get(trait);
    if (group === undefined) groups.set(trait, [index]);
    else group.push(index);
  }
  return groups.values();
}

// A pod has no pair with itself.
function countJudged(sources: readonly number[], destinations: readonly number[], peers: readonly Peer[]): number {
  const among = new Set(destinations);
  const isSinglePod = (peer: Peer | undefined): boolean => peer?.kind === 'workload' && peer.workload.kind === 'Pod';
  const own = sources.filter((index) => among.has(index) && isSinglePod(peers[index])).length;
  return sources.length * destinations.length - own;
}

/** Tells whether an ipBlock cuts the range of some pod, without which nothing can be unknown. */
export function canBeUnknown({ settings, workloads, policies }: Cluster): boolean {
  if (settings.ipBlocks === 'external') return false;
  const ranges = new Set(
    workloads.flatMap(({ pods }) =>
      pods.flatMap(({ addresses }) => addresses.flatMap((one) => (one.kind === 'within' ? [one.range] : []))),
    ),
  );
  const blocks = policies.flatMap(({ rules }) => [...rules.egress, ...rules.ingress].flatMap(blocksOf));
  return [...ranges].some((range) => blocks.some(({ addresses }) => cuts(addresses, range)));
}

/** Returns one warning for each ipBlock, with the number of pairs that it leaves unknown; sorted by place. */
export function reportUnknown(counts: ReadonlyMap<IpBlockPeer, CountedCause>, cluster: Cluster): readonly Diagnostic[] {
  const diagnostics = [...counts.values()].map(
    ({ cause: { block, setting }, pairs }): Diagnostic => ({
      code: 'unknown-verdicts',
      severity: 'warning',
      at: block.at,
      path: block.path,
      args: {
        block: formatIpBlock(block),
        family: block.cidr.family,
        pairs,
        setting,
        isConfigured: setting === 'podCIDRs' && cluster.settings.podCidrsConfigured,
      },
    }),
  );
  return diagnostics.toSorted((left, right) => comparePlaces(left.at, right.at));
}

/** Returns an ipBlock as people write it: `10.0.0.0/8 except 10.1.0.0/16`. */
export function formatIpBlock({ cidr, except }: IpBlockPeer): string {
  return except.length === 0 ? cidr.text : `${cidr.text} except ${except.map(({ text }) => text).join(', ')}`;
}

function comparePlaces(left: Place, right: Place): number {
  const [one, other] = [positionOf(left), positionOf(right)];
  return compareText(one.file, other.file) || one.line - other.line || one.column - other.column;
}

interface AskedPorts {
  readonly family: Family;
  readonly other: Pod;
  readonly unknown: PortSet;
  readonly destination: Pod | undefined;
}

function causesIn(cluster: Cluster, rules: readonly Rule[], asked: AskedPorts): readonly UnknownCause[] {
  const setting = asked.other.hostNetwork && cluster.settings.hostNetwork === 'node' ? 'nodeCIDRs' : 'podCIDRs';
  const ranges = asked.other.addresses.flatMap((one) =>
    one.kind === 'within' && one.family === asked.family ? [one.range] : [],
  );
  return rules
    .filter((rule) => !isNoPorts(intersectPorts(portsOfRule(rule, asked.destination), asked.unknown)))
    .flatMap(blocksOf)
    .filter(({ addresses }) => ranges.some((range) => cuts(addresses, range)))
    .map((block) => ({ block, setting }));
}

function portsOfRule({ ports }: Rule, destination: Pod | undefined): PortSet {
  if (ports === 'all') return ALL_PORTS;
  return ports.map((item) => portsOfItem(item, destination ?? null)).reduce(unionPorts, NO_PORTS);
}

function blockRules(cluster: Cluster, direction: Direction, governed: Peer | undefined): readonly Rule[] {
  const pod = podOf(governed);
  if (pod === undefined) return [];
  return isolatingPolicies(cluster, direction, { kind: 'pod', pod })
    .flatMap(({ rules }) => rules[direction])
    .filter((rule) => blocksOf(rule).length > 0);
}

function blocksOf({ peers }: Rule): readonly IpBlockPeer[] {
  return peers === 'all' ? [] : peers.filter((peer) => peer.kind === 'ipBlock');
}

function cuts(block: IpSet, range: IpSet): boolean {
  const inside = intersectAddresses(block, range);
  return !isNoAddresses(inside) && !equalAddresses(inside, range);
}

// Policies treat all pods of a peer alike, so the first stands for them.
function podOf(peer: Peer | undefined): Pod | undefined {
  return peer?.kind === 'workload' ? peer.pods[0] : undefined;
}

function memoize<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
