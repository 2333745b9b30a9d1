/**
 * Texts of any length: a string holds half a gigabyte at most, and a dump of a large cluster is longer. Such a text is
 * read in pieces, from its start to its end, and where somebody asks for a place in it that part is read again.
 */

import type { DecodedText } from './binary.ts';
import { decodeLaterText, decodeText, endOfWholeCharacters } from './binary.ts';

/** Bytes that can be read more than once. */
export interface Bytes {
  readonly size: number;
  /** Returns the bytes of a range, end exclusive, good until the next call. */
  readonly read: (start: number, end: number) => Uint8Array;
}

/** A text that is never held as a whole. Offsets are UTF-16 units from its start, a byte order mark left out. */
export interface LongText {
  /** Returns the text in order; a piece that is no text is the last one. */
  readonly pieces: () => Iterable<DecodedText>;
  /** Returns a part again, end exclusive, of what `pieces` has gone through. */
  readonly slice: (start: number, end: number) => string;
}

/** How many bytes are decoded at once. */
const PIECE_SIZE = 1 << 20;

/** Where a piece starts; of ASCII both lengths are the same, so that a part of it can be read alone. */
interface Piece {
  readonly firstUnit: number;
  readonly units: number;
  readonly firstByte: number;
  readonly bytes: number;
}

/** Returns the text of bytes in UTF-8, a piece at a time. */
export function openLongText(bytes: Bytes, pieceSize: number = PIECE_SIZE): LongText {
  const known: Piece[] = [];
  return {
    *pieces() {
      known.length = 0;
      for (let firstByte = 0, firstUnit = 0; firstByte < bytes.size; ) {
        const read = bytes.read(firstByte, Math.min(firstByte + pieceSize, bytes.size));
        const whole = read.subarray(0, firstByte + read.length < bytes.size ? endOfWholeCharacters(read) : read.length);
        const piece = decodeAt(firstByte, whole);
        yield piece;
        if (piece.kind === 'refused') return;
        known.push({ firstUnit, units: piece.text.length, firstByte, bytes: whole.length });
        firstByte += whole.length;
        firstUnit += piece.text.length;
      }
    },
    slice: (start, end) => {
      const parts: string[] = [];
      for (let index = pieceAt(known, start); index < known.length; index += 1) {
        const piece = known[index];
        if (piece === undefined || piece.firstUnit >= end) break;
        parts.push(partOf(piece, Math.max(start - piece.firstUnit, 0), end - piece.firstUnit, bytes));
      }
      return parts.join('');
    },
  };
}

function partOf({ firstByte, units, bytes: length }: Piece, start: number, end: number, bytes: Bytes): string {
  const isAscii = units === length;
  const last = Math.min(end, units);
  if (isAscii) return decodeLaterText(bytes.read(firstByte + start, firstByte + last)).text;
  return decodeAt(firstByte, bytes.read(firstByte, firstByte + length)).text.slice(start, last);
}

function decodeAt(firstByte: number, bytes: Uint8Array): DecodedText {
  return firstByte === 0 ? decodeText(bytes) : decodeLaterText(bytes);
}

function pieceAt(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle]?.firstUnit ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
