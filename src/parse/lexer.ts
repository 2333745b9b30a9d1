/**
 * A forgiving walk over YAML: quotes, brackets, comments and block scalars, whether or not the text as a whole makes
 * sense. It serves to mend and to explain texts that the parser refused; no value is ever read from it.
 */

import { endOfLine } from './scalar-text.ts';

/** What the walk comes across; ranges are 0-based, end exclusive. */
export interface LexerVisitor {
  /** A quoted scalar, quotes included; not closed means that it runs to the end of the text. */
  readonly quote?: (start: number, end: number, isClosed: boolean) => void;
  /** A tag or anchor as written. */
  readonly property?: (start: number, end: number) => void;
  /** `[` or `{`. */
  readonly open?: (offset: number) => void;
  /** `]` or `}` inside brackets. */
  readonly close?: (offset: number) => void;
  /** A comment with its `#`, and whether it stands inside brackets. */
  readonly comment?: (start: number, end: number, isInBrackets: boolean) => void;
  /** Line breaks inside brackets. */
  readonly flowBreak?: (start: number, end: number) => void;
  /** A tab behind the first character of a line. */
  readonly tab?: (offset: number) => void;
  /** A tab where only spaces may stand: before the first token of a line, or behind its `-`. */
  readonly indentTab?: (offset: number) => void;
}

/** Walks over a whole text. Linear, and keeps nothing but the number of open brackets. */
export function walkYaml(text: string, visitor: LexerVisitor): void {
  const walk = new Walk(text, visitor);
  while (walk.at < text.length) walk.step();
}

const BLANK_OR_END = /[ \t\r\n]|^$/;
const FLOW_INDICATORS = new Set(['[', ']', '{', '}', ',']);

class Walk {
  at = 0;
  private depth = 0;
  /** Whether a new token may start here; elsewhere quotes and brackets are ordinary characters. */
  private isFresh = true;
  /** Whether nothing but blanks stands before on the line. */
  private isIndentation = true;
  /** Whether the token that was read last is a plain scalar, which the next line may continue. */
  private isPlain = false;
  /** Column of what that scalar belongs to. */
  private plainParent = 0;
  /** Whether a `#` would be a comment. */
  private isApart = true;
  private lineStart = 0;
  /** Column of the key or item that the line began; the content of a block scalar is deeper. */
  private column = 0;
  private readonly text: string;
  private readonly visitor: LexerVisitor;

  constructor(text: string, visitor: LexerVisitor) {
    this.text = text;
    this.visitor = visitor;
  }

  step(): void {
    const character = this.text.charAt(this.at);
    switch (character) {
      case '\n':
      case '\r':
        this.breakLine();
        break;
      case '\t':
        if (!this.isIndentation) this.visitor.tab?.(this.at);
        else if (this.depth === 0 && !this.continuesPlain()) this.visitor.indentTab?.(this.at);
        this.skipBlank();
        break;
      case ' ':
        this.skipBlank();
        break;
      default:
        if (character === '#' && this.isApart) this.skipComment();
        else this.readContent(character);
    }
  }

  private readContent(character: string): void {
    if (this.continuesPlain()) this.isFresh = false;
    else if (this.isIndentation) this.column = this.at - this.lineStart;
    this.isPlain = false;
    this.isIndentation = false;
    this.isApart = false;
    if (character === ':' && this.endsKey()) this.advance(true);
    else if (this.depth > 0 && FLOW_INDICATORS.has(character)) this.readFlowIndicator(character);
    else if (this.isFresh) this.startToken(character);
    else this.readPlain();
  }

  private readPlain(): void {
    if (this.isFresh) {
      const column = this.at - this.lineStart;
      this.plainParent = column === this.column ? column - 1 : this.column;
    }
    this.isPlain = true;
    this.advance(false);
  }

