/** Blanks and comments, of which some documents consist, and what the comments before a document tell. */

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const HASH = 35;

/** Tells whether a unit is a space, a tab or a line break. */
export function isBlank(unit: number): boolean {
  return unit === SPACE || unit === LF || unit === CR || unit === TAB;
}

/** Tells whether a text holds nothing but blanks and comments. */
export function isEmptyDocument(text: string): boolean {
  let at = skipBlanks(text, 0);
  while (text.charCodeAt(at) === HASH) {
    while (at < text.length && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at += 1;
    at = skipBlanks(text, at);
  }
  return at === text.length;
}

const HELM_SOURCE = '# Source: ';
const KUSTOMIZE_ORIGIN = /config\.kubernetes\.io\/origin: *[|>][-+]?\n((?:[^\n]*\n?){1,6})/;

/** Returns the template that a renderer names: Helm in the first comments; kustomize, when asked to, in an annotation. */
export function templateOf(text: string): string | undefined {
  let at = skipBlanks(text, 0);
  while (text.charCodeAt(at) === HASH) {
    const lineBreak = text.indexOf('\n', at);
    const lineEnd = lineBreak === -1 ? text.length : lineBreak;
    if (text.startsWith(HELM_SOURCE, at)) return text.slice(at + HELM_SOURCE.length, lineEnd).trim();
    at = skipBlanks(text, lineEnd);
  }
  const origin = text.includes('config.kubernetes.io/origin') ? KUSTOMIZE_ORIGIN.exec(text)?.[1] : undefined;
  return origin === undefined ? undefined : /^ +path: *(\S+)/m.exec(origin)?.[1];
}

/** Returns the offset of the first unit from an offset on that is no blank. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}
