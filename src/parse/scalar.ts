/**
 * What Kubernetes makes of a scalar: YAML 1.1 with a few 1.2 forms, as its goyaml v2 fork resolves them and its JSON
 * conversion passes them on. It knows no offsets and no styles; quoted text without a tag never comes here.
 */

import type { YamlMistake } from '../model/diagnostics/reading.ts';
import { decodeBase64 } from './binary.ts';

/** The value of a scalar. Infinite and not-a-number are returned as such; JSON cannot hold them. */
export type ScalarValue = string | number | bigint | boolean | null;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);
const LONGEST_WORD = 5;

const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/;
const SIMPLE_INTEGER = /^(?:0|[1-9][0-9]{0,14})$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const DOT_FLOAT = /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/;
const LONGEST_INTEGER = 80;
const SMALLEST_INT64 = -(2n ** 63n);
const LARGEST_INT64 = 2n ** 63n - 1n;
const LARGEST_UINT64 = 2n ** 64n - 1n;

/** Returns whether a plain scalar that starts so may be anything but its own text. Cheap: most scalars are words. */
export function mayResolve(firstUnit: number): boolean {
  return FIRST_UNITS[firstUnit] === 1;
}

const FIRST_UNITS = new Uint8Array(0x10000);
for (const unit of '0123456789+-.~yYnNtTfFoO') FIRST_UNITS[unit.charCodeAt(0)] = 1;

/** Returns the value of a plain scalar. */
export function resolvePlain(text: string): ScalarValue {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  if (FIRST_UNITS[first] !== 1) return text;
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  // Letters and `~` can only be words.
  return first > 0x39 ? text : (resolveNumber(text) ?? text);
}

function resolveNumber(text: string): number | bigint | undefined {
  if (SIMPLE_INTEGER.test(text)) return Number(text);
  // What starts with a point is a float or text; Go allows no underscore there.
  if (text.startsWith('.')) return DOT_FLOAT.test(text) ? finite(text) : undefined;
  const plain = text.replaceAll('_', '');
  return resolveInteger(plain) ?? (FLOAT.test(plain) ? finite(plain) : undefined);
}

function resolveInteger(text: string): number | bigint | undefined {
  // What has more digits is beyond 64 bits; turning millions of them into a bigint would take minutes.
  if (text.length > LONGEST_INTEGER || !INTEGER.test(text)) return undefined;
  const isSigned = text.startsWith('-') || text.startsWith('+');
  const digits = isSigned ? text.slice(1) : text;
  // BigInt reads 0x, 0o and 0b; a bare leading zero is octal as well.
  const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits}` : digits);
  const value = text.startsWith('-') ? -magnitude : magnitude;
  if (value < SMALLEST_INT64 || value > (isSigned ? LARGEST_INT64 : LARGEST_UINT64)) return undefined;
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}

// Go reports a float out of range, and the scalar stays text; -0 is 0 once JSON has carried it.
function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** A tagged scalar's value, or why the tag cannot hold it. */
export type Tagged = { readonly value: ScalarValue } | { readonly problem: YamlMistake };

/** Returns the value of a scalar with a tag as written (`!!int`, `!foo`, `!<tag:yaml.org,2002:str>`), whatever its style. */
export function resolveTagged(tag: string, text: string): Tagged {
  const name = standardName(tag);
  if (name === 'binary') {
    const value = decodeBase64(text);
    return value === undefined ? { problem: { mistake: 'bad-base64' } } : { value };
  }
  // Tags that Kubernetes does not know say that the text is text.
  if (name === undefined || name === 'str') return { value: text };
  const value = resolvePlain(text);
  // A timestamp keeps its text.
  if (name === 'timestamp' && typeof value === 'string' && TIMESTAMP.test(text)) return { value };
  return holds(name, value) && (name !== 'int' || INTEGER.test(text.replaceAll('_', '')))
    ? { value }
    : { problem: { mistake: 'tag-value', tag, text } };
}

const TIMESTAMP = /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?)?)?$/;

function standardName(tag: string): string | undefined {
  const name = /^(?:!!|!<tag:yaml\.org,2002:)(str|int|float|bool|null|binary|timestamp)>?$/.exec(tag);
  return name?.[1];
}

function holds(name: string, value: ScalarValue): boolean {
  switch (name) {
    case 'null':
      return value === null;
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return typeof value === 'bigint' || Number.isInteger(value);
    case 'float':
      return typeof value === 'number' || typeof value === 'bigint';
    default:
      return false;
  }
}

/** Returns how Kubernetes writes a scalar as a key of a JSON object, or undefined where it refuses it as a key. */
export function keyText(value: ScalarValue): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isInteger(value) ? String(value) : floatKeyText(value);
    case 'bigint':
      return value <= LARGEST_INT64 ? String(value) : undefined;
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}

// Kubernetes writes float keys with Go's FormatFloat(key, 'g', -1, 32): the shortest digits that give the same float32.
function floatKeyText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits += 1;
  const shortest = Number(single.toPrecision(digits));
  const exponent = Number(shortest.toExponential().split('e')[1]);
  if (exponent >= -4 && exponent < 6) return String(shortest);
  return shortest.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
}
