/**
 * Tells the kind of a document without parsing it: of block-style YAML from its unindented lines, of an object of a dump
 * from its first two fields. Most documents of a repository have no meaning for the network and need not become nodes.
 * Where it is not sure it says nothing.
 */

import type { Source } from '../model/provenance.ts';

/** The two fields that name a kind. */
export interface SniffedKind {
  readonly apiVersion: string;
  readonly kind: string;
}

// The API server writes these two first.
const DUMPED_JSON = /^\{\s*"apiVersion":\s*"([\w./-]+)",\s*"kind":\s*"(\w+)"/;
const DUMPED_YAML = /^- apiVersion: ([a-zA-Z][\w./-]*)\r?\n {2}kind: ([a-zA-Z]\w*)\r?\n/;

/** Returns apiVersion and kind of an object of a dump, undefined where they do not come first. */
export function sniffDumpedKind({ text }: Source): SniffedKind | undefined {
  const [, apiVersion, kind] = (text.startsWith('{') ? DUMPED_JSON : DUMPED_YAML).exec(text) ?? [];
  return apiVersion === undefined || kind === undefined ? undefined : { apiVersion, kind };
}

const FIELD = /(apiVersion|kind): +(?:"([\w./-]+)"|'([\w./-]+)'|([a-zA-Z][\w./-]*)) *(?: #.*)?$/my;
const OTHER_KEY = /(?!kind|apiVersion)[A-Za-z][\w.-]*:(?= |$)/my;

/**
 * Returns apiVersion and kind of a document when every line that is not indented is a plain key, an item of the list
 * above it or a comment, and each of the two comes once; else undefined. A quote, bracket, anchor or merge in the first
 * column makes it undefined as well. Linear, at the speed of finding line breaks.
 */
export function sniffKind({ text }: Source): SniffedKind | undefined {
  if (text.includes('\r')) return undefined;
  const found: { apiVersion?: string; kind?: string } = {};
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    if (!isHarmlessLine(text, start)) {
      const field = fieldAt(text, start);
      if (field === undefined || found[field.name] !== undefined) return undefined;
      found[field.name] = field.value;
    }
    start = endOfLine(text, start) + 1;
  }
  const { apiVersion, kind } = found;
  return apiVersion === undefined || kind === undefined ? undefined : { apiVersion, kind };
}

// Indented, empty, a comment, an item of the list above, or some other key.
function isHarmlessLine(text: string, start: number): boolean {
  const first = text.charCodeAt(start);
  if (first === SPACE || first === LF || first === HASH) return true;
  if (first === DASH) return text.charCodeAt(start + 1) === SPACE || text.charCodeAt(start + 1) === LF;
  OTHER_KEY.lastIndex = start;
  return OTHER_KEY.test(text);
}

function fieldAt(text: string, start: number): Field | undefined {
  FIELD.lastIndex = start;
  const [, name, ...values] = FIELD.exec(text) ?? [];
  const value = values.find((candidate) => candidate !== undefined);
  if ((name !== 'apiVersion' && name !== 'kind') || value === undefined) return undefined;
  return { name, value };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

interface Field {
  readonly name: 'apiVersion' | 'kind';
  readonly value: string;
}

const LF = 10;
const SPACE = 32;
const HASH = 35;
const DASH = 45;
