/**
 * Reads JSON into nodes that know their offsets, as Kubernetes' decoder does, and refuses keys that come twice.
 * What is wrong is returned, not reported: the caller may find that the text is YAML after all.
 */

import type { ComplexityLimit, JsonMistake } from '../model/diagnostics/reading.ts';
import { closingQuote, endOfIndentedValue } from './json-extent.ts';
import { MappingBuilder } from './mapping-builder.ts';
import type { Entry, Node, ScalarNode } from './node.ts';
import type { Fields, KeepText, Skim } from './skim.ts';
import { WHOLLY } from './skim.ts';

/** Called with the second and the first entry of one key. */
export type OnDuplicate = (entry: Entry, earlier: Entry) => void;

/** What became of a text: its value, or where and why it is no JSON. */
export type JsonReading =
  | { readonly kind: 'value'; readonly root: Node }
  | { readonly kind: 'mistake'; readonly mistake: JsonMistake; readonly offset: number }
  | { readonly kind: 'too-complex'; readonly limit: ComplexityLimit; readonly offset: number };

/** Collections that may be open at once. Go's decoder allows 10,000, which no manifest needs. */
const MAX_DEPTH = 1000;

/** Returns the one value that a text holds, or what a skim reads of it. */
export function parseJson(text: string, onDuplicate: OnDuplicate, skim: Skim = WHOLLY): JsonReading {
  const reader = new JsonReader(text, onDuplicate, skim);
  const root = reader.readValue();
  if (root !== undefined) reader.expectEnd();
  return (
    reader.failure ?? (root === undefined ? reader.fail({ mistake: 'text-after-value' }) : { kind: 'value', root })
  );
}

/** Values in one document; some 100 bytes each. A cluster of 150,000 pods has about 10 million. */
const MAX_VALUES = 20_000_000;

type StringNode = ScalarNode & { readonly value: string };

type Failure = Exclude<JsonReading, { readonly kind: 'value' }>;

/** Digits of the largest integer of 64 bits, and a sign. */
const LONGEST_INTEGER = 21;
const INTEGER_LIMIT = 2n ** 64n;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const WORD = /[\w.+-]+/y;
const SEEN = /^(?:"[^"]*"?|[\w.+-]+|[\s\S]?)/;

class JsonReader {
  failure: Failure | undefined;
  private at = 0;
  private depth = 0;
  private values = 0;
  private readonly text: string;
  private readonly onDuplicate: OnDuplicate;
  /** Fields to read of the mapping that is read, or of those in the list that is read. */
  private fields: Fields | null;
  private readonly keep: KeepText;

  constructor(text: string, onDuplicate: OnDuplicate, { fields, keep }: Skim) {
    this.text = text;
    this.onDuplicate = onDuplicate;
    this.fields = fields;
    this.keep = keep;
  }

  readValue(): Node | undefined {
    this.values += 1;
    if (this.values > MAX_VALUES) return this.tooComplex({ limit: 'size', allowed: MAX_VALUES });
    switch (this.next()) {
      case 0x22: // "
        return this.readString();
      case 0x7b: // {
        return this.nested(() => this.readObject());
      case 0x5b: // [
        return this.nested(() => this.readArray());
      default:
        return this.readNumberOrWord();
    }
  }

  expectEnd(): void {
    if (!Number.isNaN(this.next())) this.fail(this.unexpected('comma', { mistake: 'text-after-value' }));
  }

  fail(mistake: JsonMistake, offset: number = this.at): Failure {
    this.failure ??= { kind: 'mistake', mistake, offset };
    return this.failure;
  }

  private tooComplex(limit: ComplexityLimit): undefined {
    this.failure ??= { kind: 'too-complex', limit, offset: this.at };
    return undefined;
  }

  private nested(read: () => Node | undefined): Node | undefined {
    if (this.depth === MAX_DEPTH) return this.tooComplex({ limit: 'depth', allowed: MAX_DEPTH });
    this.depth += 1;
    const node = read();
    this.depth -= 1;
    return node;
  }

  private readObject(): Node | undefined {
    const offset = this.at;
    const builder = new MappingBuilder();
    const { fields } = this;
    this.at += 1;
    if (this.next() === 0x7d) return this.close(builder.finish(offset));
    for (;;) {
      if (this.next() !== 0x22) return this.stop('key', offset, '{');
      const key = this.readString();
      if (key === undefined) return undefined;
      if (this.next() !== 0x3a) return this.stop('colon', offset, '{');
      this.at += 1;
      const wanted = fields === null ? null : fields.get(key.value);
      if (!(wanted === undefined ? this.passOver() : this.readEntry(key, wanted, builder))) return undefined;
      this.fields = fields;
      const unit = this.next();
      if (unit === 0x7d) return this.close(builder.finish(offset));
      if (unit !== 0x2c) return this.stop('comma', offset, '{');
      this.at += 1;
    }
  }

