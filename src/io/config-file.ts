/** Finds and reads the one configuration file: the nearest netpol.config.yaml from a folder up to the git root. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The name of the configuration file. */
export const CONFIG_FILE_NAME = 'netpol.config.yaml';

/** Returns the absolute path of the nearest configuration file, or undefined; the git root ends the search. */
export function findConfigFile(folder: string): string | undefined {
  const candidate = join(folder, CONFIG_FILE_NAME);
  if (existsSync(candidate)) return candidate;
  const parent = dirname(folder);
  return existsSync(join(folder, '.git')) || parent === folder ? undefined : findConfigFile(parent);
}

/** Returns the text of one of our own files. Throws what the operating system says. */
export function readOwnFile(path: string): string {
  return readFileSync(path, 'utf8');
}
