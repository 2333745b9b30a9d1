/** Peers that no policy tells apart, neither as sources nor as destinations. */

import type { Answers } from './answers.ts';
import type { PointSet } from './line.ts';
import { at, visitRuns } from './line.ts';
import { createPartition } from './partition.ts';

/** Returns the peers in groups that no policy tells apart, each ascending and the groups by their first peer; external peers apart from workloads. */
export function foldPeers({ universe, sides, pointOfPeer }: Answers): readonly (readonly number[])[] {
  const { externalStart, endsEnd } = universe;
  const partition = createPartition(endsEnd);
  partition.split([externalStart, endsEnd]);
  for (const { signatures, groups } of [sides.egress, sides.ingress]) {
    for (const { members, signature } of groups) {
      partition.split(members);
      const runs = new Map<number, number[]>();
      visitRuns(signatures.rowOf(signature), 0, endsEnd, (start, end, answer) => {
        const list = runs.get(answer) ?? [];
        runs.set(answer, list);
        list.push(start, end);
      });
      for (const set of allButLargest([...runs.values()])) partition.split(set);
    }
  }
  const blocks = partition.blocks();
  const folded = new Map<number, number[]>();
  for (const [peer, point] of pointOfPeer.entries()) {
    const block = at(blocks, point);
    const members = folded.get(block);
    if (members === undefined) folded.set(block, [peer]);
    else members.push(peer);
  }
  return [...folded.values()];
}

// What is outside all other sets is in the last one, so one of them need not be asked.
function allButLargest(sets: readonly PointSet[]): readonly PointSet[] {
  const largest = sets.reduce<PointSet>((best, set) => (spread(set) > spread(best) ? set : best), []);
  return sets.filter((set) => set !== largest);
}

function spread(set: PointSet): number {
  return set.reduce((sum, bound, index) => sum + (index % 2 === 0 ? -bound : bound), 0);
}
