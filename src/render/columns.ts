/** Text in columns: what a terminal makes of characters, and what must never reach one. */

import stringWidth from 'string-width';
import type { Style } from './style.ts';

// C0 and C1 controls could move the cursor, colour the screen or end the line; the bidirectional ones reorder what is read.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const LONGEST_INDENT = 24;
const SHORT_INDENT = 4;
// ASCII and our own glyphs, which are most of what is measured; the library looks at every character.
const ONE_COLUMN_EACH = /^[ -~●○–◐·✓✗→↓›…│╰─⚠]*$/;

/** Returns a text of foreign origin with what a terminal would obey written out, as `\u{1b}`. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

/** Returns how many columns of a terminal a text takes; colours take none. */
export function widthOf(text: string): number {
  return ONE_COLUMN_EACH.test(text) ? text.length : stringWidth(text);
}

/** Returns a text with blanks behind it up to a width. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Returns a text with blanks before it up to a width. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Returns a text with blanks around it up to a width; the odd one goes before it. */
export function padAround(text: string, width: number): string {
  const free = Math.max(0, width - widthOf(text));
  return ' '.repeat(Math.ceil(free / 2)) + text + ' '.repeat(Math.floor(free / 2));
}

/**
 * Returns words in lines of at most the style's width, the first line behind `first` and the others
 * below it, or little indented where `first` is long.
 */
export function wrapWords(
  words: readonly string[],
  separator: string,
  first: string,
  { width }: Style,
): readonly string[] {
  const indent = ' '.repeat(widthOf(first) > LONGEST_INDENT ? SHORT_INDENT : widthOf(first));
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of words) {
    const longer = isEmpty ? line + word : line + separator + word;
    if (!isEmpty && widthOf(longer) > width) {
      lines.push((line + separator).trimEnd());
      line = indent + word;
    } else {
      line = longer;
    }
    isEmpty = false;
  }
  return [...lines, line];
}
