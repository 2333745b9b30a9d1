/** Finds where a JSON value ends, by its brackets and quotes alone. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Returns the offset behind the object or array that starts at `start`, or undefined where its brackets do not pair up
 * or something stands in it that only YAML knows (a comment, a single quote).
 */
export function endOfJsonValue(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = closingQuote(text, at);
        if (at === -1) return undefined;
        break;
      case 0x7b: // {
      case 0x5b: // [
        depth += 1;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        depth -= 1;
        if (depth === 0) return at + 1;
        break;
      case 0x23: // #
      case 0x27: // '
        return undefined;
      default:
    }
  }
  return undefined;
}

/** Returns the offset of the quote that ends the string whose first quote is at `start`, or -1. */
export function closingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at !== -1 && text.charCodeAt(at - 1) === BACKSLASH && isEscaped(text, at, start))
    at = text.indexOf('"', at + 1);
  return at;
}

function isEscaped(text: string, quote: number, start: number): boolean {
  let at = quote - 1;
  while (at > start && text.charCodeAt(at) === BACKSLASH) at -= 1;
  return (quote - at) % 2 === 0;
}
