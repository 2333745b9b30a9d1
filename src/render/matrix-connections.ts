/** The connections of a matrix in words, for formats that write one a line or one a cell. */

import { isNoPorts } from '../model/ports.ts';
import type { MatrixCell } from '../views/cell.ts';
import { formatPorts, formatSlices } from './port-text.ts';

/** What is open and what is unknown, in words; both empty where everything is denied. */
export interface CellWords {
  readonly open: readonly string[];
  readonly unknown: readonly string[];
  readonly halfOpen: readonly string[];
}

/** Returns the words of a cell; `everything` is the word for all ports. */
export function cellWords(cell: MatrixCell, everything: string): CellWords {
  const words = (ports: MatrixCell['open']): readonly string[] =>
    isNoPorts(ports) ? [] : formatPorts(ports, everything);
  return {
    open: formatSlices(cell.slices, everything),
    unknown: words(cell.unknown),
    halfOpen: words(cell.halfOpen),
  };
}
