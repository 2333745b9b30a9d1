/** Laws of every registered format, whatever it writes. */

import { describe, expect, test } from 'vitest';
import type { Format } from '../../src/render/index.ts';
import { EXPLAIN_FORMATS, GRAPH_FORMATS, MATRIX_FORMATS } from '../../src/render/index.ts';
import type { Style } from '../../src/render/style.ts';
import { drawMatrix } from '../../src/views/draw-matrix.ts';
import { askExplain, askMatrix, TERMINAL } from './ask.ts';
import { shop } from './shop.ts';

type Write = (style: Style) => string;

const verdicts = shop();
const matrix = askMatrix(verdicts);
const formats: readonly (readonly [string, Write])[] = [
  ...named('matrix', MATRIX_FORMATS, matrix),
  ...named('explain', EXPLAIN_FORMATS, askExplain(verdicts, 'any', 'data/redis')),
  ...named('graph', GRAPH_FORMATS, drawMatrix(matrix)),
];

describe.each(formats)('%s', (_, write) => {
  test('ends in one line break', () => {
    expect(write(TERMINAL)).toMatch(/[^\n]\n$/);
  });

  test('says the same every time', () => {
    expect(write(TERMINAL)).toBe(write(TERMINAL));
  });

  test('has no escape codes without colour', () => {
    expect(write(TERMINAL)).not.toContain('\u001b');
  });

  test('has no blanks at the ends of lines', () => {
    expect(write(TERMINAL)).not.toMatch(/[ \t]\n/);
  });
});

test('no two formats of a view share a name', () => {
  for (const list of [MATRIX_FORMATS, EXPLAIN_FORMATS, GRAPH_FORMATS]) {
    const names = list.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  }
});

function named<View>(of: string, list: readonly Format<View>[], view: View): readonly (readonly [string, Write])[] {
  return list.map(({ name, render }) => [`${of} as ${name}`, (style) => [...render(view, style)].join('')]);
}
