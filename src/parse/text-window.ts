/**
 * A text of any length as one who reads it from start to end sees it: what comes is fetched when it is asked for, what
 * was left behind is forgotten. All offsets are those of the whole text, so that a reader need not know.
 */

import type { ReadingDiagnostics } from '../model/diagnostics/reading.ts';
import type { DecodedText } from './binary.ts';
import type { LongText } from './long-text.ts';

/** Why a text breaks off, and where. */
export interface TextFailure {
  /** Null where one document is longer than a string can be. */
  readonly seen: ReadingDiagnostics['not-utf8']['seen'] | null;
  /** The piece that could not be read, as far as that can be shown, and where it starts. */
  readonly text: string;
  readonly start: number;
  /** Offset in the piece. */
  readonly offset: number;
}

/** How far a pattern may reach, in UTF-16 units. */
const PATTERN_REACH = 4096;

/** What a string can hold, in UTF-16 units; a little less than V8 allows. */
export const LONGEST_DOCUMENT = 500_000_000;

/** The part of a text that is in sight. INVARIANT: nothing before `keptFrom` is asked for. */
export class TextWindow {
  private held: string;
  /** Offset of what is held. */
  private start = 0;
  private keptFrom = 0;
  private readonly rest: Iterator<DecodedText> | null;
  private brokenOff: TextFailure | null = null;
  private isComplete: boolean;

  constructor(text: string | LongText) {
    this.held = typeof text === 'string' ? text : '';
    this.rest = typeof text === 'string' ? null : text.pieces()[Symbol.iterator]();
    this.isComplete = this.rest === null;
  }

  /** Why the text ends before its end; null as long as it has not. */
  get failure(): TextFailure | null {
    return this.brokenOff;
  }

  /** Returns the unit at an offset, NaN at the end. */
  unitAt(offset: number): number {
    this.reach(offset + 1);
    return this.held.charCodeAt(offset - this.start);
  }

  /** Returns the offset of the first occurrence from an offset on, or -1. */
  indexOf(part: string, from: number): number {
    for (let searched = from; ; ) {
      const index = this.held.indexOf(part, searched - this.start);
      if (index !== -1) return this.start + index;
      searched = Math.max(searched, this.end - part.length + 1);
      if (!this.fetch()) return -1;
    }
  }

  /** Tells whether a part stands at an offset. */
  startsWith(part: string, offset: number): boolean {
    this.reach(offset + part.length);
    return this.held.startsWith(part, offset - this.start);
  }

  /** Returns the offset behind what a sticky pattern matches at an offset, or -1. */
  behind(pattern: RegExp, offset: number): number {
    this.reach(offset + PATTERN_REACH);
    pattern.lastIndex = offset - this.start;
    return pattern.test(this.held) ? this.start + pattern.lastIndex : -1;
  }

  /** Returns the offset of what a global pattern finds from an offset on, or -1; a match takes two units at most. */
  search(pattern: RegExp, from: number): number {
    for (let searched = from; ; ) {
      pattern.lastIndex = searched - this.start;
      const match = pattern.exec(this.held);
      if (match !== null) return this.start + match.index;
      searched = Math.max(searched, this.end - 1);
      if (!this.fetch()) return -1;
    }
  }

  /** Returns where a value that starts at an offset ends, as `endOf` finds it in what is held. */
  endOfValue(offset: number, endOf: (text: string, start: number) => number | undefined): number | undefined {
    for (;;) {
      const end = endOf(this.held, offset - this.start);
      if (end !== undefined) return this.start + end;
      // What is held doubles each time, so that a long value is not looked through again and again.
      const length = this.end - offset;
      if (!this.fetch()) return undefined;
      this.reach(offset + 2 * length);
    }
  }

  /** Returns a part; what lies behind the end is left out. */
  slice(start: number, end: number): string {
    this.reach(end);
    return this.held.slice(start - this.start, end - this.start);
  }

  /** Reads all there is and returns the offset behind it. */
  toEnd(): number {
    this.reach(Number.POSITIVE_INFINITY);
    return this.end;
  }

  /** Forgets what lies before an offset. */
  keepFrom(offset: number): void {
    this.keptFrom = offset;
  }

  private get end(): number {
    return this.start + this.held.length;
  }

  private reach(offset: number): void {
    let isMore = true;
    while (isMore && this.end < offset) isMore = this.fetch();
  }

  private fetch(): boolean {
    if (this.isComplete) return false;
    const next = this.rest?.next();
    if (next === undefined || next.done === true) {
      this.isComplete = true;
      return false;
    }
    const { kind, text } = next.value;
    if (kind === 'refused') return this.breakOff(next.value);
    if (this.end - this.keptFrom + text.length > LONGEST_DOCUMENT)
      return this.breakOff({ seen: null, text: '', offset: 0 });
    this.held = this.held.slice(this.keptFrom - this.start) + text;
    this.start = this.keptFrom;
    return true;
  }

  private breakOff({ seen, text, offset }: Omit<TextFailure, 'start'>): false {
    this.brokenOff = { seen, text, start: this.end, offset };
    this.isComplete = true;
    return false;
  }
}
