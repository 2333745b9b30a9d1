/** Runs a command that a test file names, such as `kustomize build overlays/prod`, and takes what it prints. */

import { spawnSync } from 'node:child_process';

/** What a command printed, or why it printed nothing that can be used. */
export type CommandResult =
  | { readonly kind: 'printed'; readonly output: string }
  | { readonly kind: 'failed'; readonly reason: string };

const LARGEST_OUTPUT = 512 * 1024 * 1024;

/** Runs a command line in a folder through the shell, without standard input. */
export function runShellCommand(command: string, folder: string): CommandResult {
  const { status, stdout, stderr, error, signal } = spawnSync(command, {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
    maxBuffer: LARGEST_OUTPUT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined) return { kind: 'failed', reason: error.message };
  if (status === 0) return { kind: 'printed', output: stdout };
  const said = stderr.trim().split('\n').at(-1) ?? '';
  const how = status === null ? `ended by ${signal}` : `exit code ${status}`;
  return { kind: 'failed', reason: said === '' ? how : `${how}: ${said}` };
}
