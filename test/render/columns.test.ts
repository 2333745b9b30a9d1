/** Widths of texts, measured without the library where every character takes one column. */

import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { widthOf } from '../../src/render/columns.ts';
import { glyphsOf, PLAIN } from '../../src/render/style.ts';

const glyphs = [false, true].flatMap((ascii) => Object.values(glyphsOf({ ...PLAIN, ascii })));

test.each([...glyphs, 'shop/api → data/redis', '\u001b[31mred\u001b[39m', '数据/缓存', 'é', 'e\u0301', '', '👩‍👩‍👧'])(
  '%j is as wide as a terminal makes it',
  (text) => {
    expect(widthOf(text)).toBe(stringWidth(text));
  },
);
