/** Which two peers are a pair at all. */

import type { Peer } from '../../model/peers.ts';

/** Tells whether a connection between two peers is judged: not between two external ones, nor of a pod with itself. */
export function isJudgedPair(source: Peer, destination: Peer): boolean {
  if (source.kind === 'external') return destination.kind === 'workload';
  return source !== destination || source.workload.kind !== 'Pod';
}
