/**
 * Reads our own files (configuration, tests) with `yaml`, which has good messages and knows the place of every
 * value. Manifests are read by `manifest.ts`, which is faster and follows Kubernetes' rules.
 */

import type { Document, YAMLError } from 'yaml';
import { isNode, isPair, isScalar, LineCounter, parseDocument as parseYaml } from 'yaml';
import type { Report } from '../model/diagnostics.ts';
import type { Place, Source } from '../model/provenance.ts';

/** A document of ours: plain values, and where each of them is written. */
export interface OwnDocument {
  readonly source: Source;
  /** Null for an empty document. */
  readonly value: unknown;
  /** Returns where a value is written, or the nearest thing around it that is; keys of a mapping where the path ends in one that is unknown. */
  readonly placeOf: (path: readonly (string | number)[]) => Place;
  /** Returns where the last key of a path is written. */
  readonly placeOfKey: (path: readonly (string | number)[]) => Place;
  /** Returns where a character of a text is written, by its 0-based offset in the text's value. */
  readonly placeWithin: (path: readonly (string | number)[], offset: number) => Place;
}

/** Reads one document; reports every syntax error with its place and returns undefined when there is one. */
export function parseOwnDocument(source: Source, report: Report): OwnDocument | undefined {
  const document = parseYaml(source.text, { lineCounter: new LineCounter(), prettyErrors: false, version: '1.2' });
  for (const error of document.errors) report(syntaxDiagnostic(source, error));
  if (document.errors.length > 0) return undefined;
  const value = plainValueOf(document);
  if (value instanceof Error) {
    report({
      code: 'too-complex',
      severity: 'error',
      at: { source, offset: 0 },
      args: { limit: 'other', problem: firstLine(value.message) },
    });
    return undefined;
  }
  return {
    source,
    value,
    placeOf: (path) => ({ source, offset: offsetOf(document, path) }),
    placeOfKey: (path) => ({ source, offset: offsetOfKey(document, path) }),
    placeWithin: (path, offset) => ({ source, offset: offsetWithin(document, source.text, path, offset) }),
  };
}

// The library throws where aliases would expand too far or name no anchor.
function plainValueOf(document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) return error;
    throw error;
  }
}

function syntaxDiagnostic(source: Source, error: YAMLError): Parameters<Report>[0] {
  return {
    code: 'yaml-syntax',
    severity: 'error',
    at: { source, offset: error.pos[0] },
    args: { mistake: 'other', problem: firstLine(error.message), ...helpFor(source.text, error) },
  };
}

// A peer with brackets, commas or `@` has to be quoted where YAML has its own meaning for them; the parser only sees that its rules are broken.
function helpFor(text: string, error: YAMLError): { readonly help?: string } {
  const lineStart = text.lastIndexOf('\n', error.pos[0] - 1) + 1;
  const lineEnd = text.indexOf('\n', error.pos[0]);
  const line = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd);
  const trap = PEER_TRAPS.find(({ pattern }) => pattern.test(line));
  const found = trap === undefined ? null : trap.pattern.exec(line);
  return trap === undefined || found?.[1] === undefined ? {} : { help: trap.help(found[1].trim()) };
}

const PEER_TRAPS: readonly { readonly pattern: RegExp; readonly help: (text: string) => string }[] = [
  {
    // A peer by labels inside a flow list, or at the beginning of a value.
    pattern: /[[,]\s*((?:[a-z0-9-]+\/|ns)\[[^\]]*\](?:\/(?:any|\[[^\]]*\]))?(?::[\w-]+)?)/,
    help: (peer) => `quote peers that contain "[" or ",": ["${peer}"]`,
  },
  { pattern: /[[,:-]\s*(@[^\]#,]+)/, help: (text) => `quote what begins with @: "${text}"` },
  { pattern: /:\s+(\[[^\]#]*\]\s*(?:->|:).*)$/, help: (text) => `quote what begins with [: "${text}"` },
  {
    pattern: /(\S+:\s+\d+)/,
    help: (text) => `a port follows its peer without a blank: ${text.replace(/\s+/, '')}`,
  },
];

const ESCAPE = /^\\(?:x.{2}|u.{4}|U.{8}|[^\n])/;
const LONGEST_ESCAPE = 10;

// Quotes, escapes and folded lines make a text longer than its value; the start of the text where that cannot be followed.
function offsetWithin(
  document: Document.Parsed,
  text: string,
  path: readonly (string | number)[],
  offset: number,
): number {
  const start = offsetOf(document, path);
  const node = document.getIn(path, true);
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return start;
  const [, end] = node.range;
  const hasEscapes = node.type === 'QUOTE_DOUBLE';
  let at = hasEscapes || node.type === 'QUOTE_SINGLE' ? start + 1 : start;
  for (const character of node.value.slice(0, offset).split('')) {
    const escaped = hasEscapes ? ESCAPE.exec(text.slice(at, at + LONGEST_ESCAPE)) : null;
    if (escaped !== null) {
      at += escaped[0].length;
      continue;
    }
    while (at < end && text.charAt(at) !== character) at += 1;
    at += 1;
  }
  return at < end ? at : start;
}

function firstLine(message: string): string {
  const line = message.split('\n')[0] ?? message;
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`;
}

function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range[0] ?? 0;
}

// A key without value has no node of its own to point at.
function offsetOfKey(document: Document.Parsed, path: readonly (string | number)[]): number {
  const key = path.at(-1);
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (typeof key === 'string' && isNode(parent) && 'items' in parent) {
    const pair = parent.items.find((item) => isPair(item) && isNode(item.key) && String(item.key) === key);
    if (isPair(pair) && isNode(pair.key) && pair.key.range) return pair.key.range[0];
  }
  return offsetOf(document, path);
}
