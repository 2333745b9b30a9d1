/** Runs the built netpol in a process of its own, as a shell does. Needs `npm run build`. */

import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../structure/source-tree.ts';

/** The built command. */
export const CLI: string = join(root, 'dist/cli.js');

/** How a process ended, and what it wrote until then. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Surroundings of a process. */
export interface SpawnOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

/** Starts netpol; its standard input stays open. Nothing of our own surroundings but PATH is passed on. */
export function startNetpol(args: readonly string[], options: SpawnOptions = {}): ChildProcessWithoutNullStreams {
  const { env = {}, nodeOptions = [] } = options;
  return spawn(process.execPath, [...nodeOptions, CLI, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
  });
}

/** Waits for a process to end. */
export async function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
  });
  const [exit] = await once(child, 'close');
  return { exit: typeof exit === 'number' ? exit : null, ...written };
}

/** Runs netpol to its end, without any standard input. */
export function spawnNetpol(args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  const child = startNetpol(args, options);
  child.stdin.end();
  return endOf(child);
}
