/** What the matrix says of one source and one destination, and how many pairs that stands for. */

import type { PairPorts } from './pair.ts';

/** How many connections of how many possible ones a cell stands for; two replicas of one workload do not count. */
export interface PairCounts {
  readonly of: number;
  readonly open: number;
  readonly unknown: number;
  /** Pairs with half-open ports. */
  readonly halfOpen: number;
  /** Those of them that have open ports too. */
  readonly halfOpenBesideOpen: number;
}

/** What is said of one source and one destination. */
export interface MatrixCell extends PairPorts {
  readonly pairs: PairCounts;
}
