/** What a renderer knows of the paper it writes on, and the characters and colours that follow from it. */

import { createColors } from 'picocolors';

/** Colour, character set and width of a stream; decided by `cli/`. */
export interface Style {
  readonly color: boolean;
  /** Whether only ASCII may be used. */
  readonly ascii: boolean;
  /** Characters on a line. */
  readonly width: number;
}

/** Plain text on an endless line: files, and tests that look at words only. */
export const PLAIN: Style = { color: false, ascii: false, width: Number.POSITIVE_INFINITY };

/** A text made to stand out; the text itself where there is no colour. */
export type Paint = (text: string) => string;

/** Colours by what they mean here. */
export interface Colours {
  readonly good: Paint;
  readonly bad: Paint;
  readonly careful: Paint;
  readonly quiet: Paint;
  readonly strong: Paint;
}

/** Returns the colours of a style; never the only thing that tells two meanings apart. */
export function coloursOf({ color }: Style): Colours {
  const { green, red, yellow, dim, bold } = createColors(color);
  return { good: green, bad: red, careful: yellow, quiet: dim, strong: bold };
}

/** Characters by what they mean here. */
export interface Glyphs {
  readonly everything: string;
  readonly some: string;
  readonly nothing: string;
  readonly halfOpen: string;
  readonly unknown: string;
  readonly noPair: string;
  readonly yes: string;
  readonly no: string;
  readonly arrow: string;
  readonly down: string;
  readonly inside: string;
  readonly separator: string;
  readonly ellipsis: string;
  readonly bar: string;
  /** Leads from a place in a line to a note below it. */
  readonly corner: string;
  readonly warning: string;
}

const UNICODE: Glyphs = {
  everything: '●',
  some: '○',
  nothing: '–',
  halfOpen: '◐',
  unknown: '?',
  noPair: '·',
  yes: '✓',
  no: '✗',
  arrow: '→',
  down: '↓',
  inside: '›',
  separator: '·',
  ellipsis: '…',
  bar: '│',
  corner: '╰─',
  warning: '⚠',
};

const ASCII: Glyphs = {
  everything: '*',
  some: 'o',
  nothing: '-',
  halfOpen: '~',
  unknown: '?',
  noPair: '.',
  yes: '+',
  no: 'x',
  arrow: '->',
  down: '',
  inside: '>',
  separator: '|',
  ellipsis: '...',
  bar: '|',
  corner: '`-',
  warning: '!',
};

/** Returns the characters of a style. */
export function glyphsOf({ ascii }: Style): Glyphs {
  return ascii ? ASCII : UNICODE;
}
