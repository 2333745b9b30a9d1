/** A document of a text that is too long to keep: its own text is there while it is read, and later on demand. */

import type { Source } from '../model/provenance.ts';
import type { LongText } from './long-text.ts';

/** Where a document lies. */
export interface Extent {
  /** Offset in the long text. */
  readonly start: number;
  readonly end: number;
}

/** A source whose text can be let go. */
export class Excerpt implements Source {
  readonly file: string;
  readonly firstLine: number;
  readonly firstColumn: number;
  readonly document: number;
  private readonly origin: LongText;
  private readonly start: number;
  private readonly end: number;
  private held: string | null;

  constructor(place: Omit<Source, 'text' | 'template'>, origin: LongText, { start, end }: Extent, text: string) {
    this.file = place.file;
    this.firstLine = place.firstLine;
    this.firstColumn = place.firstColumn;
    this.document = place.document;
    this.origin = origin;
    this.start = start;
    this.end = end;
    this.held = text;
  }

  get text(): string {
    return this.held ?? this.origin.slice(this.start, this.end);
  }

  /** Lets the text go; whoever asks for it again makes it be read again. */
  forget(): void {
    this.held = null;
  }
}
