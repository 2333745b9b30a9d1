/** One verdict of the specification between two peers: which pod or address stands for a peer, and over which families. */

import type { Cluster } from '../model/cluster.ts';
import type { Address, Family, IpSet } from '../model/ip.ts';
import { FAMILIES } from '../model/ip.ts';
import type { Protocol } from '../model/ports.ts';
import type { End, Judgement } from '../model/verdict.ts';
import { anyVerdict } from '../semantics/families.ts';
import { judge } from '../semantics/judge.ts';
import type { ResolvedPeer } from './resolve-peers.ts';

/** A connection between two peers. */
export interface PairConnection {
  readonly from: ResolvedPeer;
  readonly to: ResolvedPeer;
  readonly protocol: Protocol;
  readonly port: number;
}

/** What stands for a peer: one end, or one of each family for addresses of both. */
export type Ends = readonly [End, ...End[]];

/** Returns the verdict on a connection between peers, with one trace for each family that both have. */
export function judgePair(cluster: Cluster, { from, to, protocol, port }: PairConnection): Judgement {
  return judgeEnds(cluster, endsOf(from), endsOf(to), protocol, port);
}

/** Returns the verdict between what stands for two peers. */
export function judgeEnds(cluster: Cluster, from: Ends, to: Ends, protocol: Protocol, port: number): Judgement {
  const [first, ...others] = from.flatMap((source) =>
    to.map((destination) => judge(cluster, { source, destination, protocol, port })),
  );
  // INVARIANT: `from` and `to` have an end each, so there is a first judgement.
  if (first === undefined) throw new Error('a connection without ends');
  return others.reduce(
    (left, right): Judgement => ({
      connection: left.families.length > 0 ? left.connection : right.connection,
      verdict: anyVerdict([left.verdict, right.verdict]),
      families: [...left.families, ...right.families].toSorted(
        (one, other) => FAMILIES.indexOf(one.family) - FAMILIES.indexOf(other.family),
      ),
      assumes: [...new Set([...left.assumes, ...right.assumes])].toSorted(),
    }),
    first,
  );
}

/** Returns what stands for a peer: policies treat all its pods, and all its addresses, alike. */
export function endsOf(resolved: ResolvedPeer): Ends {
  if (resolved.kind === 'workload') {
    const [pod] = resolved.peer.pods;
    if (pod === undefined) throw new Error(`${resolved.peer.id} has no pods`);
    return [{ kind: 'pod', pod }];
  }
  const [first, ...others] = FAMILIES.flatMap((family) => firstAddress(resolved.addresses, family) ?? []).map(
    (address): End => ({ kind: 'external', address }),
  );
  if (first === undefined) throw new Error(`${resolved.peer.id} has no addresses`);
  return [first, ...others];
}

function firstAddress(set: IpSet, family: Family): Address | undefined {
  if (family === 'IPv4') return set.v4[0] === undefined ? undefined : { family, value: set.v4[0] };
  return set.v6[0] === undefined ? undefined : { family, value: set.v6[0] };
}
