/**
 * Cuts a file into its documents as kubectl does: at lines that start with `---`, or into concatenated JSON objects.
 * It looks at no more than that, so that a document nobody needs costs a split and nothing else.
 */

import type { Report } from '../model/diagnostics.ts';
import type { Source } from '../model/provenance.ts';
import { findDumpItems } from './json-dump.ts';
import { endOfJsonValue } from './json-extent.ts';

/** A named text, before anybody knows what it holds. */
export interface NamedText {
  /** As in `Source.file`. */
  readonly name: string;
  readonly text: string;
}

/**
 * Returns the documents of a file, without those that hold only blanks and comments; of a dump by kubectl its items. Linear; the texts are slices of
 * the file's.
 * Spec: YAMLOrJSONDecoder and YAMLReader in k8s.io/apimachinery/pkg/util/yaml.
 */
export function splitDocuments(file: NamedText, report: Report): Source[] {
  const splitter = startSplitter(file, report);
  const start = skipBlanks(splitter.text, 0);
  // `{{` opens a Helm template, which is never JSON.
  const isJson = splitter.text.charAt(start) === '{' && splitter.text.charAt(start + 1) !== '{';
  if (isJson) splitJson(splitter, start);
  else splitYaml(splitter, 0);
  return splitter.sources;
}

interface Splitter {
  readonly file: string;
  readonly text: string;
  readonly report: Report;
  readonly sources: Source[];
  documents: number;
  /** Whether some document may name its template; most files name none. */
  readonly mayHaveOrigin: boolean;
  readonly hasCarriageReturn: boolean;
  /** 1-based line that was counted last, where it starts and where it ends. */
  line: number;
  lineStart: number;
  lineBreak: number;
}

function startSplitter({ name, text: written }: NamedText, report: Report): Splitter {
  // Editors do not count a byte order mark as a column.
  const text = written.startsWith('\uFEFF') ? written.slice(1) : written;
  const splitter = {
    file: name,
    text,
    report,
    sources: [],
    documents: 0,
    mayHaveOrigin: text.includes('config.kubernetes.io/'),
    hasCarriageReturn: text.includes('\r'),
    line: 1,
    lineStart: 0,
    lineBreak: 0,
  };
  splitter.lineBreak = nextLineBreak(splitter, 0);
  return splitter;
}

// A stream that starts with `{` is JSON until something else turns up behind its first object, then YAML.
function splitJson(splitter: Splitter, first: number): void {
  const { text } = splitter;
  let count = 0;
  let start = first;
  while (text.charAt(start) === '{') {
    const end = splitDump(splitter, start) ?? splitJsonValue(splitter, start);
    if (end === undefined) break;
    count += 1;
    start = skipBlanks(text, end);
  }
  if (start === text.length) return;
  if (count > 1) {
    const at = { source: sourceOf(splitter, start, text.length), offset: 0 };
    splitter.report({ code: 'json-syntax', severity: 'error', at, args: { mistake: 'text-after-value' } });
  }
  splitYaml(splitter, start);
}

function splitJsonValue(splitter: Splitter, start: number): number | undefined {
  const end = endOfJsonValue(splitter.text, start);
  if (end !== undefined) addSource(splitter, start, end);
  return end;
}

// All items of a dump are one document of their file.
function splitDump(splitter: Splitter, start: number): number | undefined {
  const dump = findDumpItems(splitter.text, start);
  if (dump === undefined) return undefined;
  splitter.documents += 1;
  for (const item of dump.items) splitter.sources.push(sourceOf(splitter, item.start, item.end));
  return dump.end;
}

function splitYaml(splitter: Splitter, from: number): void {
  const { text } = splitter;
  let start = from;
  let separator = text.startsWith('---', from) ? from : nextSeparator(text, from);
  while (separator !== -1) {
    addSource(splitter, start, separator);
    const lineEnd = indexOrEnd(text, '\n', separator);
    checkSeparator(splitter, separator, lineEnd);
    start = Math.min(lineEnd + 1, text.length);
    separator = text.startsWith('---', start) ? start : nextSeparator(text, start);
  }
  addSource(splitter, start, text.length);
}

