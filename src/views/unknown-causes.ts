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
import type { AskedDirection } from './pair.ts';
import { portsOfItem } from './port-question.ts';

/** An ipBlock that leaves verdicts unknown, and the setting whose range it cuts. */
export interface UnknownCause {
  readonly block: IpBlockPeer;
  readonly setting: 'podCIDRs' | 'nodeCIDRs';
}

/** Returns the causes of what is unknown between two peers, given by index; empty where nothing is. */
export type FindUnknownCauses = (source: number, destination: number) => readonly UnknownCause[];

/** Prepares the search for causes; what isolates a peer is looked up once. */
export function createUnknownCauses(
  { cluster, peers, between }: Connectivity,
  asked: AskedDirection = 'both',
): FindUnknownCauses {
  const rulesOf = {
    egress: memoize((index: number) => blockRules(cluster, 'egress', peers[index])),
    ingress: memoize((index: number) => blockRules(cluster, 'ingress', peers[index])),
  };
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
  return (source, destination) => {
    const causes = between(source, destination).flatMap((family) =>
      directions.flatMap((direction) => causesOnSide(family, direction, source, destination)),
    );
    return [...new Map(causes.map((cause): [IpBlockPeer, UnknownCause] => [cause.block, cause])).values()];
  };
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
export function reportUnknown(
  causesByPair: Iterable<readonly UnknownCause[]>,
  cluster: Cluster,
): readonly Diagnostic[] {
  const counts = new Map<IpBlockPeer, { readonly cause: UnknownCause; readonly pairs: number }>();
  for (const causes of causesByPair) {
    for (const cause of causes) counts.set(cause.block, { cause, pairs: (counts.get(cause.block)?.pairs ?? 0) + 1 });
  }
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
