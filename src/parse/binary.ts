/** Bytes and text: the one decoder of files, and of what `!!binary` holds. Encoding is nowhere needed. */

import type { ReadingDiagnostics } from '../model/diagnostics/reading.ts';

// The one global of the web that the core uses; every browser and Node has it, and TypeScript's `es` libraries do not.
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal?: boolean; readonly ignoreBOM?: boolean },
) => { decode(bytes: Uint8Array): string };

/** A file's text, or why it is none; then `offset` says where in `text`, a best effort at showing the file. */
export type DecodedText =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'refused';
      readonly seen: ReadingDiagnostics['not-utf8']['seen'];
      readonly text: string;
      readonly offset: number;
    };

/**
 * Returns the text of a file in UTF-8, without its byte order mark. UTF-16 and bytes that are not UTF-8 are refused,
 * which kubectl would let through as replacement characters.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
  return isUtf16 ? { kind: 'refused', seen: 'utf-16', text: '', offset: 0 } : decode(bytes, false);
}

/** Returns the text of a later part of a file, where a byte order mark is a character as any. */
export function decodeLaterText(bytes: Uint8Array): DecodedText {
  return decode(bytes, true);
}

function decode(bytes: Uint8Array, ignoreBOM: boolean): DecodedText {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM }).decode(bytes);
    const nul = text.indexOf('\0');
    return nul === -1 ? { kind: 'text', text } : { kind: 'refused', seen: 'nul', text, offset: nul };
  } catch {
    const text = new TextDecoder('utf-8', { ignoreBOM }).decode(bytes);
    return { kind: 'refused', seen: 'invalid-bytes', text, offset: text.indexOf('\uFFFD') };
  }
}

/** Returns how many bytes remain when a character that is cut off at the end is left out. */
export function endOfWholeCharacters(bytes: Uint8Array): number {
  const isContinuation = (at: number): boolean => ((bytes[at] ?? 0) & 0xc0) === 0x80;
  let lead = bytes.length - 1;
  while (lead > bytes.length - 4 && isContinuation(lead)) lead -= 1;
  // The first byte of a character has as many leading ones as the character has bytes.
  const length = Math.max(1, Math.clz32(~((bytes[lead] ?? 0) << 24)));
  return lead + length > bytes.length ? lead : bytes.length;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Returns the text that Base64 holds, with U+FFFD for what is not UTF-8, or undefined where it is not Base64. */
export function decodeBase64(encoded: string): string | undefined {
  const digits = encoded.replace(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !BASE64.test(digits)) return undefined;
  const significant = digits.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((significant.length * 3) / 4));
  for (let at = 0, bits = 0, held = 0, length = 0; at < significant.length; at += 1) {
    bits = ((bits << 6) | DIGITS.indexOf(significant.charAt(at))) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[length] = (bits >> held) & 0xff;
    length += 1;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
