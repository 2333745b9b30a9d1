/** Small readings of a YAML text around scalars: what stands before them, and what their quotes hold. */

const INDICATORS = new Set([':', '-', '?']);

/** Returns the offset behind the next `:`, `-` or `?`, where only blanks and comments precede it; else `from`. */
export function endOfGap(text: string, from: number): number {
  const at = skipBlanksAndComments(text, from);
  return INDICATORS.has(text.charAt(at)) ? at + 1 : from;
}

/** Returns where the `|` or `>` of a block scalar stands, of which only indicators, blanks and comments precede it. */
export function startOfBlockHeader(text: string, from: number): number {
  let at = skipBlanksAndComments(text, from);
  while (INDICATORS.has(text.charAt(at))) at = skipBlanksAndComments(text, at + 1);
  return at;
}

/** Returns the offset behind the bracket that closes a collection, whose last token (or own bracket) ends at `from`. */
export function behindBracket(text: string, from: number): number {
  const isOpening = text.charAt(from) === '[' || text.charAt(from) === '{';
  const at = skipBlanksAndComments(text, isOpening ? from + 1 : from);
  return (text.charAt(at) === ',' ? skipBlanksAndComments(text, at + 1) : at) + 1;
}

/** Returns the offset of the next character that is neither blank nor in a comment, or the end. */
export function skipBlanksAndComments(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '#') at = endOfLine(text, at);
    else if (character === ' ' || character === '\n' || character === '\r' || character === '\t') at += 1;
    else break;
  }
  return at;
}

/** Returns the offset of the line break that ends the line of an offset, or the end of the text. */
export function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at += 1;
  return at;
}

/** Returns the offset at which the line of an offset starts. */
export function startOfLine(text: string, from: number): number {
  let at = from;
  while (at > 0 && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at -= 1;
  return at;
}

const ESCAPE = /\\(?:[xuU]([0-9a-fA-F]{2,8})?|.)?/gs;

/** An escape that Kubernetes does not know, and its offset in what was searched. */
export interface BadEscape {
  readonly escape: string;
  readonly index: number;
}

/**
 * Returns the first escape between double quotes that goyaml refuses though YAML 1.2 allows it: `\/`, half of a
 * surrogate pair, a number beyond Unicode.
 */
export function badEscape(content: string): BadEscape | undefined {
  for (const { 0: written, index } of content.matchAll(ESCAPE)) {
    if (written === '\\/') return { escape: written, index };
    const length = { x: 4, u: 6, U: 10 }[written.charAt(1)];
    if (length === undefined) continue;
    const codePoint = Number.parseInt(written.slice(2, length), 16);
    if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) {
      return { escape: written.slice(0, length), index };
    }
  }
  return undefined;
}
