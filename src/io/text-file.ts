/** Text files of the user's that netpol compares with and writes: snapshots, and what `init` makes. */

import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from './os-reason.ts';

/** What reading a text file gave. */
export type TextFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a text file. */
export function readTextFile(path: string): TextFile {
  try {
    return { kind: 'text', text: readFileSync(path, 'utf8') };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? { kind: 'missing' } : { kind: 'unreadable', reason: reasonOf(error) };
  }
}

/** Writes a text file and the folders it lies in; returns why that was refused, or null. */
export function writeTextFile(path: string, text: string): string | null {
  return refusalOf(() => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  });
}

/** Adds text at the end of a file; returns why that was refused, or null. */
export function appendToFile(path: string, text: string): string | null {
  return refusalOf(() => appendFileSync(path, text));
}

function refusalOf(write: () => void): string | null {
  try {
    write();
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}
