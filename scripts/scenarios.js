/** The worked scenarios of policies/, and netpol as it is built, for the scripts that run one on the other. */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Names of the folders that hold a test file, sorted. */
export const scenarios = readdirSync(`${root}/policies`)
  .filter((name) => existsSync(`${root}/policies/${name}/netpol.test.yaml`))
  .sort();

/** Runs the built netpol in the project's root and returns its exit code and what it wrote. */
export function netpol(...args) {
  return spawnSync(process.execPath, ['dist/cli.js', ...args], { cwd: root, encoding: 'utf8' });
}

/** Returns netpol's answer; throws when it has none. */
export function answer(...args) {
  const { status, stdout, stderr } = netpol(...args);
  if (status !== 0) throw new Error(`netpol ${args.join(' ')} exits with ${status}\n${stderr}`);
  return stdout;
}