  private readEntry(key: StringNode, fields: Fields | null, builder: MappingBuilder): boolean {
    this.fields = fields;
    const value = this.readValue();
    if (value === undefined) return false;
    const entry = { key: key.value, keyOffset: key.offset, keyEnd: key.end, value };
    const earlier = builder.add(entry);
    if (earlier !== undefined) this.onDuplicate(entry, earlier);
    return true;
  }

  private passOver(): boolean {
    const unit = this.next();
    const isCollection = unit === 0x7b || unit === 0x5b;
    const end = isCollection ? endOfIndentedValue(this.text, this.at) : undefined;
    if (end === undefined) return this.readValue() !== undefined;
    this.at = end;
    return true;
  }

  private readArray(): Node | undefined {
    const offset = this.at;
    const items: Node[] = [];
    this.at += 1;
    if (this.next() === 0x5d) return this.close({ kind: 'sequence', offset, items });
    for (;;) {
      const item = this.readValue();
      if (item === undefined) return undefined;
      items.push(item);
      const unit = this.next();
      if (unit === 0x5d) return this.close({ kind: 'sequence', offset, items });
      if (unit !== 0x2c) return this.stop('comma', offset, '[');
      this.at += 1;
    }
  }

  private close(node: Node): Node {
    this.at += 1;
    return node;
  }

  private readString(): StringNode | undefined {
    const { text } = this;
    const offset = this.at;
    let at = offset + 1;
    for (;;) {
      const unit = text.charCodeAt(at);
      if (unit === 0x22) {
        this.at = at + 1;
        return { kind: 'scalar', value: this.keep(text.slice(offset + 1, at)), offset, end: at + 1 };
      }
      if (unit === 0x5c) return this.readEscapedString(offset);
      if (unit < 0x20 || Number.isNaN(unit)) return this.failInString(unit, at, offset);
      at += 1;
    }
  }

  private failInString(unit: number, at: number, start: number): undefined {
    const isUnclosed = Number.isNaN(unit) || unit === 0x0a || unit === 0x0d;
    if (isUnclosed) this.fail({ mistake: 'unclosed', opened: '"' }, start);
    else this.fail({ mistake: 'control-character', codePoint: unit }, at);
    return undefined;
  }

  private readEscapedString(offset: number): StringNode | undefined {
    const end = closingQuote(this.text, offset) + 1;
    if (end === 0) return this.failInString(Number.NaN, offset, offset);
    const quoted = this.text.slice(offset, end);
    const bad = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})(?:u?.|$)|[^ -\uffff]/.exec(quoted.replaceAll('\\\\', '\\"'));
    if (bad !== null) {
      const [written] = bad;
      if (!written.startsWith('\\')) return this.failInString(written.charCodeAt(0), offset + bad.index, offset);
      this.fail({ mistake: 'unknown-escape', escape: written }, offset + bad.index);
      return undefined;
    }
    this.at = end;
    // `quoted` is a JSON string whose every escape was checked.
    return { kind: 'scalar', value: JSON.parse(quoted) as string, offset, end };
  }

  private readNumberOrWord(): Node | undefined {
    const { text, at: offset } = this;
    WORD.lastIndex = offset;
    const word = WORD.exec(text)?.[0];
    const value = word === undefined ? undefined : this.valueOfWord(word);
    if (word === undefined || value === undefined) {
      this.fail(this.unexpected('value'), offset);
      return undefined;
    }
    this.at = offset + word.length;
    return { kind: 'scalar', value, offset, end: this.at };
  }

  private valueOfWord(word: string): number | bigint | boolean | null | undefined {
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    NUMBER.lastIndex = 0;
    if (NUMBER.exec(word)?.[0] !== word) return undefined;
    const value = Number(word);
    if (!Number.isFinite(value)) this.fail({ mistake: 'number-too-large', text: word });
    const isRounded = !Number.isSafeInteger(value) && word.length <= LONGEST_INTEGER && !/[.eE]/.test(word);
    if (!isRounded) return value + 0;
    const integer = BigInt(word);
    return integer < INTEGER_LIMIT && -integer <= INTEGER_LIMIT / 2n ? integer : value;
  }

  private stop(expected: 'key' | 'colon' | 'comma', opener: number, opened: '{' | '['): undefined {
    if (Number.isNaN(this.text.charCodeAt(this.at))) this.fail({ mistake: 'unclosed', opened }, opener);
    else this.fail(this.unexpected(expected));
    return undefined;
  }

  private unexpected(expected: 'value' | 'key' | 'colon' | 'comma', otherwise?: JsonMistake): JsonMistake {
    if (/^\/[/*]/.test(this.text.slice(this.at, this.at + 2))) return { mistake: 'comment' };
    const seen = SEEN.exec(this.text.slice(this.at, this.at + 30))?.[0] ?? '';
    return otherwise ?? { mistake: 'unexpected', seen, expected };
  }

  /** Skips blanks and returns the unit that follows, NaN at the end. */
  private next(): number {
    let unit = this.text.charCodeAt(this.at);
    while (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) {
      this.at += 1;
      unit = this.text.charCodeAt(this.at);
    }
    return unit;
  }
}
