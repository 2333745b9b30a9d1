/** Decodes netpol.test.yaml to what its entries expect; every problem of the file is reported in one run. */

import type { Diagnostic, Report } from '../model/diagnostics.ts';
import { nearestWord } from '../model/nearest.ts';
import type { PeerReference } from '../model/peer-expression.ts';
import type { Source } from '../model/provenance.ts';
import type { ManifestSource, TestEntry, TestFile } from '../model/tests.ts';
import type { OwnDocument } from '../parse/document.ts';
import { parseOwnDocument } from '../parse/document.ts';
import { checkSchema, reportProblem } from './check-schema.ts';
import { decodeEntry } from './test-file-entries.ts';
import type { TextContext } from './test-file-peers.ts';
import { decodePeer, textsAt } from './test-file-peers.ts';
import type { WrittenTestFile } from './test-file-schema.ts';
import { testFileSchema } from './test-file-schema.ts';

/** Reads a test file; undefined after every problem in it was reported. */
export function parseTestFile(source: Source, report: Report): TestFile | undefined {
  const document = parseOwnDocument(source, report);
  if (document === undefined) return undefined;
  const problems: Diagnostic[] = [];
  const collect: Report = (diagnostic) => {
    problems.push(diagnostic);
  };
  const written = checkSchema(document, testFileSchema, collect) ?? readable(document.value);
  const file = decodeTestFile(document, written, collect);
  for (const problem of problems.toSorted((left, right) => left.at.offset - right.at.offset)) report(problem);
  return problems.some(({ severity }) => severity === 'error') ? undefined : file;
}

// What of a file with problems can still be looked into for more of them.
function readable(value: unknown): WrittenTestFile {
  const parts: { readonly aliases?: unknown; readonly tests?: unknown } =
    typeof value === 'object' && value !== null ? value : {};
  const { aliases, tests } = parts;
  const names = typeof aliases === 'object' && aliases !== null ? Object.keys(aliases) : [];
  return {
    version: 1,
    aliases: Object.fromEntries(names.map((name): [string, readonly string[]] => [name, []])),
    tests: Array.isArray(tests) ? tests : [],
  };
}

function decodeTestFile(document: OwnDocument, written: WrittenTestFile, report: Report): TestFile {
  const { manifests, aliases = {}, defaults = {}, tests } = written;
  const context: TextContext = { document, aliases: Object.keys(aliases), report };
  return {
    at: document.placeOf([]),
    manifests: manifests === undefined ? null : decodeManifests(document, manifests),
    aliases: new Map(Object.entries(aliases).map(([name, peers]) => [name, decodeAlias(name, peers, context)])),
    tests: tests.flatMap((value, index): readonly TestEntry[] => {
      const entry = decodeEntry({ document, path: ['tests', index], value }, defaults, context);
      return entry === undefined ? [] : [entry];
    }),
  };
}

function decodeManifests(
  document: OwnDocument,
  written: NonNullable<WrittenTestFile['manifests']>,
): readonly ManifestSource[] {
  if (typeof written === 'string') return [{ kind: 'path', path: written, at: document.placeOf(['manifests']) }];
  return written.map((item, index): ManifestSource => {
    const at = document.placeOf(['manifests', index]);
    return typeof item === 'string' ? { kind: 'path', path: item, at } : { kind: 'command', command: item.run, at };
  });
}

function decodeAlias(name: string, peers: string | readonly string[], context: TextContext): readonly PeerReference[] {
  const path = ['aliases', name];
  if (!/^[\w.-]+$/.test(name)) {
    const plain = name.replace(/^@/, '');
    const help =
      nearestWord(name, [plain]) === undefined
        ? 'names are letters, digits, "_", "-" and "."'
        : `write ${plain}:, the @ stands only where it is used`;
    reportProblem(context.document, path, { problem: `"${name}" is not a name of an alias`, help }, context.report);
  }
  return textsAt(peers, path).flatMap((written) => decodePeer(written, context) ?? []);
}
