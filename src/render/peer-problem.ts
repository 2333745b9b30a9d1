/** Why a peer or a question on the command line means nothing, in a line, with what is known instead. */

import type { ExplainProblem } from '../views/explanation.ts';
import type { PeerProblem } from '../views/peer-problem.ts';
import { printable } from './columns.ts';
import { formatRange } from './port-text.ts';

const NAMES_LISTED = 10;

/** Returns the problem of a peer: what was written, why it names nothing, and what was probably meant. */
export function peerProblemText(problem: PeerProblem): string {
  return printable(`${problem.text}: ${reasonOf(problem)}`);
}

/** Returns why there is nothing to explain. */
export function explainProblemText(problem: ExplainProblem): string {
  switch (problem.kind) {
    case 'two-external':
      return printable(
        `${problem.from} and ${problem.to} are both outside the cluster; netpol judges connections with a workload at one end`,
      );
    case 'itself':
      return printable(`${problem.title} is one pod, which always reaches itself`);
    case 'no-such-port': {
      const ports = problem.declared.map(
        (one) => `${one.name ?? 'unnamed'}=${formatRange({ ...one, endPort: one.port })}`,
      );
      const declared = ports.length === 0 ? 'it declares no ports' : `declared: ${ports.join(', ')}`;
      return printable(`${problem.title}: no container names a port "${problem.name}"; ${declared}`);
    }
  }
}

function reasonOf(problem: PeerProblem): string {
  switch (problem.kind) {
    case 'no-such-namespace':
      return `no such namespace.${didYouMean(problem.nearest)}${known('Known namespaces', problem.known)}`;
    case 'no-such-workload': {
      const { namespace, nearest } = problem;
      const where = namespace === null ? 'Known there' : `Known in ${namespace}`;
      const none = problem.known.length === 0 && namespace !== null ? ` Namespace ${namespace} has none` : '';
      return `no such workload.${didYouMean(nearest)}${known(where, problem.known)}${none}`;
    }
    case 'no-such-part':
      return `no such part.${known('Known', problem.known)}`;
    case 'ambiguous':
      return `names more than one workload; write ${problem.candidates.join(' or ')}`;
    case 'service': {
      const { service, workloads } = problem;
      if (workloads.length === 0) return `${service} is a Service that selects no pod; policies see pods`;
      return `${service} is a Service; its pods: ${shorten(workloads)}`;
    }
    case 'nothing-matches':
      return 'matches no workload and no address';
    case 'no-such-alias':
      if (problem.known.length === 0) return 'no such alias; a test file defines them under `aliases:`';
      return `no such alias.${didYouMean(problem.nearest === null ? null : `@${problem.nearest}`)}${known(
        'Known aliases',
        problem.known.map((name) => `@${name}`),
      )}`;
    case 'circular-alias':
      return `the alias stands for itself: ${problem.path.map((name) => `@${name}`).join(', ')}`;
  }
}

function didYouMean(nearest: string | null): string {
  return nearest === null ? '' : ` Did you mean ${nearest}?`;
}

function known(what: string, names: readonly string[]): string {
  return names.length === 0 ? '' : ` ${what}: ${shorten(names)}`;
}

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_LISTED).join(', ');
  return names.length <= NAMES_LISTED ? shown : `${shown} and ${names.length - NAMES_LISTED} more`;
}
