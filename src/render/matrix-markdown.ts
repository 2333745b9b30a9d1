/** The matrix as a Markdown table, ports in its cells, with the legend folded away: for pull requests and documents. */

import { isAllPorts, isNoPorts } from '../model/ports.ts';
import type { MatrixCell } from '../views/cell.ts';
import type { Matrix } from '../views/matrix.ts';
import { summarizeMatrix } from '../views/matrix-summary.ts';
import { hideUnreachable } from '../views/shape-matrix.ts';
import { escapeMarkdown, markdownTable } from './markdown-text.ts';
import { cellWords } from './matrix-connections.ts';
import { summaryLines } from './matrix-legend.ts';
import { PLAIN } from './style.ts';

const LEGEND = [
  '● everything, `8080` only these TCP ports, – nothing, ? unknown, · not judged',
  '◐ half-open: a rule that lists peers allows it, the other side denies it',
];

/** Returns the matrix as Markdown. */
export function renderMatrixMarkdown(whole: Matrix): string {
  const matrix = hideUnreachable(whole);
  const isGrouped = matrix.peers.some(({ kind }) => kind === 'namespace');
  const titleOf = (index: number): string => escapeMarkdown(matrix.peers[index]?.title ?? '');
  const rows = matrix.sources.map((source) => [
    `**${titleOf(source)}**`,
    ...matrix.destinations.map((destination) => {
      const cell = matrix.cell(source, destination);
      return cell === null ? '·' : cellText(cell, isGrouped);
    }),
  ]);
  const head = ['from ↓ to →', ...matrix.destinations.map(titleOf)];
  const table = markdownTable(head, rows, ['l', ...matrix.destinations.map(() => 'c' as const)]);
  const summary = summaryLines(matrix, summarizeMatrix(matrix), PLAIN).map((line) => escapeMarkdown(line.trim()));
  const legend = ['<details><summary>Legend</summary>', '', ...LEGEND.map((line) => `- ${line}`), '', '</details>'];
  return [table, '', ...summary.map((line) => `- ${line}`), '', ...legend, ''].join('\n');
}

function cellText(cell: MatrixCell, isGrouped: boolean): string {
  const { open, unknown } = cellWords(cell, '●');
  const mark = isNoPorts(cell.unknown) ? '' : ` ?${isAllPorts(cell.unknown) ? '' : ` ${unknown.join(', ')}`}`;
  const counts = isGrouped && cell.pairs.open > 0 ? ` (${cell.pairs.open}/${cell.pairs.of})` : '';
  const said = `${open.join(', ')}${counts}${mark}`.trim();
  if (said !== '') return escapeMarkdown(said);
  return isNoPorts(cell.halfOpen) ? '–' : '◐';
}
