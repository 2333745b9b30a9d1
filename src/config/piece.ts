/** A part of a short text that remembers where it stands, so that a problem can point at its character. */

import type { PeerSyntaxProblem } from '../model/peer-expression.ts';
import type { Place } from '../model/provenance.ts';
import { placeIn } from '../model/provenance.ts';

/** `text` is what stands at `offset` of `whole`. */
export interface Piece {
  readonly whole: string;
  readonly offset: number;
  readonly text: string;
}

/** Returns a whole text as a piece of itself. */
export function pieceOf(whole: string): Piece {
  return { whole, offset: 0, text: whole };
}

/** Returns a part of a piece, as `String.slice` does. */
export function slicePiece(piece: Piece, start: number, end?: number): Piece {
  return { whole: piece.whole, offset: piece.offset + start, text: piece.text.slice(start, end) };
}

/** Returns a piece without the blanks around it. */
export function trimPiece(piece: Piece): Piece {
  const start = piece.text.length - piece.text.trimStart().length;
  return slicePiece(piece, start, Math.max(start, piece.text.trimEnd().length));
}

/** Returns the problem with a piece, at its first character. */
export function refuse(piece: Piece, problem: string, help: string): PeerSyntaxProblem {
  return { offset: piece.offset, problem, help };
}

/** Cuts a piece at a separator that stands outside brackets of any kind; a bracket without partner is a problem. */
export function splitPiece(piece: Piece, separator: string): readonly Piece[] | PeerSyntaxProblem {
  const pieces: Piece[] = [];
  const open: number[] = [];
  let start = 0;
  for (let at = 0; at < piece.text.length; at += 1) {
    const character = piece.text.charAt(at);
    if (character === '[' || character === '(') open.push(at);
    if ((character === ']' || character === ')') && open.pop() === undefined) {
      return refuse(slicePiece(piece, at), `"${character}" closes nothing`, 'remove it, or open the bracket before');
    }
    if (character === separator && open.length === 0) {
      pieces.push(slicePiece(piece, start, at));
      start = at + 1;
    }
  }
  const unclosed = open.pop();
  if (unclosed !== undefined) {
    const bracket = piece.text.charAt(unclosed);
    return refuse(
      slicePiece(piece, unclosed),
      `"${bracket}" is never closed`,
      `close it with ${bracket === '[' ? ']' : ')'}`,
    );
  }
  return [...pieces, slicePiece(piece, start)];
}

/** Returns the place of a piece in its short text; the text has no file, so no person is ever shown it. */
export function placeOfPiece({ whole, offset }: Piece): Place {
  return placeIn({ file: '<peer>', text: whole, firstLine: 1, firstColumn: 1, document: 1 }, offset);
}
