/**
 * Part of the fast lane: collections in brackets that stand on one line and hold plain or quoted text and each other,
 * such as `{app: web}` and `["a", b]`. It gives up at anything else.
 */

import { MappingBuilder } from './mapping-builder.ts';
import type { Entry, Node, ScalarNode } from './node.ts';
import { keyText, mayResolve, resolvePlain } from './scalar.ts';

/** A collection and the offset behind its closing bracket. */
export interface FlowReading {
  readonly node: Node;
  readonly end: number;
}

/** Returns the collection whose bracket is at `start`, or undefined where only the parser can tell. */
export function readFlow(text: string, start: number): FlowReading | undefined {
  const reader = new FlowReader(text, start);
  const node = reader.readCollection(0);
  return node && { node, end: reader.at };
}

/** Collections that may be open at once in one line; deeper ones are the parser's. */
const MAX_DEPTH = 8;

const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const COMMA = 44;
const COLON = 58;

// What ends or spoils a plain scalar, and what else one does not begin with.
const NOT_IN_PLAIN = new Uint8Array(0x10000);
for (const unit of '\t\n\r"#\',?[]`{}') NOT_IN_PLAIN[unit.charCodeAt(0)] = 1;
const NOT_AT_START = new Uint8Array(0x10000);
for (const unit of ' !%&*-:<>@|') NOT_AT_START[unit.charCodeAt(0)] = 1;

class FlowReader {
  at: number;
  private readonly text: string;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  readCollection(depth: number): Node | undefined {
    if (depth === MAX_DEPTH) return undefined;
    return this.text.charCodeAt(this.at) === 0x7b ? this.readMapping(depth) : this.readSequence(depth);
  }

  private readSequence(depth: number): Node | undefined {
    const offset = this.at;
    const items: Node[] = [];
    if (this.skipTo(offset + 1) === 0x5d) return this.close({ kind: 'sequence', offset, items });
    for (;;) {
      const item = this.readValue(depth);
      if (item === undefined) return undefined;
      items.push(item);
      const unit = this.skipTo(this.at);
      if (unit === 0x5d) return this.close({ kind: 'sequence', offset, items });
      if (unit !== COMMA) return undefined;
      this.skipTo(this.at + 1);
    }
  }

  private readMapping(depth: number): Node | undefined {
    const offset = this.at;
    const builder = new MappingBuilder();
    if (this.skipTo(offset + 1) === 0x7d) return this.close(builder.finish(offset));
    for (;;) {
      const entry = this.readEntry(depth);
      if (entry === undefined || builder.add(entry) !== undefined) return undefined;
      const unit = this.skipTo(this.at);
      if (unit === 0x7d) return this.close(builder.finish(offset));
      if (unit !== COMMA) return undefined;
      this.skipTo(this.at + 1);
    }
  }

  private readEntry(depth: number): Entry | undefined {
    const name = this.readScalar();
    const key = name && keyText(name.value);
    const isKey = this.text.charCodeAt(this.at) === COLON && this.text.charCodeAt(this.at + 1) === SPACE;
    if (name === undefined || key === undefined || !isKey) return undefined;
    this.skipTo(this.at + 2);
    const value = this.readValue(depth);
    return value && { key, keyOffset: name.offset, keyEnd: name.end, value };
  }

  private readValue(depth: number): Node | undefined {
    const unit = this.text.charCodeAt(this.at);
    return unit === 0x7b || unit === 0x5b ? this.readCollection(depth + 1) : this.readScalar();
  }

  private readScalar(): ScalarNode | undefined {
    const unit = this.text.charCodeAt(this.at);
    if (unit === QUOTE || unit === APOSTROPHE) return this.readQuoted(unit);
    const { text, at: offset } = this;
    if (NOT_AT_START[unit] === 1) return undefined;
    let end = offset;
    let at = offset;
    for (; at < text.length && NOT_IN_PLAIN[text.charCodeAt(at)] !== 1; at += 1) {
      if (text.charCodeAt(at) === COLON && text.charCodeAt(at + 1) === SPACE) break;
      if (text.charCodeAt(at) !== SPACE) end = at + 1;
    }
    // A colon at the end is a key without value or part of the text, depending on what follows.
    if (end === offset || text.charCodeAt(end - 1) === COLON || (end < at && text.charCodeAt(at) === COLON))
      return undefined;
    this.at = at;
    return scalarNode(text.slice(offset, end), offset, end);
  }

  private readQuoted(quote: number): ScalarNode | undefined {
    const { text, at: offset } = this;
    const end = text.indexOf(quote === QUOTE ? '"' : "'", offset + 1);
    if (end === -1) return undefined;
    const value = text.slice(offset + 1, end);
    if (/[\\\n\r\t]/.test(value) || text.charCodeAt(end + 1) === quote) return undefined;
    this.at = end + 1;
    return { kind: 'scalar', value, offset, end: end + 1 };
  }

  private close(node: Node): Node {
    this.at += 1;
    return node;
  }

  /** Goes to the first character that is no space and returns it. */
  private skipTo(from: number): number {
    this.at = from;
    while (this.text.charCodeAt(this.at) === SPACE) this.at += 1;
    return this.text.charCodeAt(this.at);
  }
}

function scalarNode(text: string, offset: number, end: number): ScalarNode | undefined {
  const value = mayResolve(text.charCodeAt(0)) ? resolvePlain(text) : text;
  const isHeldByJson = typeof value !== 'number' || Number.isFinite(value);
  return isHeldByJson ? { kind: 'scalar', value, offset, end } : undefined;
}
