/**
 * Cuts a file into its documents as kubectl does: at lines that start with `---`, or into concatenated JSON objects.
 * It looks at no more than that, so that a document nobody needs costs a split and nothing else. What kubectl prints of
 * a whole cluster is one document and as long as the cluster is large: it is cut into its items.
 */

import type { JsonMistake } from '../model/diagnostics/reading.ts';
import type { Diagnostic, Report } from '../model/diagnostics.ts';
import type { Source } from '../model/provenance.ts';
import { isBlank, isEmptyDocument, templateOf } from './blanks.ts';
import { findDumpItems, JSON_DUMP, YAML_DUMP } from './dump.ts';
import { Excerpt } from './excerpt.ts';
import { endOfIndentedValue, endOfJsonValue } from './json-extent.ts';
import type { LongText } from './long-text.ts';
import { LONGEST_DOCUMENT, TextWindow } from './text-window.ts';

/** A text of any length with its name, before anybody knows what it holds. */
export interface FileText {
  /** As in `Source.file`. */
  readonly name: string;
  readonly text: string | LongText;
}

/** A text that is one string. */
export interface NamedText extends FileText {
  readonly text: string;
}

/** A document as it was cut out of its file. */
export interface CutDocument {
  readonly source: Source;
  /** Whether it is an object of a dump so long that netpol takes the API server's word for what no verdict rests on. */
  readonly isDumped: boolean;
}

/**
 * Returns the documents of a file, without those that hold only blanks and comments; of a dump its items. Linear; the
 * texts are slices of the file's, and of a long text there only until the next document is asked for.
 * Spec: YAMLOrJSONDecoder and YAMLReader in k8s.io/apimachinery/pkg/util/yaml.
 */
export function* cutDocuments(file: FileText, report: Report): Generator<CutDocument, void, undefined> {
  const cutter = new Cutter(file, report);
  yield* cutter.cut();
  const failure = cutter.explainFailure();
  if (failure !== null) report(failure);
}

/** Returns the documents of a file that is not long. */
export function splitDocuments(file: NamedText, report: Report): Source[] {
  return Array.from(cutDocuments(file, report), ({ source }) => source);
}

type Cuts<End = void> = Generator<CutDocument, End, undefined>;

class Cutter {
  private documents = 0;
  /** 1-based line that was counted last, where it starts, and how far lines were counted. */
  private line = 1;
  private lineStart = 0;
  private counted = 0;
  private readonly file: string;
  private readonly report: Report;
  private readonly window: TextWindow;
  private readonly text: string | LongText;

  constructor({ name, text }: FileText, report: Report) {
    this.file = name;
    this.report = report;
    // Editors do not count a byte order mark as a column.
    this.text = typeof text === 'string' && text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.window = new TextWindow(this.text);
  }

  *cut(): Cuts {
    const start = this.skipBlanks(0);
    // `{{` opens a Helm template, which is never JSON.
    const isJson = this.window.startsWith('{', start) && !this.window.startsWith('{{', start);
    if (isJson) yield* this.cutJson(start);
    else yield* this.cutYaml(0);
  }

  /** Returns why the text ends before its end. */
  explainFailure(): Diagnostic | null {
    const { failure } = this.window;
    if (failure === null) return null;
    const { seen, start, offset, text } = failure;
    const at = { source: { ...this.placeAt(start), text }, offset };
    if (seen !== null) return { code: 'not-utf8', severity: 'error', at, args: { seen } };
    return { code: 'too-complex', severity: 'error', at, args: { limit: 'length', allowed: LONGEST_DOCUMENT } };
  }

  // A stream that starts with `{` is JSON until something else turns up behind its first object, then YAML.
  private *cutJson(first: number): Cuts {
    let count = 0;
    let start = first;
    while (this.window.startsWith('{', start)) {
      const end = (yield* this.cutDump(start)) ?? (yield* this.cutJsonValue(start));
      if (end === undefined) break;
      count += 1;
      start = this.skipBlanks(end);
    }
    if (Number.isNaN(this.window.unitAt(start))) return;
    if (count > 1) {
      const at = { source: this.sourceOf(start, this.window.toEnd()), offset: 0 };
      this.report({ code: 'json-syntax', severity: 'error', at, args: { mistake: 'text-after-value' } });
    }
    yield* this.cutYaml(start);
  }

  private *cutJsonValue(start: number): Cuts<number | undefined> {
    const end = this.window.endOfValue(start, endOfJsonValue);
    if (end !== undefined) yield* this.document(start, end);
    return end;
  }

  // All items of a dump are one document of their file.
  private *cutDump(start: number): Cuts<number | undefined> {
    if (typeof this.text !== 'string') return yield* this.cutLongDump(start);
    const dump = findDumpItems(this.text, start);
    if (dump === undefined) return undefined;
    this.documents += 1;
    for (const item of dump.items) yield { source: this.sourceOf(item.start, item.end), isDumped: false };
    return dump.end;
  }

