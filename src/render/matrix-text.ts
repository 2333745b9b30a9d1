/**
 * The matrix for people at a terminal. Where the table is too wide it folds equal workloads, then numbers the heads, then
 * goes up to namespaces, and lists the connections in the end; what it did is a note for standard error.
 */

import { foldMatrix } from '../views/fold.ts';
import type { Matrix } from '../views/matrix.ts';
import { summarizeMatrix } from '../views/matrix-summary.ts';
import { groupByNamespace } from '../views/namespace-matrix.ts';
import { hideUnreachable } from '../views/shape-matrix.ts';
import { printable, wrapWords } from './columns.ts';
import { legendLines, summaryLines } from './matrix-legend.ts';
import { listTable, noTable, shortList } from './matrix-list.ts';
import type { TextTable } from './matrix-table.ts';
import { numberedTable, wideTable } from './matrix-table.ts';
import { isShortened, titleOf } from './peer-label.ts';
import type { Style } from './style.ts';

/** Returns the matrix as text of the style's width where that is possible. */
export function renderMatrixText(matrix: Matrix, style: Style): string {
  return [...writeMatrixText(matrix, style)].join('');
}

/** Returns the same in pieces: a list may have millions of lines. */
export function* writeMatrixText(matrix: Matrix, style: Style): Generator<string, void, undefined> {
  const shown = hideUnreachable(matrix);
  if (shown.peers.every(({ kind }) => kind === 'external')) return yield 'no workloads found: nothing to judge\n';
  const { table, drawn } = layOut(matrix, style);
  const blocks = [
    table.lines,
    foldLines(drawn, style),
    legendLines(table.meanings, style),
    summaryLines(matrix, summarizeMatrix(shown), style),
  ];
  let [piece, isFirst] = ['', true];
  for (const lines of blocks) {
    let blank = isFirst ? '' : '\n';
    for (const line of lines) {
      piece += `${blank}${line}\n`;
      [blank, isFirst] = ['', false];
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/** Characters that are written at once. */
const PIECE = 65_536;

/** Returns what was done to make the matrix fit; nothing where the plain table fits. */
export function noteMatrixLayout(matrix: Matrix, style: Style): readonly string[] {
  const { done } = layOut(matrix, style);
  return done === null ? [] : [`the matrix is wider than ${style.width} characters, so it ${done}`];
}

/** A way to lay the matrix out. */
interface Layout {
  /** The matrix as it is laid out: as it was, folded, or by namespace. */
  readonly drawn: Matrix;
  /** Returns null where it would be more than anybody reads. */
  readonly make: (matrix: Matrix, style: Style) => TextTable | null;
  /** What it does to need less room, in words; null for nothing. */
  readonly done: string | null;
}

// Asked for twice, for the text and for the note about it.
const laidOut = new WeakMap<Matrix, Map<string, LaidOut>>();

type LaidOut = Layout & { readonly table: TextTable };

function layOut(matrix: Matrix, style: Style): LaidOut {
  const byStyle = laidOut.get(matrix) ?? new Map<string, LaidOut>();
  laidOut.set(matrix, byStyle);
  const key = JSON.stringify(style);
  const layout = byStyle.get(key) ?? chooseLayout(hideUnreachable(matrix), style);
  byStyle.set(key, layout);
  return layout;
}

function chooseLayout(matrix: Matrix, style: Style): LaidOut {
  const { groupBy } = matrix.shape;
  let last: LaidOut | null = null;
  for (const layout of layoutsOf(matrix)) {
    // A column takes two characters at least, so a table that cannot fit need not be made.
    const isTable = layout.make === wideTable || layout.make === numberedTable;
    if (isTable && layout.drawn.destinations.length * 2 > style.width && groupBy !== 'workload') continue;
    const table = layout.make(layout.drawn, style);
    if (table === null) continue;
    last = { ...layout, table };
    if (!isTable || table.width <= style.width) return last;
  }
  return last ?? { drawn: matrix, make: listTable, done: null, table: listTable(matrix, style) };
}

// In the order in which they tell less; the last one is taken however wide it is.
function* layoutsOf(matrix: Matrix): Generator<Layout, void, undefined> {
  const { groupBy, isList } = matrix.shape;
  if (isList) return yield { drawn: matrix, make: listTable, done: null };
  yield { drawn: matrix, make: wideTable, done: null };
  if (groupBy === 'namespace') {
    yield { drawn: matrix, make: shortList, done: 'lists the connections' };
    return yield { drawn: matrix, make: noTable, done: TOTALS_ONLY };
  }

  const folded = foldMatrix(matrix);
  const folding = folded === matrix ? '' : 'folds equal workloads and ';
  if (folded !== matrix) yield { drawn: folded, make: wideTable, done: 'folds equal workloads' };
  yield { drawn: folded, make: numberedTable, done: `${folding}numbers the columns (--list tells the ports)` };
  if (groupBy === 'workload') return;
  const grouped = groupByNamespace(matrix);
  yield { drawn: grouped, make: wideTable, done: 'shows namespaces (workloads: --group-by workload)' };
  yield { drawn: folded, make: shortList, done: `${folding}lists the connections` };
  yield { drawn: grouped, make: shortList, done: 'lists the connections of namespaces' };
  yield { drawn: grouped, make: noTable, done: TOTALS_ONLY };
}

const TOTALS_ONLY = 'tells totals only (--list, -o json and --group-by namespace tell more)';

function foldLines({ peers }: Matrix, style: Style): readonly string[] {
  return peers.filter(isShortened).flatMap((peer) => {
    const names = peer.members.map(({ label }) => printable(label));
    return wrapWords(names, ', ', ` ${titleOf(peer)}: `, style);
  });
}
