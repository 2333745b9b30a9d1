/** Which part of the matrix is asked for: options that `matrix` and `graph` share. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { nearestWord } from '../model/nearest.ts';
import type { PortExpression } from '../model/peer-expression.ts';
import type { MatrixQuestion, MatrixShape } from '../views/matrix.ts';
import { UsageError } from './exit-code.ts';
import type { PeerScope } from './peers.ts';
import { readPort, resolvePeerText } from './peers.ts';

/** What of all connections somebody wants to see. */
export interface QuestionFlags {
  readonly from?: string;
  readonly to?: string;
  readonly of?: string;
  readonly port?: string;
  readonly direction: 'both' | 'egress' | 'ingress';
  readonly groupBy: MatrixShape['groupBy'];
  readonly fold?: boolean;
}

/** Adds the options that limit and group connections. */
export function addQuestionOptions(command: Command): Command {
  return command
    .option('--from <peer>', 'only connections from this peer')
    .option('--to <peer>', 'only connections to this peer')
    .option('--of <peer>', 'only connections from or to this peer')
    .option('--port <port>', 'only these ports: 8080, http, 53/UDP, 8000-8099')
    .addOption(
      new Option('--direction <side>', 'what both sides allow, or what one of them alone does')
        .choices(['both', 'egress', 'ingress'])
        .default('both'),
    )
    .addOption(
      new Option('--group-by <what>', 'show workloads, namespaces, or what there is room for')
        .choices(['auto', 'workload', 'namespace'])
        .default('auto'),
    )
    .option('--fold', 'show workloads that are treated alike as one');
}

/** Returns what the flags ask. Throws `UsageError` for peers and ports that mean nothing. */
export function questionOf(flags: QuestionFlags, scope: PeerScope): MatrixQuestion {
  const { from, to, of, port, direction } = flags;
  return {
    ...(from !== undefined && { from: resolvePeerText(from, scope) }),
    ...(to !== undefined && { to: resolvePeerText(to, scope) }),
    ...(of !== undefined && { of: resolvePeerText(of, scope) }),
    ...(port !== undefined && { port: declaredPort(port, scope) }),
    direction,
  };
}

// A name that no container declares is a slip of the pen, and a matrix without a connection would hide it.
function declaredPort(text: string, { connectivity: { cluster } }: PeerScope): PortExpression {
  const port = readPort(text);
  if (port.kind === 'range') return port;
  const declared = cluster.workloads.flatMap(({ pods }) => pods.flatMap(({ ports }) => ports));
  const names = [...new Set(declared.flatMap(({ name }) => name ?? []))].toSorted();
  if (names.includes(port.name)) return port;
  const nearest = nearestWord(port.name, names);
  const hint = nearest === undefined ? '' : `. Did you mean ${nearest}?`;
  throw new UsageError(`--port ${text}: no container declares a port of this name${hint}`);
}