  private *cutLongDump(start: number): Cuts<number | undefined> {
    let at = this.window.behind(JSON_DUMP.head, start);
    if (at === -1 || !this.window.startsWith('{', at)) return undefined;
    this.documents += 1;
    for (;;) {
      const end = this.window.endOfValue(at, endOfIndentedValue);
      yield* this.item(at, end ?? this.window.toEnd());
      // Of an item that does not end its reader says what is wrong with it.
      if (end === undefined) return this.window.toEnd();
      at = this.window.behind(JSON_DUMP.between, end);
      if (at === -1) return this.endOfEnvelope(end);
    }
  }

  private endOfEnvelope(behindItems: number): number {
    const end = this.window.behind(JSON_DUMP.tail, behindItems);
    if (end !== -1) return end;
    const start = this.skipBlanks(behindItems);
    const source = this.sourceOf(start, start + 1);
    const args: JsonMistake =
      source.text === ''
        ? { mistake: 'unclosed', opened: '[' }
        : { mistake: 'unexpected', seen: source.text, expected: 'comma' };
    this.report({ code: 'json-syntax', severity: 'error', at: { source, offset: 0 }, type: 'Decode', args });
    return this.window.toEnd();
  }

  private *cutYaml(from: number): Cuts {
    for (let start = from; ; ) {
      start = (yield* this.cutYamlDump(start)) ?? start;
      const separator = this.nextSeparator(start);
      yield* this.document(start, separator === -1 ? this.window.toEnd() : separator);
      if (separator === -1) return;
      const lineBreak = this.window.indexOf('\n', separator);
      const lineEnd = lineBreak === -1 ? this.window.toEnd() : lineBreak;
      this.checkSeparator(separator, lineEnd);
      start = lineBreak === -1 ? lineEnd : lineEnd + 1;
    }
  }

  private nextSeparator(from: number): number {
    if (this.window.startsWith('---', from)) return from;
    const lineBreak = this.window.indexOf('\n---', from);
    return lineBreak === -1 ? -1 : lineBreak + 1;
  }

  private checkSeparator(separator: number, lineEnd: number): void {
    const behind = this.window.slice(separator + 3, lineEnd);
    const text = behind.trim();
    if (text === '' || text.startsWith('#')) return;
    const offset = 3 + behind.indexOf(text);
    this.report({
      code: 'yaml-syntax',
      severity: 'error',
      at: { source: this.sourceOf(separator, lineEnd), offset },
      args: { mistake: 'text-after-separator', text },
    });
  }

  private *cutYamlDump(start: number): Cuts<number | undefined> {
    let at = typeof this.text === 'string' ? -1 : this.window.behind(YAML_DUMP.head, start);
    if (at === -1) return undefined;
    this.documents += 1;
    while (this.window.startsWith('- ', at)) {
      const lineBreak = this.window.search(YAML_DUMP.lineAtMargin, at);
      const end = lineBreak === -1 ? this.window.toEnd() : lineBreak + 1;
      yield* this.item(at, end);
      at = end;
    }
    const end = this.window.behind(YAML_DUMP.tail, at);
    if (end !== -1) return end;
    const place = { source: this.sourceOf(at, at), offset: 0 };
    this.report({ code: 'missing-type', severity: 'error', type: 'Decode', at: place, args: { missing: 'kind' } });
    return at;
  }

  private *document(start: number, end: number): Cuts {
    if (start >= end || this.isCutOff(end) || isEmptyDocument(this.window.slice(start, end))) return;
    this.documents += 1;
    yield* this.lend(this.sourceOf(start, end), false);
  }

  private *item(start: number, end: number): Cuts {
    if (!this.isCutOff(end)) yield* this.lend(this.sourceOf(start, end), true);
  }

  private *lend(source: Source, isDumped: boolean): Cuts {
    yield { source, isDumped };
    if (source instanceof Excerpt) source.forget();
  }

  // What stands before bytes that are no text is no document: nobody knows how it goes on.
  private isCutOff(end: number): boolean {
    return this.window.failure !== null && end === this.window.failure.start;
  }

  private sourceOf(start: number, end: number): Source {
    const text = this.window.slice(start, end);
    const place = this.placeAt(start);
    if (typeof this.text !== 'string') return new Excerpt(place, this.text, { start, end }, text);
    const template = templateOf(text);
    return { ...place, text, ...(template !== undefined && { template }) };
  }

  private placeAt(start: number): Omit<Source, 'text' | 'template'> {
    this.countLines(start);
    this.window.keepFrom(start);
    const { file, line: firstLine, documents: document } = this;
    return { file, firstLine, firstColumn: start - this.lineStart + 1, document };
  }

  // Lines are counted as `positionOf` does: a CR ends one unless an LF follows.
  private countLines(to: number): void {
    const text = this.window.slice(this.counted, to);
    const next = text.includes('\r') ? nextLineBreak : nextLineFeed;
    for (let at = next(text, 0); at !== -1; at = next(text, at + 1)) {
      this.line += 1;
      this.lineStart = this.counted + at + 1;
    }
    this.counted = to;
  }

  private skipBlanks(from: number): number {
    let at = from;
    while (isBlank(this.window.unitAt(at))) at += 1;
    return at;
  }
}

function nextLineFeed(text: string, from: number): number {
  return text.indexOf('\n', from);
}

function nextLineBreak(text: string, from: number): number {
  const found = text.slice(from).search(/\n|\r(?!\n)/);
  return found === -1 ? -1 : from + found;
}
