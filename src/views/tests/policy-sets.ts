/**
 * Tests against other policies: `equivalent` and `within` put another folder's policies in the place of ours, `permits` and
 * `forbids` read policies as a statement of intent: what their rules allow, and what nobody wrote a rule for does not count.
 */

import { compileConnectivity } from '../../engine/compile.ts';
import type { Connectivity, FamilyPorts } from '../../engine/connectivity.ts';
import type { Family } from '../../model/ip.ts';
import { familiesOf } from '../../model/ip.ts';
import type { Policy } from '../../model/policy.ts';
import type { PortSet } from '../../model/ports.ts';
import { ALL_PORTS, intersectPorts, isNoPorts, NO_PORTS, subtractPorts, unionPorts } from '../../model/ports.ts';
import type { PolicySetExpectation } from '../../model/tests.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { AlignedPeer } from './aligned-peers.ts';
import { alignPeers } from './aligned-peers.ts';
import type { Bench } from './bench.ts';
import { isJudgedPair } from './judged-pair.ts';
import type { Measure, Miss } from './outcome.ts';

/** What comparing two sets of policies found. */
export interface PolicySetResult {
  readonly measure: Measure;
  readonly misses: readonly Miss[];
}

/** Compares our policies with others on our workloads, as an expectation asks. */
export function testPolicySet(
  kind: PolicySetExpectation['kind'],
  policies: readonly Policy[],
  { connectivity }: Bench,
): PolicySetResult {
  const theirs = compileConnectivity({ ...connectivity.cluster, policies });
  const peers = alignPeers(connectivity, theirs);
  const misses: Miss[] = [];
  let looked = 0;
  let failed = 0;
  for (const source of peers) {
    for (const destination of peers) {
      if (!isJudgedPair(source.ours.peer, destination.ours.peer)) continue;
      looked += 1;
      const found = missesOf(kind, source, destination, connectivity, theirs);
      if (found.length === 0) continue;
      failed += 1;
      misses.push(...found);
    }
  }
  return { measure: { of: 'connections', looked, failed }, misses };
}

function missesOf(
  kind: PolicySetExpectation['kind'],
  source: AlignedPeer,
  destination: AlignedPeer,
  ours: Connectivity,
  theirs: Connectivity,
): readonly Miss[] {
  const external = [source.ours, destination.ours].find((end) => end.kind === 'external');
  const addresses = external?.kind === 'external' ? external.addresses : null;
  const families = addresses === null ? null : familiesOf(addresses);
  const isMeant = ({ family }: FamilyPorts): boolean => families === null || families.includes(family);
  const here = ours.between(source.ours.index, destination.ours.index).filter(isMeant);
  const there = theirs.between(source.theirs, destination.theirs).filter(isMeant);
  const wrong = here.flatMap((own) => {
    const other = there.find(({ family }) => family === own.family);
    return other === undefined ? [] : wrongPorts(kind, own, other).map((ports) => ({ ...ports, family: own.family }));
  });
  return merge(wrong).map((miss) => ({ ...miss, source: source.ours, destination: destination.ours, addresses }));
}

interface WrongPorts {
  readonly expected: 'allowed' | 'denied';
  readonly verdict: Verdict;
  readonly ports: PortSet;
}

// Unknown on both sides is the same address that is not given, so it is no difference.
function wrongPorts(kind: PolicySetExpectation['kind'], own: FamilyPorts, other: FamilyPorts): readonly WrongPorts[] {
  const stated = other.egress.isolated || other.ingress.isolated ? other.open : NO_PORTS;
  const others = unionPorts(other.open, other.unknown);
  const tooMuch = [
    { expected: 'denied', verdict: 'allowed', ports: subtractPorts(own.open, other.open) },
    { expected: 'denied', verdict: 'unknown', ports: subtractPorts(own.unknown, others) },
  ] as const;
  const closed = subtractPorts(subtractPorts(ALL_PORTS, own.open), own.unknown);
  switch (kind) {
    case 'within':
      return tooMuch;
    case 'equivalent':
      return [
        ...tooMuch,
        { expected: 'allowed', verdict: 'denied', ports: intersectPorts(closed, others) },
        { expected: 'allowed', verdict: 'unknown', ports: intersectPorts(own.unknown, other.open) },
      ];
    case 'permits':
      return [
        { expected: 'allowed', verdict: 'denied', ports: intersectPorts(closed, stated) },
        { expected: 'allowed', verdict: 'unknown', ports: intersectPorts(own.unknown, stated) },
      ];
    case 'forbids':
      return [
        { expected: 'denied', verdict: 'allowed', ports: intersectPorts(own.open, stated) },
        { expected: 'denied', verdict: 'unknown', ports: intersectPorts(own.unknown, stated) },
      ];
  }
}

// What is wrong over both families alike is told once.
function merge(
  wrong: readonly (WrongPorts & { readonly family: Family })[],
): readonly Pick<Miss, 'expected' | 'verdict' | 'ports' | 'families'>[] {
  const merged = new Map<string, Pick<Miss, 'expected' | 'verdict' | 'ports' | 'families'>>();
  for (const { expected, verdict, ports, family } of wrong) {
    if (isNoPorts(ports)) continue;
    const key = `${expected} ${verdict}`;
    const known = merged.get(key) ?? { expected, verdict, ports: NO_PORTS, families: [] };
    merged.set(key, { ...known, ports: unionPorts(known.ports, ports), families: [...known.families, family] });
  }
  return [...merged.values()];
}
