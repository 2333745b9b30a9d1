/** The text matrix as a table: heads by namespace with whole cells, or numbered heads with one character a cell. */

import type { Matrix } from '../views/matrix.ts';
import { padAround, padEnd, padStart, printable, widthOf } from './columns.ts';
import type { CellMeaning, CellText, WriteCell } from './matrix-cell.ts';
import { cellWriter, paintCell, symbolWriter } from './matrix-cell.ts';
import { labelOf, titleOf } from './peer-label.ts';
import type { Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

/** A table as it is printed. */
export interface TextTable {
  /** Painted, without blanks at their ends. */
  readonly lines: Iterable<string>;
  /** Of the widest line, in columns; 0 for a list, which may be wider than the style. */
  readonly width: number;
  /** What its cells say, for the legend. */
  readonly meanings: ReadonlySet<CellMeaning>;
}

const GAP = 2;
const GAP_BETWEEN_NAMESPACES = 3;

/** A column: its head, its namespace where the column is the first of it, and how far it is from the one before. */
interface Column {
  readonly index: number;
  readonly head: string;
  readonly namespace: string;
  readonly gap: number;
  readonly width: number;
}

/** Returns the table with whole cells under heads of two lines, the namespace and the name in it. */
export function wideTable(matrix: Matrix, style: Style): TextTable {
  const rows = cellsOf(matrix, cellWriter(matrix, style));
  const columns = columnsOf(matrix, rows);
  const { quiet, strong } = coloursOf(style);
  const { arrow, down } = glyphsOf(style);
  const corner = rowTitleWidth(matrix, `FROM ${down}`.trimEnd().length + `TO ${arrow}`.length + 2);
  const spread = (write: (column: Column, at: number) => string): string =>
    columns.map((column, at) => ' '.repeat(column.gap) + write(column, at)).join('');
  const heads = [
    ...(columns.some(({ namespace }) => namespace !== '')
      ? [` ${' '.repeat(corner)}${spread(({ namespace, width }) => padEnd(namespace, width))}`]
      : []),
    ` ${padEnd(`FROM ${down}`.trimEnd(), corner - widthOf(`TO ${arrow}`))}TO ${arrow}${spread(({ head, width }) => padEnd(head, width))}`,
  ];
  const body = rows.map(({ title, cells }) => {
    const painted = spread(({ width }, at) => paintAround(cells[at], width, style));
    return ` ${strong(padEnd(title, corner))}${painted}`;
  });
  return finish(
    [...heads.map((line) => quiet(line.trimEnd())), ...body],
    rows,
    corner + columns.reduce((sum, { gap, width }) => sum + gap + width, 1),
  );
}

/** Returns the table with numbers for heads and one character a cell; columns that are no rows are listed under it. */
export function numberedTable(matrix: Matrix, style: Style): TextTable {
  const rows = cellsOf(matrix, symbolWriter(matrix, style));
  const { quiet, strong } = coloursOf(style);
  const shown = [...new Set([...matrix.sources, ...matrix.destinations])].toSorted((left, right) => left - right);
  const numberOf = new Map(shown.map((index, at) => [index, `${at + 1}`]));
  const digits = `${shown.length}`.length;
  const titleWidth = rowTitleWidth(matrix, 0);
  const margin = 1 + digits + 1 + titleWidth;
  // The digits of a number stand below each other, so that a column is as narrow as its cells.
  const heads = Array.from({ length: digits }, (_, digit) => {
    const line = matrix.destinations.map((index) => ` ${padStart(numberOf.get(index) ?? '', digits).charAt(digit)}`);
    return quiet(`${' '.repeat(margin + 1)}${line.join('')}`.trimEnd());
  });
  const body = rows.map(({ index, title, cells }) => {
    const number = padStart(numberOf.get(index) ?? '', digits);
    return ` ${quiet(number)} ${strong(padEnd(title, titleWidth))} ${cells.map((cell) => ` ${paintCell(cell, style)}`).join('')}`;
  });
  const key = matrix.destinations
    .filter((index) => !matrix.sources.includes(index))
    .map((index) => ` ${quiet(padStart(numberOf.get(index) ?? '', digits))} ${titleOf(matrix.peers[index])}`);
  const lines = key.length === 0 ? [...heads, ...body] : [...heads, ...body, '', ' columns:', ...key];
  return finish(lines, rows, margin + 1 + 2 * matrix.destinations.length);
}

interface Row {
  readonly index: number;
  readonly title: string;
  /** In the order of `matrix.destinations`. */
  readonly cells: readonly CellText[];
}

function cellsOf(matrix: Matrix, write: WriteCell): readonly Row[] {
  return matrix.sources.map((index) => ({
    index,
    title: titleOf(matrix.peers[index]),
    cells: matrix.destinations.map((destination) => write(index, destination)),
  }));
}

function rowTitleWidth(matrix: Matrix, least: number): number {
  return Math.max(least, ...matrix.sources.map((index) => widthOf(titleOf(matrix.peers[index]))));
}

function columnsOf(matrix: Matrix, rows: readonly Row[]): readonly Column[] {
  const columns = matrix.destinations.map((index, at): Column => {
    const peer = matrix.peers[index];
    const before = matrix.peers[matrix.destinations[at - 1] ?? -1];
    const startsNamespace = before === undefined || before.namespace !== peer?.namespace;
    const isGroup = peer?.kind === 'namespace';
    const head = labelOf(peer);
    return {
      index,
      head,
      namespace: startsNamespace && !isGroup ? printable(peer?.namespace ?? '') : '',
      gap: startsNamespace && !isGroup ? GAP_BETWEEN_NAMESPACES : GAP,
      width: Math.max(widthOf(head), ...rows.map(({ cells }) => widthOf(cells[at]?.text ?? ''))),
    };
  });
  return columns.map((column, at) => ({ ...column, width: Math.max(column.width, neededByHead(columns, at)) }));
}

// A namespace's name stands over all its columns; where they are narrower together, the last of them makes room.
function neededByHead(columns: readonly Column[], at: number): number {
  const next = columns[at + 1];
  if (next !== undefined && next.namespace === '' && next.gap === GAP) return 0;
  const first = columns.slice(0, at + 1).findLastIndex(({ namespace }) => namespace !== '');
  const own = columns.slice(first, at);
  const before = own.reduce((sum, { width }, index) => sum + width + (columns[first + index + 1]?.gap ?? 0), 0);
  return first === -1 ? 0 : widthOf(columns[first]?.namespace ?? '') - before;
}

function paintAround(cell: CellText | undefined, width: number, style: Style): string {
  if (cell === undefined) return ' '.repeat(width);
  const padded = padAround(cell.text, width);
  const start = padded.length - padded.trimStart().length;
  const text = cell.text === '' ? '' : paintCell(cell, style);
  return padded.slice(0, start) + text + padded.slice(start + cell.text.length);
}

function finish(lines: readonly string[], rows: readonly Row[], width: number): TextTable {
  const meanings = new Set(rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.meanings)));
  return { lines: lines.map((line) => line.trimEnd()), width, meanings };
}
