/** Finds where a JSON value ends, by its brackets and quotes alone. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 10;
const SPACE = 32;
const COMMA = 0x2c;
const KUBECTL_INDENT = 4;

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

/**
 * Returns the same at the speed of finding a character for a value that is indented as kubectl does: its last bracket is
 * the first one that stands alone on a line as shallow as the one it starts on. Where somebody indents otherwise,
 * brackets are left over, and whoever reads on notices.
 */
export function endOfIndentedValue(text: string, start: number): number | undefined {
  const indent = indentAt(text, text.lastIndexOf('\n', start) + 1);
  const isIndented = text.charCodeAt(start + 1) === LF && indentAt(text, start + 2) === indent + KUBECTL_INDENT;
  if (!isIndented) return endOfJsonValue(text, start);
  const bracket = text.charAt(start) === '{' ? '}' : ']';
  let end = text.indexOf(bracket, start);
  while (end !== -1 && !(text.charCodeAt(end - indent - 1) === LF && indentAt(text, end - indent) === indent))
    end = text.indexOf(bracket, end + 1);
  if (end === -1) return undefined;
  return goesOnAsIndented(text, end + 1, indent) ? end + 1 : endOfJsonValue(text, start);
}

// Another value on the same level, or the end of the level.
function goesOnAsIndented(text: string, end: number, indent: number): boolean {
  if (text.charCodeAt(end) === LF) return indentAt(text, end + 1) < indent;
  return text.charCodeAt(end) === COMMA && text.charCodeAt(end + 1) === LF && indentAt(text, end + 2) === indent;
}

function indentAt(text: string, lineStart: number): number {
  let indent = 0;
  while (text.charCodeAt(lineStart + indent) === SPACE) indent += 1;
  return indent;
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
