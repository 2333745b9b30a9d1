/**
 * Where a value came from: a piece of text with a name, and an offset in it.
 * Line and column are computed only when somebody asks, since most places are never shown.
 */

/** One document's text and where it lies in the file a person knows. */
export interface Source {
  /** Path relative to the working directory with `/` between folders, or `<stdin>`. */
  readonly file: string;
  /** The document's own text; a source of a very large file may read it again on demand. */
  readonly text: string;
  /** 1-based line of the file on which `text` starts. */
  readonly firstLine: number;
  /** 1-based column (UTF-16 units) at which `text` starts; 1 except in concatenated JSON. */
  readonly firstColumn: number;
  /** 1-based number of the document in its file. */
  readonly document: number;
  /** The template that a renderer names for this document (Helm `# Source:`, kustomize origin). */
  readonly template?: string;
}

/** A point in a source; offsets are 0-based UTF-16 units into `source.text`. */
export interface Place {
  readonly source: Source;
  readonly offset: number;
}

/** A place as people read it: 1-based line and column, in UTF-16 units. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Returns the line and column of a place; an offset past the end counts as the end. Linear the first time a source is asked, then logarithmic. */
export function positionOf(place: Place): Position {
  const { source } = place;
  // Most places that are shown are those of whole objects, and for them no text has to be read again.
  if (place.offset === 0) return { file: source.file, line: source.firstLine, column: source.firstColumn };
  const text = source.text;
  const end = Math.min(place.offset, text.length);
  const starts = lineStartsOf(source);
  const index = countUpTo(starts, end) - 1;
  const shift = index === 0 ? source.firstColumn : 1;
  return { file: source.file, line: source.firstLine + index, column: end - (starts[index] ?? 0) + shift };
}

/** Returns the offset at which the line of a place starts. */
export function lineStartOf(place: Place): number {
  const starts = lineStartsOf(place.source);
  return starts[countUpTo(starts, place.offset) - 1] ?? 0;
}

/** Returns `file:line:col`. */
export function formatPlace(place: Place): string {
  const { file, line, column } = positionOf(place);
  return `${file}:${line}:${column}`;
}

/** Returns the place `offset` units into a source. */
export function placeIn(source: Source, offset: number): Place {
  return { source, offset };
}

/** Returns the start of a file of which no text is known, such as one that cannot be read. */
export function placeOfFile(file: string): Place {
  return { source: { file, text: '', firstLine: 1, firstColumn: 1, document: 1 }, offset: 0 };
}

// A document with one problem often has many, and counting its lines for each would take quadratic time.
const lineStartsBySource = new WeakMap<Source, readonly number[]>();

function lineStartsOf(source: Source): readonly number[] {
  const known = lineStartsBySource.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  const { text } = source;
  for (let at = nextLineBreak(text, 0); at !== -1; at = nextLineBreak(text, at + 1)) starts.push(at + 1);
  lineStartsBySource.set(source, starts);
  return starts;
}

function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

// A lone CR is a line break in YAML; of CRLF only the LF counts, so that the pair is one break.
function nextLineBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) return at;
  }
  return -1;
}
