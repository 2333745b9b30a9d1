/** Holds decoding to the answers of Kubernetes v1.36.3: the same documents refused, for the same reasons. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DecodeOptions } from '../../src/resources/options.ts';
import type { ReadManifest } from './read-manifest.ts';
import { errorsOf, readManifest } from './read-manifest.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/corpus/validation');

/** Cases in which netpol answers otherwise, and why that is right. */
const DIFFERENCES: ReadonlyMap<string, string> = new Map([
  [
    '225-apiversion-calico.yaml',
    'the recorded API server has no CRD of Calico; netpol cannot know, and warns that it does not evaluate it',
  ],
]);

interface FieldProblem {
  readonly field: string;
  readonly type: string;
}

interface Expected {
  readonly verdict: 'valid' | 'invalid' | 'empty';
  readonly documents: readonly {
    readonly stage: string;
    readonly strictErrors: readonly string[] | null;
    readonly validationErrors: readonly FieldProblem[] | null;
  }[];
}

test.skipIf(!existsSync(CORPUS))('agrees with the API server on every document', () => {
  const names = caseNames();
  const differing = names
    .filter((name) => !DIFFERENCES.has(name))
    .flatMap((name) => compareCase(name, expectedOf(name)));
  expect(differing).toEqual([]);
  console.log(`validation corpus: ${names.length} documents, ${DIFFERENCES.size} known difference`);
});

test.skipIf(!existsSync(CORPUS))('is as lenient with CIDRs as Kubernetes before 1.36', () => {
  const rows = readFileSync(join(CORPUS, 'INDEX.tsv'), 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  const lenient = rows.filter((row) => row[5] === 'valid').map(([file]) => file ?? '');
  expect(lenient.length).toBeGreaterThan(0);
  for (const file of lenient) {
    const read = readCase(file, { kubeMinor: 35 });
    expect.soft(errorsOf(read), file).toEqual([]);
    expect
      .soft(
        read.diagnostics.map(({ severity }) => severity),
        file,
      )
      .toContain('warning');
  }
});

function caseNames(): readonly string[] {
  return readdirSync(CORPUS)
    .filter((file) => /\.(yaml|json)$/.test(file) && !file.endsWith('.expected.json'))
    .sort();
}

function expectedOf(file: string): Expected {
  // The corpus is written by one program, in this form.
  return JSON.parse(readFileSync(join(CORPUS, file.replace(/\.\w+$/, '.expected.json')), 'utf8')) as Expected;
}

function readCase(file: string, options: Partial<DecodeOptions> = {}): ReadManifest {
  const bytes = readFileSync(join(CORPUS, file));
  try {
    return readManifest(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), options, file);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const source = { file, text: '', firstLine: 1, firstColumn: 1, document: 1 };
    const at = { source, offset: 0 };
    return {
      resources: [],
      diagnostics: [{ code: 'not-utf8', severity: 'error', at, args: { seen: 'invalid-bytes' } }],
    };
  }
}

function compareCase(file: string, expected: Expected): readonly string[] {
  const read = readCase(file);
  const errors = errorsOf(read);
  const seen = errors.map(({ type, path, code }) => (path === undefined ? code : `${type} ${path}`));
  const isRefused = errors.length > 0;
  if (expected.verdict === 'empty') return read.resources.length === 0 && !isRefused ? [] : [`${file}: not empty`];
  if (isRefused !== (expected.verdict === 'invalid')) return [`${file}: expected ${expected.verdict}, saw ${seen}`];
  const wanted = expected.documents.flatMap(({ strictErrors, validationErrors }) => [
    ...(strictErrors ?? []).map(strictProblem),
    ...(validationErrors ?? []).map(({ field, type }) => `${type.replace('FieldValue', '')} ${field}`),
  ]);
  const missing = [...new Set(wanted)].filter((problem) => !seen.includes(problem));
  const surplus = expected.documents.every(({ stage }) => stage === 'validate' || stage === 'ok')
    ? seen.filter((problem) => !wanted.includes(problem))
    : [];
  return [
    ...missing.map((problem) => `${file}: no "${problem}", only ${seen.join('; ')}`),
    ...surplus.map((problem) => `${file}: "${problem}" is not Kubernetes'`),
  ];
}

// `unknown field "spec.x"` has a path; a duplicate key is found while reading, where there are no paths yet.
function strictProblem(text: string): string {
  const unknown = /^unknown field "(.*)"$/.exec(text);
  return unknown === null ? 'duplicate-key' : `StrictDecoding ${unknown[1]}`;
}
