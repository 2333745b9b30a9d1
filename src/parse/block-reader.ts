/**
 * The fast lane for YAML as people and kubectl write most of it: block style, one key to a line. It gives exactly the
 * nodes that the parser and composer would give, some ten times faster, and gives up at whatever else it meets:
 * anchors, tags, brackets over several lines, folded blocks, tabs, repeated keys, and everything that is wrong.
 */

import {
  endOfKey,
  endOfLine,
  endOfPlain,
  isIndicator,
  isItem,
  isLineEnd,
  NOT_PLAIN,
  skipSpaces,
} from './block-line.ts';
import type { ScalarEvent } from './events.ts';
import { EVENT, STYLE } from './events.ts';
import { readFlow } from './flow-reader.ts';
import { closingQuote } from './json-extent.ts';
import { MappingBuilder } from './mapping-builder.ts';
import type { Node, ScalarNode } from './node.ts';
import { keyText, mayResolve, resolvePlain } from './scalar.ts';
import type { Fields, KeepText, Skim } from './skim.ts';
import { WHOLLY } from './skim.ts';

/** Returns the text of a scalar that is not its own value: folded, with escapes, a block. */
export type TextOf = (scalar: ScalarEvent) => string;

/** Returns the root of a document, or what a skim reads of it; undefined where the document needs the parser. */
export function readBlockStyle(text: string, textOf: TextOf, skim: Skim = WHOLLY): Node | undefined {
  if (text.includes('\r') || text.startsWith('\uFEFF')) return undefined;
  const reader = new BlockReader(text, textOf, skim);
  return reader.readDocument();
}

/** Collections that may be open at once; beyond, the parser has to judge. */
const MAX_DEPTH = 80;

/** What begins a value that may end on a line as shallow as its key. */
const MAY_GO_OVER_LINES: ReadonlySet<number> = new Set(['"', "'", '{', '['].map((mark) => mark.charCodeAt(0)));

const TAB = 9;
const LF = 10;
const QUOTE = 34;
const HASH = 35;
const DASH = 45;

class BlockReader {
  /** Offset of the first character of the current line that is no space, and its column; -1 behind the last line. */
  private at = 0;
  private column = -1;
  private depth = 0;
  private readonly text: string;
  private readonly textOf: TextOf;
  /** Fields to read of the mapping that is read, or of those in the list that is read. */
  private fields: Fields | null;
  private readonly keep: KeepText;

  constructor(text: string, textOf: TextOf, { fields, keep }: Skim) {
    this.text = text;
    this.textOf = textOf;
    this.fields = fields;
    this.keep = keep;
  }

  readDocument(): Node | undefined {
    if (!this.toContent(0) || this.column !== 0) return undefined;
    const root = this.readCollection();
    return this.at >= this.text.length ? root : undefined;
  }

  /** Goes to the first line with content from a line start on; false at a tab or document marker. */
  private toContent(lineStart: number): boolean {
    const { text } = this;
    let start = lineStart;
    for (;;) {
      const at = skipSpaces(text, start);
      const unit = text.charCodeAt(at);
      if (unit === LF) {
        start = at + 1;
      } else if (unit === HASH) {
        start = endOfLine(this.text, at) + 1;
      } else {
        const isEnd = at >= text.length;
        this.at = at;
        this.column = isEnd ? -1 : at - start;
        return isEnd || (unit !== TAB && !(at === start && (text.startsWith('...', at) || text.startsWith('---', at))));
      }
    }
  }

  private readCollection(): Node | undefined {
    if (this.depth === MAX_DEPTH) return undefined;
    this.depth += 1;
    const node = isItem(this.text, this.at) ? this.readSequence(this.column) : this.readMapping(this.column);
    this.depth -= 1;
    return node;
  }

