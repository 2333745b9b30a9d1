/** Why a peer means nothing, in words: on the command line, in tests and in documents alike. */

import type { PeerProblem } from '../views/peer-problem.ts';

/** Returns one line: what was written, what is wrong with it, and what is known instead. */
export function peerProblemText(problem: PeerProblem): string {
  const { text } = problem;
  switch (problem.kind) {
    case 'no-such-namespace':
      return `${text}: no such namespace.${didYouMean(problem.nearest)} Known: ${listOf(problem.known)}`;
    case 'no-such-workload': {
      const where = problem.namespace === null ? '' : ` in ${problem.namespace}`;
      return `${text}: no such workload.${didYouMean(problem.nearest)} Known${where}: ${listOf(problem.known)}`;
    }
    case 'no-such-part':
      return `${text}: no such part. Known: ${listOf(problem.known)}`;
    case 'ambiguous':
      return `${text}: more than one workload has this name; write one of ${listOf(problem.candidates)}`;
    case 'service':
      return `${text}: ${problem.service} is a Service, which policies never see; its pods: ${listOf(problem.workloads)}`;
    case 'nothing-matches':
      return `${text}: matches nothing in the input`;
    case 'no-such-alias':
      return `${text}: no such alias.${didYouMean(problem.nearest)} Known: ${listOf(problem.known)}`;
    case 'circular-alias':
      return `${text}: the alias leads back to itself: ${problem.path.join(' → ')}`;
    default:
      return problem satisfies never;
  }
}

const SHOWN = 12;

function listOf(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, SHOWN).join(', ');
  return names.length > SHOWN ? `${shown} and ${names.length - SHOWN} more` : shown;
}

function didYouMean(nearest: string | null): string {
  return nearest === null ? '' : ` Did you mean ${nearest}?`;
}
