/** Sets of peers that are never written out: ends on the line, and the peers that stand there. */

import type { PeersAt } from './answers.ts';
import type { PeerSet } from './connectivity.ts';
import type { PointSet } from './line.ts';
import { at, visitSet } from './line.ts';

/** Returns the peers that stand at some ends. */
export function peersOf({ list, starts }: PeersAt, points: PointSet): PeerSet {
  let size = 0;
  visitSet(points, (start, end) => {
    size += at(starts, end) - at(starts, start);
  });
  return {
    size,
    *[Symbol.iterator]() {
      for (let run = 0; run < points.length; run += 2)
        for (let slot = at(starts, points[run] ?? 0); slot < at(starts, points[run + 1] ?? 0); slot += 1)
          yield at(list, slot);
    },
  };
}