function nextSeparator(text: string, from: number): number {
  const lineBreak = text.indexOf('\n---', from);
  return lineBreak === -1 ? -1 : lineBreak + 1;
}

function checkSeparator(splitter: Splitter, separator: number, lineEnd: number): void {
  const behind = splitter.text.slice(separator + 3, lineEnd);
  const text = behind.trim();
  if (text === '' || text.startsWith('#')) return;
  const offset = 3 + behind.indexOf(text);
  splitter.report({
    code: 'yaml-syntax',
    severity: 'error',
    at: { source: sourceOf(splitter, separator, lineEnd), offset },
    args: { mistake: 'text-after-separator', text },
  });
}

function addSource(splitter: Splitter, start: number, end: number): void {
  if (start >= end || isEmptyDocument(splitter.text, start, end)) return;
  splitter.documents += 1;
  splitter.sources.push(sourceOf(splitter, start, end));
}

function sourceOf(splitter: Splitter, start: number, end: number): Source {
  countLines(splitter, start);
  const text = splitter.text.slice(start, end);
  const template = templateOf(text, splitter.mayHaveOrigin);
  return {
    file: splitter.file,
    text,
    firstLine: splitter.line,
    firstColumn: start - splitter.lineStart + 1,
    document: splitter.documents,
    ...(template !== undefined && { template }),
  };
}

// Lines are counted as `positionOf` does: a CR ends one unless an LF follows.
function countLines(splitter: Splitter, offset: number): void {
  while (splitter.lineBreak < offset) {
    splitter.line += 1;
    splitter.lineStart = splitter.lineBreak + 1;
    splitter.lineBreak = nextLineBreak(splitter, splitter.lineStart);
  }
}

function nextLineBreak({ text, hasCarriageReturn }: Splitter, from: number): number {
  if (!hasCarriageReturn) return indexOrEnd(text, '\n', from);
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === LF || (unit === CR && text.charCodeAt(at + 1) !== LF)) return at;
  }
  return text.length;
}

function isEmptyDocument(text: string, start: number, end: number): boolean {
  let at = skipBlanks(text, start);
  while (at < end && text.charCodeAt(at) === HASH) {
    while (at < end && !isLineBreak(text.charCodeAt(at))) at += 1;
    at = skipBlanks(text, at);
  }
  return at >= end;
}

const HELM_SOURCE = '# Source: ';
const KUSTOMIZE_ORIGIN = /config\.kubernetes\.io\/origin: *[|>][-+]?\n((?:[^\n]*\n?){1,6})/;

// Helm puts the template's path into the first comment; kustomize, when asked to, into an annotation.
function templateOf(text: string, mayHaveOrigin: boolean): string | undefined {
  let at = skipBlanks(text, 0);
  while (text.charCodeAt(at) === HASH) {
    const lineEnd = indexOrEnd(text, '\n', at);
    if (text.startsWith(HELM_SOURCE, at)) return text.slice(at + HELM_SOURCE.length, lineEnd).trim();
    at = skipBlanks(text, lineEnd);
  }
  const origin = mayHaveOrigin ? KUSTOMIZE_ORIGIN.exec(text)?.[1] : undefined;
  return origin === undefined ? undefined : /^ +path: *(\S+)/m.exec(origin)?.[1];
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const HASH = 35;

function isLineBreak(unit: number): boolean {
  return unit === LF || unit === CR;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (
    let unit = text.charCodeAt(at);
    unit === SPACE || unit === TAB || isLineBreak(unit);
    unit = text.charCodeAt(at)
  ) {
    at += 1;
  }
  return at;
}

function indexOrEnd(text: string, part: string, from: number): number {
  const index = text.indexOf(part, from);
  return index === -1 ? text.length : index;
}
