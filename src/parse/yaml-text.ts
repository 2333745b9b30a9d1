/** What of a YAML text is decided before or after its grammar: characters it may hold, and where its document ends. */

import type { ComplexityLimit, YamlMistake } from '../model/diagnostics/reading.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { Source } from '../model/provenance.ts';
import type { ParserFailure } from './diagnose.ts';
import { walkYaml } from './lexer.ts';
import { skipBlanksAndComments, startOfLine } from './scalar-text.ts';

/** Separators that one document may hold: the parser takes some 130 bytes for what follows each of them. */
const MAX_SEPARATORS = 10_000_000;

// Everything but what goyaml lets through and the three characters that only it takes for line breaks.
const REFUSED_CHARACTER = /[^\t\n\r -~\u00a0-\u2027\u202a-\ufffd]/;
const INVISIBLE_LINE_BREAKS: ReadonlySet<number> = new Set([0x85, 0x2028, 0x2029]);

/** Returns why a text is not even worth parsing, if so. */
export function unreadableText(source: Source): Diagnostic | undefined {
  const { text } = source;
  if (hasTooManySeparators(text)) {
    const args: ComplexityLimit = { limit: 'size', allowed: MAX_SEPARATORS };
    return { code: 'too-complex', severity: 'error', at: { source, offset: 0 }, args };
  }
  const refused = text.search(REFUSED_CHARACTER);
  if (refused !== -1) return syntaxError(source, refused, characterMistake(text.charCodeAt(refused)));
  const first = skipBlanksAndComments(text, text.startsWith('\uFEFF') ? 1 : 0);
  const mistake = openingMistake(text.slice(first, first + 20), first - startOfLine(text, first));
  return mistake && syntaxError(source, first, mistake);
}

// js-yaml allows both, and kubectl knows neither: it has cut the file at each `---` that starts a line.
function openingMistake(opening: string, column: number): YamlMistake | undefined {
  if (opening.startsWith('%') && column === 0) return { mistake: 'directive', name: /^%\w*/.exec(opening)?.[0] ?? '%' };
  return column > 0 && /^---\s/.test(opening) ? { mistake: 'indented-separator' } : undefined;
}

function characterMistake(codePoint: number): YamlMistake {
  return { mistake: INVISIBLE_LINE_BREAKS.has(codePoint) ? 'invisible-line-break' : 'control-character', codePoint };
}

function syntaxError(source: Source, offset: number, args: YamlMistake): Diagnostic {
  return { code: 'yaml-syntax', severity: 'error', at: { source, offset }, type: 'Decode', args };
}

const SEPARATORS = new Uint8Array(128);
for (const separator of '\n\r,:[{-?') SEPARATORS[separator.charCodeAt(0)] = 1;

function hasTooManySeparators(text: string): boolean {
  if (text.length <= MAX_SEPARATORS) return false;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) count += SEPARATORS[text.charCodeAt(at)] ?? 0;
  return count > MAX_SEPARATORS;
}

/** Where a document ends, and where text follows that Kubernetes never reads. */
export interface DocumentEnd {
  readonly end: number;
  readonly ignored?: number;
}

// A file with lone CRs is one line for kubectl, which therefore does not split it.
const DOCUMENT_END = /(?:^|[\r\n])\.\.\.(?=[ \t\r\n]|$)|\r---(?=[ \t\r\n]|$)/;

/** Returns where the first document of a text ends: at `...`, which unlike `---` starts no other for kubectl. */
export function endOfYamlDocument(text: string): DocumentEnd {
  const mayEnd = text.includes('...') || text.includes('\r---');
  const match = mayEnd ? DOCUMENT_END.exec(text) : null;
  if (match === null) return { end: text.length };
  const behind = match.index + match[0].length;
  const ignored = skipBlanksAndComments(text, behind);
  return { end: behind - 3, ...(ignored < text.length && { ignored }) };
}

/**
 * Returns where the root value ended although text follows, in the cases in which Kubernetes drops that text without a
 * word: behind a bracket, or at a line that is indented less than the first.
 */
export function endOfFirstValue(text: string, { reason, offset }: ParserFailure): number | undefined {
  if (!reason.startsWith('end of the stream')) return undefined;
  const root = skipBlanksAndComments(text, text.startsWith('\uFEFF') ? 1 : 0);
  const isDelimited = text.charAt(root) === '{' || text.charAt(root) === '[';
  return isDelimited || root - startOfLine(text, root) > offset - startOfLine(text, offset) ? offset : undefined;
}

/** Returns the first tab in the indentation of a line; js-yaml minds such a tab only where a key follows. */
export function tabInIndentation(text: string): number | undefined {
  if (!/(?:^|[\r\n])[ ?-]*\t/.test(text)) return undefined;
  let found: number | undefined;
  walkYaml(text, {
    indentTab: (offset) => {
      found ??= offset;
    },
  });
  return found;
}
