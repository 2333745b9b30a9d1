/** Reads a manifest text the whole way to resources, as the tests of decoding want it. */

import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { parseDocument } from '../../src/parse/manifest.ts';
import { splitDocuments } from '../../src/parse/split.ts';
import { decodeDocument } from '../../src/resources/decode.ts';
import type { DecodeOptions } from '../../src/resources/options.ts';
import { DEFAULT_DECODE_OPTIONS } from '../../src/resources/options.ts';
import type { Resource } from '../../src/resources/resource.ts';

/** What became of a text. */
export interface ReadManifest {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns the resources of a text and every problem. */
export function readManifest(text: string, options: Partial<DecodeOptions> = {}, name = 'test.yaml'): ReadManifest {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  const resources = splitDocuments({ name, text }, report).flatMap((source) => {
    const document = parseDocument(source, report);
    return document === undefined ? [] : decodeDocument(document, { ...DEFAULT_DECODE_OPTIONS, ...options }, report);
  });
  return { resources, diagnostics };
}

/** Returns the problems that make a manifest be refused. */
export function errorsOf({ diagnostics }: ReadManifest): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}
