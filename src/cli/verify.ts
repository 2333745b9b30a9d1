/** `--verify`: the answer is held to the specification before it is given. */

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { compileConnectivity } from '../engine/compile.ts';
import type { Connectivity } from '../engine/connectivity.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Peer } from '../model/peers.ts';
import type { Disagreement } from '../views/verify.ts';
import { verifyVerdicts } from '../views/verify.ts';
import { reportNotes } from './diagnostics.ts';
import type { Host } from './host.ts';
import type { ConductFlags } from './options.ts';

/** Options that hold answers to the specification. */
export interface VerifyFlags extends ConductFlags {
  /** How many connections are compared; true for as many as there may be. */
  readonly verify?: number | true;
}

const MOST_COMPARED = 1_000_000;

/** Adds the option. */
export function addVerifyOption(command: Command): Command {
  return command.option('--verify [n]', 'compare n connections with the slow evaluator, at most all', parseCount);
}

/** Returns all verdicts of a cluster, some of them verified where that is asked for. Throws where one is wrong. */
export function compileVerified(cluster: Cluster, flags: VerifyFlags, host: Host): Connectivity {
  const connectivity = compileConnectivity(cluster);
  if (flags.verify !== undefined) verify(connectivity, flags.verify, flags, host);
  return connectivity;
}

/** Compares so many connections, and says how many. Throws what a bug of netpol is: a verdict that is wrong. */
export function verify(connectivity: Connectivity, count: number | true, flags: VerifyFlags, host: Host): void {
  const { compared, disagreement } = verifyVerdicts(connectivity, count === true ? MOST_COMPARED : count);
  if (disagreement !== null) throw new Error(disagreementText(disagreement));
  reportNotes([`compared ${compared} connections with the specification: all agree`], flags, host);
}

function disagreementText({ source, destination, port, protocol, family, ...verdicts }: Disagreement): string {
  const connection = `${titleOf(source)} -> ${titleOf(destination)}:${port}/${protocol} over ${family}`;
  const [engine, specification] = [verdicts.engine ?? 'not judged', verdicts.specification ?? 'not judged'];
  return `${connection} is ${engine} where the specification says ${specification}, so there is no answer`;
}

function titleOf({ id }: Peer): string {
  return id;
}

function parseCount(value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count > 0) return Math.min(count, MOST_COMPARED);
  throw new InvalidArgumentError(`"${value}" is not a number; without one, --verify comes behind the paths`);
}
