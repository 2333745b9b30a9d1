/** Phrases that messages share: lists of words, quoted texts, counts. */

/** Returns `a`, `a or b`, `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

/** Returns `a`, `a and b`, `a, b and c`. */
export function enumeration(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** Returns a text in quotes on one line, whatever it holds; a long one is cut. */
export function quoted(text: string): string {
  const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return JSON.stringify(short);
}

/** Returns names in backticks. */
export function ticked(names: readonly string[]): readonly string[] {
  return names.map((name) => `\`${name.replace(/[\r\n`]/g, ' ')}\``);
}

/** Returns `1 pod`, `2 pods`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const LONGEST_QUOTE = 80;
