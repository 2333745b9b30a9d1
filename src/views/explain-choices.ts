/**
 * Which of netpol's own choices a verdict rests on, found by judging again with the other value: what changes the verdict
 * is named, nothing else (design.md section 4).
 */

import type { Cluster, ClusterSettings, Pod } from '../model/cluster.ts';
import { allAddressesOf } from '../model/ip.ts';
import type { End, Judgement, Verdict } from '../model/verdict.ts';
import type { Ends } from './judge-pair.ts';
import { endsOf, judgeEnds } from './judge-pair.ts';
import type { ResolvedPeer } from './resolve-peers.ts';

/** A choice, and the verdict with the other value, or without it for the ranges of addresses. */
export type Choice =
  | { readonly kind: 'ipBlocks'; readonly value: ClusterSettings['ipBlocks']; readonly otherwise: Verdict }
  | { readonly kind: 'hostNetwork'; readonly value: ClusterSettings['hostNetwork']; readonly otherwise: Verdict }
  /** The default ranges, since none are configured. */
  | { readonly kind: 'podCIDRs' | 'nodeCIDRs'; readonly otherwise: Verdict };

/** Returns the choices without which the verdict would be another. */
export function choicesBehind(
  cluster: Cluster,
  { verdict, connection: { protocol, port } }: Judgement,
  from: ResolvedPeer,
  to: ResolvedPeer,
): readonly Choice[] {
  const { settings } = cluster;
  const [source, destination] = [endsOf(from), endsOf(to)];
  const withSettings = (other: Partial<ClusterSettings>): Verdict =>
    judgeEnds({ ...cluster, settings: { ...settings, ...other } }, source, destination, protocol, port).verdict;
  const withAddresses = (widen: (pod: Pod) => boolean): Verdict =>
    judgeEnds(cluster, widenEnds(source, widen), widenEnds(destination, widen), protocol, port).verdict;
  const isNode = (pod: Pod): boolean => pod.hostNetwork && settings.hostNetwork === 'node';
  const isPod = (pod: Pod): boolean => !isNode(pod);
  const choices: readonly Choice[] = [
    {
      kind: 'ipBlocks',
      value: settings.ipBlocks,
      otherwise: withSettings({ ipBlocks: settings.ipBlocks === 'all' ? 'external' : 'all' }),
    },
    {
      kind: 'hostNetwork',
      value: settings.hostNetwork,
      otherwise: withSettings({ hostNetwork: settings.hostNetwork === 'node' ? 'pod' : 'node' }),
    },
    { kind: 'podCIDRs', otherwise: settings.podCidrsConfigured ? verdict : withAddresses(isPod) },
    { kind: 'nodeCIDRs', otherwise: withAddresses(isNode) },
  ];
  return choices.filter(({ otherwise }) => otherwise !== verdict);
}

// As if nothing were known of where such pods have their addresses.
function widenEnds([first, ...others]: Ends, isMeant: (pod: Pod) => boolean): Ends {
  const widen = (end: End): End => {
    if (end.kind === 'external' || !isMeant(end.pod)) return end;
    const addresses = end.pod.addresses.map((address) =>
      address.kind === 'given' ? address : { ...address, range: allAddressesOf(address.family) },
    );
    return { kind: 'pod', pod: { ...end.pod, addresses } };
  };
  return [widen(first), ...others.map(widen)];
}
