/** The matrix as CSV (RFC 4180): one line for each pair with open or unknown ports, for spreadsheets and scripts. */

import type { Matrix } from '../views/matrix.ts';
import { entriesOf } from '../views/matrix.ts';
import { printable } from './columns.ts';
import { cellWords } from './matrix-connections.ts';

const HEAD = ['from', 'to', 'open', 'unknown', 'open_pairs', 'pairs'];

/** Returns the matrix as CSV, a line at a time. */
export function* renderMatrixCsv(matrix: Matrix): Generator<string, void, undefined> {
  yield csvLine(HEAD);
  for (const { source, destination, cell } of entriesOf(matrix)) {
    const { open, unknown } = cellWords(cell, 'all');
    if (open.length === 0 && unknown.length === 0) continue;
    const ends = [matrix.peers[source]?.title ?? '', matrix.peers[destination]?.title ?? ''];
    yield csvLine([...ends, open.join(' '), unknown.join(' '), `${cell.pairs.open}`, `${cell.pairs.of}`]);
  }
}

function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\n`;
}

// A spreadsheet runs a field that starts with one of these as a formula; no peer's name does unless it is hostile.
function csvField(text: string): string {
  const shown = printable(text);
  const safe = /^[=+\-@]/.test(shown) ? `'${shown}` : shown;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
