/** Small readings of one line of block-style YAML, for the fast lane. -1 means that only the parser can tell. */

const TAB = 9;
const LF = 10;
const SPACE = 32;
const HASH = 35;
const DASH = 45;
const COLON = 58;
const QUESTION_MARK = 63;

/** 1 for units with which no plain scalar begins: YAML's indicators and blanks. */
export const NOT_PLAIN: Uint8Array = new Uint8Array(0x10000);
for (const unit of ' \t\n!"#%&\'*,>@[]`{|}') NOT_PLAIN[unit.charCodeAt(0)] = 1;

/** Returns the offset of the colon behind a plain key, or -1 where none starts. */
export function endOfKey(text: string, start: number): number {
  if (NOT_PLAIN[text.charCodeAt(start)] === 1 || isIndicator(text, start)) return -1;
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === COLON && isBlank(text, at + 1)) return text.charCodeAt(at - 1) === SPACE ? -1 : at;
    if (unit === LF || unit === TAB || (unit === HASH && text.charCodeAt(at - 1) === SPACE)) return -1;
  }
  return -1;
}

/** Returns the offset behind a plain scalar on its line, or -1 where a tab or a second key stands in it. */
export function endOfPlain(text: string, start: number): number {
  let end = start;
  for (let at = start; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === LF || (unit === HASH && text.charCodeAt(at - 1) === SPACE)) break;
    if (unit === TAB || (unit === COLON && isBlank(text, at + 1))) return -1;
    if (unit !== SPACE) end = at + 1;
  }
  return end;
}

/** Returns whether a `- ` stands at an offset. */
export function isItem(text: string, at: number): boolean {
  return text.charCodeAt(at) === DASH && isBlank(text, at + 1);
}

/** Returns whether `-`, `?` or `:` stands at an offset with nothing glued to it. */
export function isIndicator(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit === DASH || unit === COLON || unit === QUESTION_MARK) && isBlank(text, at + 1);
}

function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === SPACE || unit === LF || unit === TAB || at >= text.length;
}

/** Returns the offset of the first character from `from` on that is no space. */
export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

/** Returns whether nothing but a comment follows at `at`, the first character behind `from` that is no space. */
export function isLineEnd(text: string, at: number, from: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === LF || at >= text.length || (unit === HASH && at > from);
}

/** Returns the offset of the line feed that ends a line, or the end of the text. */
export function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at;
}
