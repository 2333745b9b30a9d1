/** Scalars have the values that Kubernetes gives them: the whole of the corpus' table, when it is there. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../structure/source-tree.ts';
import { plainOfText, readText } from './read-text.ts';

const TABLE = join(root, '../shared/corpus/validation/SCALARS.tsv');

interface Row {
  readonly scalar: string;
  readonly result: string;
}

function readRows(): readonly Row[] {
  if (!existsSync(TABLE)) return [];
  const lines = readFileSync(TABLE, 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [scalar = '', result = ''] = line.split('\t');
    return { scalar: String(JSON.parse(scalar)), result };
  });
}

// Integers beyond 2^53 are exact in both; JSON.parse would round them.
function jsonOf(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  return JSON.stringify(value instanceof Map ? Object.fromEntries(value) : value).replaceAll('<', '\\u003c');
}

describe('scalars', () => {
  const rows = readRows();
  test(`the corpus' table: ${rows.length === 0 ? 'absent' : `${rows.length} rows`}`, () => {
    for (const { scalar, result } of rows) {
      const text = `k: ${scalar}\n`;
      const { problems } = readText(text);
      const value = plainOfText(text);
      const seen = problems.length > 0 ? 'ERROR' : jsonOf(value instanceof Map ? value.get('k') : value);
      const expected = /^-?\d+(?:\.\d+)?e\+/.test(result) ? JSON.stringify(Number(result)) : result;
      expect(`${scalar} is ${seen}`).toBe(`${scalar} is ${result.startsWith('ERROR') ? 'ERROR' : expected}`);
    }
  });

  test.each([
    ['9223372036854775807', 9223372036854775807n],
    ['9007199254740993', 9007199254740993n],
    ['9007199254740991', 9007199254740991],
    ['-9223372036854775809', -(2 ** 63)],
    ['+9223372036854775808', 2 ** 63],
    ['-0.0', 0],
    ['._5', '._5'],
    ['0x_1F', 31],
    ['0777777777777777777777777', Number('777777777777777777777777')],
    ['!!int 0x1F', 31],
    ['!!timestamp 2024-01-01', '2024-01-01'],
    ['!<tag:yaml.org,2002:str> 1', '1'],
    ['!!binary "w6k="', 'é'],
    ['! 5', '5'],
  ])('%s', (scalar, value) => {
    expect(plainOfText(`k: ${scalar}\n`)).toEqual(new Map([['k', value]]));
  });

  test.each(['!!int 1e3', '!!int 08', '!!float x', '!!bool 1', '!!timestamp x', '!!null 0'])(
    '%s is refused',
    (scalar) => {
      expect(readText(`k: ${scalar}\n`).problems.map(({ args }) => args)).toMatchObject([{ mistake: 'tag-value' }]);
    },
  );

  test.each([
    ['y', 'true'],
    ['010', '8'],
    ['1.10', '1.1'],
    ['1000000.5', '1.0000005e+06'],
    ['0.00001', '1e-05'],
    ['16777217.0', '16777217'],
    ['"y"', 'y'],
  ])('the key %s is %s', (written, key) => {
    expect(plainOfText(`${written}: x\n`)).toEqual(new Map([[key, 'x']]));
  });
});
