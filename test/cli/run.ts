/** Runs netpol in this process, on a host of the test's own making. */

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host } from '../../src/cli/host.ts';
import { runProgram } from '../../src/cli/program.ts';

/** What a run printed and how it ended. */
export interface RunResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order in which they were written, as a terminal shows them. */
  readonly shown: string;
}

/** Where and how a run takes place. */
export interface RunOptions {
  /** Default: the root of the project. */
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Host['env'];
  readonly isTerminal?: boolean;
  readonly columns?: number;
}

/** Runs netpol with these words. */
export async function runNetpol(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const printed = { stdout: '', stderr: '', shown: '' };
  const stream = (name: 'stdout' | 'stderr'): Host['stdout'] => ({
    write: (bytes) => {
      const text = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
      printed[name] += text;
      printed.shown += text;
    },
    isTerminal: options.isTerminal ?? false,
    columns: options.columns,
  });
  const { stdin = '' } = options;
  const exit = await runProgram(args, {
    cwd: options.cwd ?? join(import.meta.dirname, '../..'),
    env: options.env ?? {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    readStdin: () => Promise.resolve(typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin),
  });
  return { exit, ...printed };
}

/** Returns a fresh folder that holds these files, by path. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-test-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
