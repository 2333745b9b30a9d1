/** The bytes of input files. A large file is not held: it is read in parts, some of them again when a place is shown. */

import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Diagnostic } from '../model/diagnostics.ts';
import { placeOfFile } from '../model/provenance.ts';
import { reasonOf } from './os-reason.ts';

/** Bytes of which any part can be read at any time. */
export interface InputBytes {
  readonly size: number;
  /** Returns the bytes of a range, end exclusive, good until the next call. Throws what the operating system says. */
  readonly read: (start: number, end: number) => Uint8Array;
}

/** Above this size a file is long: it is read in parts and never held. */
export const LONG_FILE: number = 8 * 1024 * 1024;

/** Returns the bytes of a file, or a diagnostic with the operating system's reason. */
export function openInputFile(path: string, name: string): InputBytes | Diagnostic {
  try {
    const descriptor = openSync(path, 'r');
    const stats = fstatSync(descriptor);
    // INVARIANT: a long file stays open, so that its text is still there when somebody writes a new one in its place.
    if (stats.isFile() && stats.size > LONG_FILE) return { size: stats.size, read: readerOf(descriptor) };
    try {
      return heldBytes(readFileSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { code: 'unreadable-file', severity: 'error', at: placeOfFile(name), args: { reason: reasonOf(error) } };
  }
}

/** Returns bytes that are in memory, as those of a pipe are, which can be read only once. */
export function heldBytes(bytes: Uint8Array): InputBytes {
  return { size: bytes.length, read: (start, end) => bytes.subarray(start, end) };
}

function readerOf(descriptor: number): InputBytes['read'] {
  // Used again and again: fresh memory for each part would cost as much as reading it.
  let room = new Uint8Array(0);
  return (start, end) => {
    const length = end - start;
    if (room.length < length) room = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const read = readSync(descriptor, room, filled, length - filled, start + filled);
      if (read === 0) break;
      filled += read;
    }
    return room.subarray(0, filled);
  };
}
