/** How many pairs of peers are open, counted over rectangles and never pair by pair. */

import type { Answers } from './answers.ts';
import { verdictBetween } from './answers.ts';
import type { PairCounts } from './connectivity.ts';
import { at } from './line.ts';
import type { Answered } from './rectangles.ts';
import { visitPossibleBlocks } from './rectangles.ts';

/** Returns how many pairs of different peers are open, or unknown. */
export function countPairs(answers: Answers): PairCounts {
  const { universe, peersAt, peers, pointOfPeer } = answers;
  const { join, isOpen, isPossible } = universe.verdicts;
  let [open, unknown] = [0, 0];
  const add = (egress: number, ingress: number, pairs: number): void => {
    const verdict = join(egress, ingress);
    if (isOpen(verdict)) open += pairs;
    else if (isPossible(verdict)) unknown += pairs;
  };
  const weigh = (start: number, end: number): number => at(peersAt.starts, end) - at(peersAt.starts, start);
  visitPossibleBlocks(answers, (sources, destinations) => {
    const [ingress, egress] = [weighAnswers(sources, weigh), weighAnswers(destinations, weigh)];
    for (const [egressAnswer, there] of egress)
      for (const [ingressAnswer, here] of ingress) add(egressAnswer, ingressAnswer, here * there);
  });
  // A peer's pair with itself is two replicas of it, and no pair of different peers.
  for (const point of pointOfPeer) {
    const verdict = verdictBetween(answers, point, point);
    if (verdict === null) continue;
    if (isOpen(verdict)) open -= 1;
    else if (isPossible(verdict)) unknown -= 1;
  }
  const external = weigh(universe.externalStart, universe.endsEnd);
  const workloads = peers.length - external;
  return { open, unknown, pairs: workloads * (workloads - 1) + 2 * workloads * external };
}

function weighAnswers(answered: Answered, weigh: (start: number, end: number) => number): ReadonlyMap<number, number> {
  const weights = new Map<number, number>();
  answered.visit((start, end, answer) => {
    weights.set(answer, (weights.get(answer) ?? 0) + weigh(start, end));
  });
  return weights;
}
