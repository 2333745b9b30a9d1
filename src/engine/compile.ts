/** Compiles a cluster into all its verdicts. Read `universe.ts`, `grants.ts`, `signatures.ts` and `rectangles.ts` for how. */

import type { Cluster } from '../model/cluster.ts';
import type { Protocol } from '../model/ports.ts';
import { hasPort } from '../model/ports.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Answers } from './answers.ts';
import { answerCluster, verdictBetween } from './answers.ts';
import type { ComparedAnswers } from './compare.ts';
import { answerBoth, differenceOf } from './compare.ts';
import type { Connectivity, Difference, FamilyPorts, Rectangle } from './connectivity.ts';
import { countPairs } from './counts.ts';
import { foldPeers } from './fold.ts';
import { at } from './line.ts';
import { peersOf } from './peer-sets.ts';
import { decidingPolicies, reachOf } from './reach.ts';
import type { EndRectangle } from './rectangles.ts';
import { everyRectangle, halfOpenRectangles, possibleRectangles } from './rectangles.ts';
import { rollUpNamespaces } from './roll-up.ts';
import { buildUniverse } from './universe.ts';
import { updateAnswers } from './update.ts';

/** Returns all verdicts of a cluster. */
export function compileConnectivity(cluster: Cluster): Connectivity {
  return connectivityOf(answerCluster(cluster, buildUniverse([cluster], cluster.policies)));
}

/** Returns the difference of two clusters. */
export function compareClusters(before: Cluster, after: Cluster): Difference {
  return differenceBetween(answerBoth(before, after));
}

function differenceBetween(compared: ComparedAnswers): Difference {
  return {
    before: connectivityOf(compared.before),
    after: connectivityOf(compared.after),
    ...differenceOf(compared),
  };
}

function connectivityOf(answers: Answers): Connectivity {
  const { cluster, universe, peers, pointOfPeer } = answers;
  const between = (source: number, destination: number): readonly FamilyPorts[] => {
    const verdict = verdictBetween(answers, at(pointOfPeer, source), at(pointOfPeer, destination));
    return verdict === null ? [] : universe.verdicts.familyPorts(verdict);
  };
  return {
    cluster,
    peers,
    between,
    judge: (source, destination, protocol, port) => judgePort(between(source, destination), protocol, port),
    rectangles: () => rectanglesOf(answers, everyRectangle(answers)),
    possibleRectangles: () => rectanglesOf(answers, possibleRectangles(answers)),
    halfOpenRectangles: () => rectanglesOf(answers, halfOpenRectangles(answers)),
    countPairs: () => countPairs(answers),
    reachedFrom: (source) => reachOf(answers, source, 'egress'),
    reaching: (destination) => reachOf(answers, destination, 'ingress'),
    decidingPolicies: (source, destination) => decidingPolicies(answers, source, destination),
    foldPeers: () => foldPeers(answers),
    rollUpNamespaces: () => rollUpNamespaces(answers),
    update: (next) => {
      const after = updateAnswers(answers, next);
      return differenceBetween(after === null ? answerBoth(cluster, next) : { before: answers, after });
    },
  };
}

function judgePort(families: readonly FamilyPorts[], protocol: Protocol, port: number): Verdict {
  if (families.some(({ open }) => hasPort(open, protocol, port))) return 'allowed';
  return families.some(({ unknown }) => hasPort(unknown, protocol, port)) ? 'unknown' : 'denied';
}

function* rectanglesOf(answers: Answers, rectangles: Iterable<EndRectangle>): Iterable<Rectangle> {
  for (const { sources, destinations, verdict } of rectangles) {
    const [from, to] = [peersOf(answers.peersAt, sources), peersOf(answers.peersAt, destinations)];
    const ports = answers.universe.verdicts.familyPorts(verdict);
    if (from.size > 0 && to.size > 0) yield { sources: from, destinations: to, ports };
  }
}
