/** Many short lists of runs in one array that is used again and again: each run knows the next one of its list. */

import type { VisitRun } from './line.ts';
import { at } from './line.ts';

/** Lists of runs by a small number. */
export interface Threads {
  readonly add: (thread: number, start: number, end: number, value: number) => void;
  /** Visits the lists that hold something, in order of first use, each to be read at once. */
  readonly visitThreads: (visit: (thread: number, runs: { readonly visit: (visit: VisitRun) => void }) => void) => void;
  /** Empties all lists. */
  readonly clear: () => void;
}

const FIELDS = 4;

/** Returns empty lists. */
export function createThreads(): Threads {
  // start, end, value, and the place of the next run of the list; 0 ends a list, so the first place is not used.
  let room = new Int32Array(1024);
  let used = FIELDS;
  const lists: number[] = [];
  let listCount = 0;
  const first: number[] = [];
  const last: number[] = [];
  let reading = 0;
  const reader = {
    visit: (visit: VisitRun): void => {
      for (let place = reading; place !== 0; place = at(room, place + 3))
        visit(at(room, place), at(room, place + 1), at(room, place + 2));
    },
  };
  return {
    add: (thread, start, end, value) => {
      if (used + FIELDS > room.length) {
        const larger = new Int32Array(room.length * 2);
        larger.set(room);
        room = larger;
      }
      const previous = last[thread] ?? 0;
      if (previous === 0) {
        lists[listCount] = thread;
        listCount += 1;
        first[thread] = used;
      } else room[previous + 3] = used;
      last[thread] = used;
      room[used] = start;
      room[used + 1] = end;
      room[used + 2] = value;
      room[used + 3] = 0;
      used += FIELDS;
    },
    visitThreads: (visit) => {
      for (let list = 0; list < listCount; list += 1) {
        const thread = lists[list] ?? 0;
        reading = first[thread] ?? 0;
        visit(thread, reader);
      }
    },
    clear: () => {
      for (let list = 0; list < listCount; list += 1) last[lists[list] ?? 0] = 0;
      listCount = 0;
      used = FIELDS;
    },
  };
}
