/** Reads a text as the program does, with everything that is reported. */

import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { parseDocument } from '../../src/parse/manifest.ts';
import type { ManifestDocument, Node } from '../../src/parse/node.ts';
import { splitDocuments } from '../../src/parse/split.ts';

/** The documents of a text and the problems in it. */
export interface ReadText {
  readonly documents: readonly ManifestDocument[];
  readonly problems: readonly Diagnostic[];
}

/** Splits and parses a text. */
export function readText(text: string, file = 'policy.yaml'): ReadText {
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic): void => {
    problems.push(problem);
  };
  const documents = splitDocuments({ name: file, text }, report)
    .map((source) => parseDocument(source, report))
    .filter((document) => document !== undefined);
  return { documents, problems };
}

/** Returns the plain value of a node, a mapping as a Map. */
export function plainOf(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(plainOf);
    default:
      return new Map(node.entries.map(({ key, value }) => [key, plainOf(value)]));
  }
}

/** Returns the plain value of the one document of a text. */
export function plainOfText(text: string): unknown {
  const [document] = readText(text).documents;
  return document && plainOf(document.root);
}
