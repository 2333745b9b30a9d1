/**
 * Reads our own files (configuration, tests) with `yaml`, which has good messages and knows the place of every
 * value. Manifests are read by `manifest.ts`, which is faster and follows Kubernetes' rules.
 */

import type { Document, YAMLError } from 'yaml';
import { isNode, isPair, LineCounter, parseDocument as parseYaml } from 'yaml';
import type { Report } from '../model/diagnostics.ts';
import type { Place, Source } from '../model/provenance.ts';

/** A document of ours: plain values, and where each of them is written. */
export interface OwnDocument {
  readonly source: Source;
  /** Null for an empty document. */
  readonly value: unknown;
  /** Returns where a value is written, or the nearest thing around it that is; keys of a mapping where the path ends in one that is unknown. */
  readonly placeOf: (path: readonly (string | number)[]) => Place;
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
      args: { problem: firstLine(value.message) },
    });
    return undefined;
  }
  return { source, value, placeOf: (path) => ({ source, offset: offsetOf(document, path) }) };
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
    args: { problem: firstLine(error.message), ...helpFor(source.text, error) },
  };
}

// Inside `[…]` a peer with its own brackets or commas has to be quoted; the parser only sees a broken list.
function helpFor(text: string, error: YAMLError): { readonly help?: string } {
  const lineStart = text.lastIndexOf('\n', error.pos[0] - 1) + 1;
  const lineEnd = text.indexOf('\n', error.pos[0]);
  const line = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd);
  const peer = /[[,]\s*((?:[a-z0-9-]+\/|ns)\[[^\]]*\](?:\/any)?(?::[\w-]+)?)/.exec(line)?.[1];
  return peer === undefined ? {} : { help: `quote peers that contain "[" or ",": ["${peer}"]` };
}

function firstLine(message: string): string {
  const line = message.split('\n')[0] ?? message;
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`;
}

function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const key = path[length - 1];
    const parent = document.getIn(path.slice(0, length - 1), true);
    if (typeof key === 'string' && isNode(parent) && 'items' in parent) {
      const pair = parent.items.find((item) => isPair(item) && isNode(item.key) && String(item.key) === key);
      if (isPair(pair) && isNode(pair.key) && !isNode(pair.value)) return pair.key.range?.[0] ?? 0;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range[0] ?? 0;
}
