/** One cell of the text matrix: its symbol or ports, and what the symbol means. */

import { isAllPorts, isNoPorts } from '../model/ports.ts';
import type { MatrixCell } from '../views/cell.ts';
import type { Matrix } from '../views/matrix.ts';
import { formatSlices } from './port-text.ts';
import type { Colours, Glyphs, Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

/** What a cell can say; the legend explains those that occur. */
export type CellMeaning =
  | 'everything'
  | 'ports'
  | 'some'
  | 'yes'
  | 'counts'
  | 'families'
  | 'nothing'
  | 'halfOpen'
  | 'unknown'
  | 'noPair'
  | 'notAsked';

/** A cell as it is written. */
export interface CellText {
  readonly text: string;
  readonly meanings: readonly CellMeaning[];
}

/** Writes the cell of a row and a column. */
export type WriteCell = (source: number, destination: number) => CellText;

const PORTS_IN_A_CELL = 2;

/** Returns a writer of whole cells, with their ports, or with counts in a matrix of namespaces. */
export function cellWriter(matrix: Matrix, style: Style): WriteCell {
  const glyphs = glyphsOf(style);
  const describe = matrix.peers.some(({ kind }) => kind === 'namespace') ? describeCounts : describeOpen(matrix);
  return writer(matrix, glyphs, (cell) => {
    const open = describe(cell, glyphs);
    if (isNoPorts(cell.unknown)) return open;
    return open === null
      ? { text: glyphs.unknown, meanings: ['unknown'] }
      : { text: `${open.text} ${glyphs.unknown}`, meanings: [...open.meanings, 'unknown'] };
  });
}

/** Returns a writer of cells one character wide. */
export function symbolWriter(matrix: Matrix, style: Style): WriteCell {
  const glyphs = glyphsOf(style);
  return writer(matrix, glyphs, (cell) => {
    if (!isNoPorts(cell.unknown)) return { text: glyphs.unknown, meanings: ['unknown'] };
    if (isNoPorts(cell.open)) return null;
    if (isOnePort(matrix)) return { text: glyphs.yes, meanings: ['yes'] };
    if (isAllPorts(cell.open)) return { text: glyphs.everything, meanings: ['everything'] };
    return { text: glyphs.some, meanings: ['some'] };
  });
}

/** Returns a cell's text in the colour of its meaning. */
export function paintCell({ text, meanings }: CellText, style: Style): string {
  return coloursOf(style)[paintOf(meanings)](text);
}

/** Tells whether the matrix is about one port, so that a cell is yes or no. */
function isOnePort({ port }: Matrix): boolean {
  return port !== null && (port.kind === 'name' || port.port === port.endPort);
}

function paintOf(meanings: readonly CellMeaning[]): keyof Colours {
  if (meanings.includes('unknown') || meanings.includes('everything')) return 'careful';
  if (meanings.includes('halfOpen')) return 'bad';
  return meanings.some((meaning) => ['ports', 'some', 'yes', 'counts'].includes(meaning)) ? 'good' : 'quiet';
}

function writer(matrix: Matrix, glyphs: Glyphs, describe: (cell: MatrixCell) => CellText | null): WriteCell {
  return (source, destination) => {
    const cell = matrix.cell(source, destination);
    if (cell === null) {
      return isNoPair(matrix, source, destination)
        ? { text: glyphs.noPair, meanings: ['noPair'] }
        : { text: '', meanings: ['notAsked'] };
    }
    const said = describe(cell);
    if (said !== null) return said;
    if (!isNoPorts(cell.halfOpen)) return { text: glyphs.halfOpen, meanings: ['halfOpen'] };
    return { text: glyphs.nothing, meanings: ['nothing'] };
  };
}

// Replicas of a workload are a pair, which may just not have been asked for; a pod and itself are none.
function isNoPair({ peers }: Matrix, source: number, destination: number): boolean {
  const [from, to] = [peers[source], peers[destination]];
  if (from?.kind === 'external') return to?.kind === 'external';
  return source === destination && !(from?.kind === 'workload' && from.peer.workload.kind !== 'Pod');
}

function describeOpen(matrix: Matrix): (cell: MatrixCell, glyphs: Glyphs) => CellText | null {
  return (cell, glyphs) => {
    if (isNoPorts(cell.open)) return null;
    const isMarked = cell.slices.some(({ families }) => families !== null);
    if (isOnePort(matrix)) {
      const mark = isMarked
        ? formatSlices(cell.slices, '')
            .map((text) => ` ${text.split(' ').at(-1)}`)
            .join('')
        : '';
      return { text: `${glyphs.yes}${mark}`, meanings: isMarked ? ['yes', 'families'] : ['yes'] };
    }
    const ports = formatSlices(cell.slices, glyphs.everything);
    const shown =
      matrix.shape.hasAllPorts || ports.length === PORTS_IN_A_CELL + 1 ? ports : ports.slice(0, PORTS_IN_A_CELL);
    const rest = ports.length - shown.length;
    const meaning = cell.slices.some((slice) => isAllPorts(slice.ports)) ? 'everything' : 'ports';
    return {
      text: `${shown.join(',')}${rest === 0 ? '' : `+${rest}`}`,
      meanings: isMarked ? [meaning, 'families'] : [meaning],
    };
  };
}

function describeCounts({ pairs }: MatrixCell): CellText | null {
  return pairs.open === 0 ? null : { text: `${pairs.open}/${pairs.of}`, meanings: ['counts'] };
}
