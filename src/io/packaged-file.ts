/** Files that come with packages and are read at run time: WebAssembly and fonts. The build copies them beside the program. */

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Returns the bytes of a file as its package names it: `dejavu-fonts-ttf/ttf/DejaVuSans.ttf`. */
export function readPackagedFile(specifier: string): Uint8Array {
  const copy = fileURLToPath(new URL(`./files/${basename(specifier)}`, import.meta.url));
  return readFileSync(existsSync(copy) ? copy : createRequire(import.meta.url).resolve(specifier));
}