  // A plain scalar goes on over lines that are indented deeper than what it belongs to.
  private continuesPlain(): boolean {
    return this.isPlain && this.isIndentation && this.depth === 0 && this.at - this.lineStart > this.plainParent;
  }

  private startToken(character: string): void {
    switch (character) {
      case '"':
      case "'":
        this.skipQuoted(character);
        break;
      case '[':
      case '{':
        this.readFlowIndicator(character);
        break;
      case '|':
      case '>':
        if (this.depth === 0) this.skipBlockScalar();
        else this.readPlain();
        break;
      case '-':
      case '?':
        if (BLANK_OR_END.test(this.text.charAt(this.at + 1))) this.startItem();
        else this.readPlain();
        break;
      case '&':
      case '!':
        this.skipProperty();
        break;
      default:
        this.readPlain();
    }
  }

  private skipProperty(): void {
    const start = this.at;
    while (!this.endsProperty(this.text.charAt(this.at))) this.at += 1;
    this.visitor.property?.(start, this.at);
  }

  private endsProperty(character: string): boolean {
    return BLANK_OR_END.test(character) || (this.depth > 0 && FLOW_INDICATORS.has(character));
  }

  private startItem(): void {
    this.column = this.at - this.lineStart;
    this.advance(true);
    this.isIndentation = this.depth === 0;
  }

  private readFlowIndicator(character: string): void {
    if (character === '[' || character === '{') {
      this.depth += 1;
      this.visitor.open?.(this.at);
      this.advance(true);
    } else if (character === ',') this.advance(true);
    else {
      this.depth -= 1;
      this.visitor.close?.(this.at);
      this.advance(false);
      this.isApart = true;
    }
  }

  private endsKey(): boolean {
    const following = this.text.charAt(this.at + 1);
    return BLANK_OR_END.test(following) || (this.depth > 0 && FLOW_INDICATORS.has(following));
  }

  private advance(isFresh: boolean): void {
    this.at += 1;
    this.isFresh = isFresh;
  }

  private skipBlank(): void {
    this.at += 1;
    this.isApart = true;
  }

  private breakLine(): void {
    const start = this.at;
    this.at += this.text.startsWith('\r\n', start) ? 2 : 1;
    if (this.depth > 0) this.visitor.flowBreak?.(start, this.at);
    this.lineStart = this.at;
    this.isIndentation = true;
    this.isApart = true;
    this.isFresh = true;
  }

  private skipComment(): void {
    this.isPlain = false;
    const start = this.at;
    this.at = endOfLine(this.text, start);
    this.visitor.comment?.(start, this.at, this.depth > 0);
  }

  private skipQuoted(quote: string): void {
    const start = this.at;
    const end = endOfQuoted(this.text, start, quote);
    this.at = end ?? this.text.length;
    this.isFresh = false;
    this.isApart = true;
    this.visitor.quote?.(start, this.at, end !== undefined);
  }

  // The first line with content sets the indentation; the scalar ends before the first line that has less.
  private skipBlockScalar(): void {
    const { text, column } = this;
    let required = column + 1;
    let isFirst = true;
    this.at = endOfLine(text, this.at);
    while (this.at < text.length) {
      const start = this.at + (text.startsWith('\r\n', this.at) ? 2 : 1);
      let content = start;
      while (text.charCodeAt(content) === 0x20) content += 1;
      const end = endOfLine(text, content);
      if (text.charAt(start) === '\t') this.visitor.indentTab?.(start);
      if (end > content) {
        const isOutside = content - start < required;
        if (isOutside) break;
        if (isFirst) required = content - start;
        isFirst = false;
      }
      this.at = end;
    }
  }
}

function endOfQuoted(text: string, start: number, quote: string): number | undefined {
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (quote === '"' && character === '\\') at += 2;
    else if (character !== quote) at += 1;
    else if (quote === "'" && text.charAt(at + 1) === "'") at += 2;
    else return at + 1;
  }
  return undefined;
}