  private readSequence(column: number): Node | undefined {
    const offset = this.at;
    const items: Node[] = [];
    while (this.column === column && isItem(this.text, this.at)) {
      const item = this.readItem(column);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return this.column > column ? undefined : { kind: 'sequence', offset, items };
  }

  private readItem(column: number): Node | undefined {
    const dash = this.at;
    const content = skipSpaces(this.text, dash + 1);
    if (isLineEnd(this.text, content, dash + 1)) return this.readBelow(dash + 1, content, column, column + 1);
    if (!isItem(this.text, content) && endOfKey(this.text, content) === -1) return this.readInline(content, column);
    // `- key: value` opens a mapping, `- - value` a sequence, at the column of what follows the dash.
    this.at = content;
    this.column = column + content - dash;
    return this.readCollection();
  }

  private readMapping(column: number): Node | undefined {
    const offset = this.at;
    const builder = new MappingBuilder();
    const { fields } = this;
    while (this.column === column && !isItem(this.text, this.at)) {
      const keyOffset = this.at;
      const keyEnd = endOfKey(this.text, keyOffset);
      if (keyEnd === -1) return undefined;
      const key = this.keyOf(keyOffset, keyEnd);
      if (key === undefined) return undefined;
      const wanted = fields === null ? null : fields.get(key);
      if (wanted === undefined) {
        if (!this.passOver(keyEnd + 1, column)) return undefined;
        continue;
      }
      this.fields = wanted;
      const value = this.readValue(keyEnd + 1, column);
      this.fields = fields;
      if (value === undefined) return undefined;
      if (builder.add({ key, keyOffset, keyEnd, value }) !== undefined) return undefined;
    }
    return this.column >= column ? undefined : builder.finish(offset);
  }

  // `<<` merges, and null is refused as a key.
  private keyOf(start: number, end: number): string | undefined {
    const key = this.text.slice(start, end);
    if (mayResolve(key.charCodeAt(0))) return keyText(resolvePlain(key));
    return key === '<<' ? undefined : this.keep(key);
  }

  // All deeper lines belong to a value, except where quotes and brackets are open over lines.
  private passOver(behindColon: number, column: number): boolean {
    const content = skipSpaces(this.text, behindColon);
    if (MAY_GO_OVER_LINES.has(this.text.charCodeAt(content))) return this.readInline(content, column) !== undefined;
    do {
      if (!this.toContent(endOfLine(this.text, Math.max(content, this.at)) + 1)) return false;
    } while (this.column > column || (this.column === column && isItem(this.text, this.at)));
    return true;
  }

  private readValue(behindColon: number, column: number): Node | undefined {
    const content = skipSpaces(this.text, behindColon);
    if (!isLineEnd(this.text, content, behindColon)) return this.readInline(content, column);
    return this.readBelow(behindColon, content, column, column);
  }

  // What follows on deeper lines; items may stand in the column of their key. Nothing is null.
  private readBelow(behind: number, content: number, column: number, itemColumn: number): Node | undefined {
    if (!this.toContent(endOfLine(this.text, content) + 1)) return undefined;
    if (this.column < itemColumn || (this.column <= column && !isItem(this.text, this.at))) {
      return { kind: 'scalar', value: null, offset: behind, end: behind };
    }
    return isItem(this.text, this.at) || endOfKey(this.text, this.at) !== -1 ? this.readCollection() : undefined;
  }

  private readInline(start: number, column: number): Node | undefined {
    const unit = this.text.charCodeAt(start);
    switch (unit) {
      case QUOTE:
      case 0x27: // '
        return this.readQuoted(start, unit);
      case 0x7b: // {
      case 0x5b: // [
        return this.readBrackets(start);
      case 0x7c: // |
        return this.readLiteral(start, column);
      default:
        return NOT_PLAIN[unit] === 1 || isIndicator(this.text, start) ? undefined : this.readPlain(start, column);
    }
  }

  private readBrackets(start: number): Node | undefined {
    const flow = readFlow(this.text, start);
    return flow !== undefined && this.endLine(flow.end) ? flow.node : undefined;
  }

  private readQuoted(start: number, quote: number): ScalarNode | undefined {
    const isDouble = quote === QUOTE;
    const end = isDouble ? closingQuote(this.text, start) : this.text.indexOf("'", start + 1);
    if (end === -1 || (!isDouble && this.text.charCodeAt(end + 1) === quote)) return undefined;
    const content = this.text.slice(start + 1, end);
    const isSimple = !content.includes('\n') && !(isDouble && content.includes('\\'));
    if (!isSimple && UNUSUAL_IN_QUOTES.test(content)) return undefined;
    const style = isDouble ? STYLE.doubleQuoted : STYLE.singleQuoted;
    const value = isSimple ? this.keep(content) : this.decode({ style, valueStart: start + 1, valueEnd: end });
    return this.endLine(end + 1) ? { kind: 'scalar', value, offset: start, end: end + 1 } : undefined;
  }

  private readPlain(start: number, column: number): ScalarNode | undefined {
    let end = endOfPlain(this.text, start);
    if (end === -1 || !this.endLine(end)) return undefined;
    if (this.column <= column) return this.plainNode(start, end, this.text.slice(start, end));
    while (this.column > column) {
      // A comment between two lines ends the scalar, and what follows it is a mistake.
      if (this.text.slice(end, this.at).includes('#')) return undefined;
      end = endOfPlain(this.text, this.at);
      if (end === -1 || !this.endLine(end)) return undefined;
    }
    return this.plainNode(start, end, this.decode({ style: STYLE.plain, valueStart: start, valueEnd: end }));
  }

  private plainNode(offset: number, end: number, text: string): ScalarNode | undefined {
    if (!mayResolve(text.charCodeAt(0))) return { kind: 'scalar', value: this.keep(text), offset, end };
    const value = resolvePlain(text);
    if (typeof value === 'string') return { kind: 'scalar', value: this.keep(value), offset, end };
    const isHeldByJson = typeof value !== 'number' || Number.isFinite(value);
    return isHeldByJson ? { kind: 'scalar', value, offset, end } : undefined;
  }

  // `|` and `|-`, whose first line that is not empty sets the indentation.
  private readLiteral(start: number, column: number): ScalarNode | undefined {
    const { text } = this;
    const isStripped = text.charCodeAt(start + 1) === DASH;
    const header = start + (isStripped ? 2 : 1);
    if (text.charCodeAt(header) !== LF) return undefined;
    const valueStart = header + 1;
    let lineStart = valueStart;
    while (text.charCodeAt(lineStart) === LF) lineStart += 1;
    const indent = skipSpaces(this.text, lineStart) - lineStart;
    if (indent <= column || text.charCodeAt(lineStart + indent) === LF) return undefined;
    while (lineStart < text.length && isInLiteral(text, lineStart, indent)) lineStart = endOfLine(text, lineStart) + 1;
    if (lineStart > text.length || !this.toContent(lineStart)) return undefined;
    const chomping = isStripped ? 2 : 1;
    const value = this.decode({ style: STYLE.literal, valueStart, valueEnd: lineStart, chomping, indent });
    return { kind: 'scalar', value, offset: start, end: lineStart };
  }

  private decode(scalar: Partial<ScalarEvent>): string {
    return this.textOf({ ...PLAIN_EVENT, ...scalar });
  }

  /** Expects nothing but blanks and a comment in the rest of a line, and goes to the next line with content. */
  private endLine(from: number): boolean {
    const at = skipSpaces(this.text, from);
    return isLineEnd(this.text, at, from) && this.toContent(endOfLine(this.text, at) + 1);
  }
}

function isInLiteral(text: string, lineStart: number, indent: number): boolean {
  const content = skipSpaces(text, lineStart);
  return content - lineStart >= indent || text.charCodeAt(content) === LF;
}

const PLAIN_EVENT: ScalarEvent = {
  type: EVENT.scalar,
  valueStart: -1,
  valueEnd: -1,
  anchorStart: -1,
  anchorEnd: -1,
  tagStart: -1,
  tagEnd: -1,
  style: STYLE.plain,
  chomping: 1,
  indent: -1,
  fast: false,
};

// Escapes beyond the everyday ones, tabs, and lines that would end a document.
const UNUSUAL_IN_QUOTES = /\\(?!["\\nrt])|\t|\n(?:---|\.\.\.)/;
