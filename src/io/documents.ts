/** Documents that people write: finds, reads and rewrites them. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findByPattern } from './input-files.ts';
import { reasonOf } from './os-reason.ts';

/** A document, or why it cannot be read. */
export type ReadDocument =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Returns the absolute paths that a file or pattern means, sorted; a file that is not there is left to whoever reads it. */
export function findDocuments(pattern: string, cwd: string): readonly string[] {
  const path = resolve(cwd, pattern);
  if (existsSync(path)) return [path];
  const matches = findByPattern(pattern, cwd);
  return matches.length === 0 ? [path] : matches;
}

/** Reads a document, as it is to the byte: only UTF-8 can be written back unchanged. */
export function readDocument(path: string): ReadDocument {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
    return { kind: 'text', text };
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof TypeError ? 'it is not UTF-8' : reasonOf(error) };
  }
}

/** Writes a document; returns why that was refused, or null. */
export function writeDocument(path: string, text: string): string | null {
  try {
    writeFileSync(path, text);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}
