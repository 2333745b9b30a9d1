/** Questions about single peers: whom one reaches, who reaches it, and which policies decide. */

import type { Direction, Policy } from '../model/policy.ts';
import type { Answers } from './answers.ts';
import type { DecidingPolicies, Reach } from './connectivity.ts';
import { at, valueAt, visitRuns } from './line.ts';
import { peersOf } from './peer-sets.ts';

/** Returns which peers one peer reaches (egress) or is reached by (ingress), by verdict; those it can have no port with are left out. */
export function reachOf(answers: Answers, peer: number, direction: Direction): readonly Reach[] {
  const { universe, sides, pointOfPeer } = answers;
  const { join, isPossible, familyPorts } = universe.verdicts;
  const near = sides[direction];
  const far = sides[direction === 'egress' ? 'ingress' : 'egress'];
  const point = at(pointOfPeer, peer);
  const end = point < universe.externalStart ? universe.endsEnd : universe.externalStart;
  const runs = new Map<number, number[]>();
  visitRuns(near.signatures.rowOf(at(near.signatureOf, point)), 0, end, (from, to, nearAnswer) => {
    if (!universe.verdicts.isPossibleSide(nearAnswer)) return;
    visitRuns(far.signatureMap, from, to, (start, stop, signature) => {
      const farAnswer = valueAt(far.signatures.rowOf(signature), point);
      const verdict = direction === 'egress' ? join(nearAnswer, farAnswer) : join(farAnswer, nearAnswer);
      if (!isPossible(verdict)) return;
      const list = runs.get(verdict) ?? [];
      runs.set(verdict, list);
      if (list.at(-1) === start) list[list.length - 1] = stop;
      else list.push(start, stop);
    });
  });
  return [...runs].map(([verdict, points]) => ({
    peers: peersOf(answers.peersAt, points),
    ports: familyPorts(verdict),
  }));
}

/**
 * Returns by direction the policies that decide a pair: those that open some port of it on their side, or, where none does, all that isolate
 * the workload there. No policy at all: the side is not isolated.
 */
export function decidingPolicies(answers: Answers, source: number, destination: number): DecidingPolicies {
  const [from, to] = [at(answers.pointOfPeer, source), at(answers.pointOfPeer, destination)];
  return { egress: decidingSide(answers, 'egress', from, to), ingress: decidingSide(answers, 'ingress', to, from) };
}

function decidingSide(
  { universe, sides }: Answers,
  direction: Direction,
  own: number,
  other: number,
): readonly Policy[] {
  const { signatures, signatureOf } = sides[direction];
  const all = signatures.singlesOf(at(signatureOf, own));
  const opening = all.filter(({ alone }) => universe.verdicts.isPossibleSide(valueAt(signatures.rowOf(alone), other)));
  return (opening.length > 0 ? opening : all).map(({ policy }) => policy);
}
