/** Files that netpol makes for people; what is there already stays, unless they say otherwise. */

import { existsSync } from 'node:fs';
import { shownPath } from '../io/input-files.ts';
import { writeTextFile } from '../io/text-file.ts';
import { UsageError } from './exit-code.ts';
import type { Host } from './host.ts';

/** A file to write. */
export interface NewFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** Writes files; throws `UsageError` before the first is written where one is there already, unless it may be replaced. */
export function writeNewFiles(
  files: readonly NewFile[],
  { mayReplace }: { readonly mayReplace: boolean },
  host: Host,
): void {
  const known = mayReplace ? [] : files.filter(({ path }) => existsSync(path));
  if (known.length > 0) {
    const names = known.map(({ path }) => shownPath(path, host.cwd)).join(', ');
    throw new UsageError(`already there: ${names}; --force writes ${known.length === 1 ? 'it' : 'them'} anew`);
  }
  for (const { path, text } of files) {
    const refusal = writeTextFile(path, text);
    if (refusal !== null) throw new UsageError(`cannot write ${shownPath(path, host.cwd)}: ${refusal}`);
  }
}
