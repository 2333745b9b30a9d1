/** The matrix as a list of its connections, one a line, however many there are. */

import type { MatrixCell } from '../views/cell.ts';
import type { Matrix } from '../views/matrix.ts';
import { entriesOf } from '../views/matrix.ts';
import { padEnd, widthOf } from './columns.ts';
import { cellWords } from './matrix-connections.ts';
import type { TextTable } from './matrix-table.ts';
import { titleOf } from './peer-label.ts';
import type { Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

/** Lines of a list that nobody asked for; who is shown more has seen nothing. */
const MOST_LISTED = 500;

/** Pairs that are looked at for the sake of such a list. */
const MOST_PAIRS = 1_000_000;

/** Returns the list of all connections; its lines are made when they are asked for. */
export function listTable(matrix: Matrix, style: Style): TextTable {
  const describe = describer(matrix, style);
  const rows = (): Iterable<ListedRow> => listedRows(matrix, describe);
  return tableOf(matrix, rows, style);
}

/** Returns the list, or null where nobody would read so long a one. */
export function shortList(matrix: Matrix, style: Style): TextTable | null {
  if (matrix.sources.length * matrix.destinations.length > MOST_PAIRS) return null;
  const rows: ListedRow[] = [];
  for (const row of listedRows(matrix, describer(matrix, style))) if (rows.push(row) > MOST_LISTED) return null;
  return tableOf(matrix, () => rows, style);
}

/** Returns a table without lines. */
export function noTable(): TextTable {
  return { lines: [], width: 0, meanings: new Set() };
}

interface ListedRow {
  readonly source: number;
  readonly destination: number;
  readonly said: string;
}

type Describe = (cell: MatrixCell) => string | null;

function* listedRows(matrix: Matrix, describe: Describe): Generator<ListedRow, void, undefined> {
  for (const { source, destination, cell } of entriesOf(matrix)) {
    const said = describe(cell);
    if (said !== null) yield { source, destination, said };
  }
}

function tableOf({ peers }: Matrix, rows: () => Iterable<ListedRow>, style: Style): TextTable {
  const { arrow } = glyphsOf(style);
  const { good, strong } = coloursOf(style);
  const [sources, destinations] = [new Set<number>(), new Set<number>()];
  for (const { source, destination } of rows()) {
    sources.add(source);
    destinations.add(destination);
  }
  const [fromTitles, toTitles] = [sources, destinations].map((side) => padded(peers, side));
  return {
    lines: {
      *[Symbol.iterator]() {
        for (const { source, destination, said } of rows())
          yield ` ${strong(fromTitles?.get(source) ?? '')} ${arrow} ${toTitles?.get(destination) ?? ''}  ${good(said)}`;
      },
    },
    width: 0,
    meanings: new Set(),
  };
}

/** Wider titles stand out of their column, so that one with many address ranges does not blow up every line. */
const WIDEST_COLUMN = 60;

// Titles as wide as the widest of them.
function padded(peers: Matrix['peers'], indexes: ReadonlySet<number>): ReadonlyMap<number, string> {
  const titles = [...indexes].map((index): readonly [number, string] => [index, titleOf(peers[index])]);
  const widest = titles.reduce((most, [, title]) => Math.max(most, widthOf(title)), 0);
  const width = Math.min(widest, WIDEST_COLUMN);
  return new Map(titles.map(([index, title]) => [index, padEnd(title, width)]));
}

// INVARIANT: nothing is cut off here, since the list is where people look when the table says too little.
function describer(matrix: Matrix, style: Style): Describe {
  const isGrouped = matrix.peers.some(({ kind }) => kind === 'namespace');
  const described = new WeakMap<MatrixCell, string | null>();
  return (cell) => {
    const known = described.get(cell);
    if (known !== undefined) return known;
    const said = describeCell(cell, isGrouped, style);
    described.set(cell, said);
    return said;
  };
}

function describeCell(cell: MatrixCell, isGrouped: boolean, style: Style): string | null {
  const { halfOpen } = glyphsOf(style);
  const { careful, bad } = coloursOf(style);
  const { open, unknown, halfOpen: stopped } = cellWords(cell, 'everything');
  const { pairs } = cell;
  const parts = [
    ...(open.length === 0 ? [] : [open.join(', ')]),
    ...(isGrouped && pairs.open > 0 ? [`(${pairs.open} of ${pairs.of} pairs)`] : []),
    ...(unknown.length === 0 ? [] : [careful(`unknown: ${unknown.join(', ')}`)]),
    ...(stopped.length === 0 ? [] : [bad(`${halfOpen} half-open: ${stopped.join(', ')}`)]),
  ];
  return parts.length === 0 ? null : parts.join('  ');
}
