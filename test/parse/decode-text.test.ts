/** Files are UTF-8 or refused, with the place where that shows. */

import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/parse/binary.ts';

describe('decoding', () => {
  test.each([
    ['UTF-8', [0x6b, 0xc3, 0xa9], { kind: 'text', text: 'ké' }],
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x6b], { kind: 'text', text: 'k' }],
    ['nothing', [], { kind: 'text', text: '' }],
    ['a replacement character that is meant', [0xef, 0xbf, 0xbd], { kind: 'text', text: '\uFFFD' }],
    ['Latin-1', [0x6b, 0x3a, 0xe9], { kind: 'refused', seen: 'invalid-bytes', text: 'k:\uFFFD', offset: 2 }],
    ['UTF-16, little end first', [0xff, 0xfe, 0x6b, 0], { kind: 'refused', seen: 'utf-16', text: '', offset: 0 }],
    ['UTF-16, big end first', [0xfe, 0xff, 0, 0x6b], { kind: 'refused', seen: 'utf-16', text: '', offset: 0 }],
    ['a binary file', [0x7f, 0x45, 0], { kind: 'refused', seen: 'nul', text: '\x7fE\0', offset: 2 }],
  ])('%s', (_, bytes, decoded) => {
    expect(decodeText(new Uint8Array(bytes))).toEqual(decoded);
  });
});
