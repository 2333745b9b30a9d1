/**
 * The matrix for people at a terminal. Where the table is too wide it folds equal workloads, then numbers the heads, then
 * goes up to namespaces, and lists the connections in the end; what it did is a note for standard error.
 */

import { foldMatrix } from '../views/fold.ts';
import type { Matrix, MatrixEntry } from '../views/matrix.ts';
import { entriesOf } from '../views/matrix.ts';
import { summarizeMatrix } from '../views/matrix-summary.ts';
import { groupByNamespace } from '../views/namespace-matrix.ts';
import { hideUnreachable } from '../views/shape-matrix.ts';
import { padEnd, printable, widthOf } from './columns.ts';
import { cellWords } from './matrix-connections.ts';
import { legendLines, summaryLines } from './matrix-legend.ts';
import type { TextTable } from './matrix-table.ts';
import { numberedTable, wideTable } from './matrix-table.ts';
import type { Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

/** Returns the matrix as text of the style's width where that is possible. */
export function renderMatrixText(matrix: Matrix, style: Style): string {
  const { table } = layOut(matrix, style);
  const shown = hideUnreachable(matrix);
  if (shown.peers.every(({ kind }) => kind === 'external')) return 'no workloads found: nothing to judge\n';
  const legend = legendLines(table.meanings, style);
  const blocks = [table.lines, legend, summaryLines(matrix, summarizeMatrix(shown), style)];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Returns what was done to make the matrix fit; nothing where the plain table fits. */
export function noteMatrixLayout(matrix: Matrix, style: Style): readonly string[] {
  const { note } = layOut(matrix, style);
  return note === null ? [] : [note];
}

/** A table and what was done to make it fit. */
interface Layout {
  readonly table: TextTable;
  readonly note: string | null;
}

function layOut(whole: Matrix, style: Style): Layout {
  const matrix = hideUnreachable(whole);
  const { groupBy, isList, isFolded } = matrix.shape;
  if (isList) return { table: listTable(matrix, style), note: null };
  const table = fitting(matrix, wideTable, style);
  if (table !== null) return { table, note: null };
  if (groupBy === 'namespace') return { table: listTable(matrix, style), note: noteOf('lists the connections', style) };

  const folded = isFolded ? matrix : foldMatrix(matrix);
  const folding = folded === matrix ? '' : 'folds equal workloads and ';
  const foldedTable = fitting(folded, wideTable, style);
  if (foldedTable !== null) return { table: foldedTable, note: noteOf('folds equal workloads', style) };
  const numbered = fitting(folded, numberedTable, style);
  if (numbered !== null) return { table: numbered, note: noteOf(`${folding}numbers the columns`, style) };
  if (groupBy === 'workload') {
    return {
      table: numberedTable(folded, style),
      note: noteOf(`${folding}numbers the columns, and is still too wide`, style),
    };
  }
  const namespaces = fitting(groupByNamespace(matrix), wideTable, style);
  if (namespaces !== null)
    return { table: namespaces, note: noteOf('shows namespaces (all workloads: --group-by workload)', style) };
  return { table: listTable(folded, style), note: noteOf(`${folding}lists the connections`, style) };
}

function noteOf(done: string, { width }: Style): string {
  return `the matrix is wider than ${width} characters, so it ${done}`;
}

// A column takes two characters at least, so a table that cannot fit need not be made.
function fitting(matrix: Matrix, make: (matrix: Matrix, style: Style) => TextTable, style: Style): TextTable | null {
  if (matrix.destinations.length * 2 > style.width) return null;
  const table = make(matrix, style);
  return table.width <= style.width ? table : null;
}

function listTable(matrix: Matrix, style: Style): TextTable {
  const { arrow } = glyphsOf(style);
  const { good, strong } = coloursOf(style);
  const titleOf = (index: number): string => printable(matrix.peers[index]?.title ?? '');
  const rows = [...entriesOf(matrix)].flatMap((entry) => {
    const said = describeEntry(matrix, entry, style);
    return said === null ? [] : [{ from: titleOf(entry.source), to: titleOf(entry.destination), said }];
  });
  const fromWidth = Math.max(0, ...rows.map(({ from }) => widthOf(from)));
  const toWidth = Math.max(0, ...rows.map(({ to }) => widthOf(to)));
  const lines = rows.map(
    ({ from, to, said }) => ` ${strong(padEnd(from, fromWidth))} ${arrow} ${padEnd(to, toWidth)}  ${good(said)}`,
  );
  return { lines, width: Math.max(0, ...lines.map(widthOf)), meanings: new Set() };
}

// INVARIANT: nothing is cut off here, since the list is where people look when the table says too little.
function describeEntry(matrix: Matrix, { cell }: MatrixEntry, style: Style): string | null {
  const { halfOpen } = glyphsOf(style);
  const { careful, bad } = coloursOf(style);
  const { open, unknown, halfOpen: stopped } = cellWords(cell, 'everything');
  const { pairs } = cell;
  const isGrouped = matrix.peers.some(({ kind }) => kind === 'namespace');
  const parts = [
    ...(open.length === 0 ? [] : [open.join(', ')]),
    ...(isGrouped && pairs.open > 0 ? [`(${pairs.open} of ${pairs.of} pairs)`] : []),
    ...(unknown.length === 0 ? [] : [careful(`unknown: ${unknown.join(', ')}`)]),
    ...(stopped.length === 0 ? [] : [bad(`${halfOpen} half-open: ${stopped.join(', ')}`)]),
  ];
  return parts.length === 0 ? null : parts.join('  ');
}
