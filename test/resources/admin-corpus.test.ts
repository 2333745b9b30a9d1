/** Holds the admin policies to the answers of an API server v1.36.3 that has their real CRDs, in both channels. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Channel } from '../../src/resources/options.ts';
import { errorsOf, readManifest } from './read-manifest.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/corpus/validation-admin');

/** Cases in which netpol names the problem otherwise, and why that is better. */
const DIFFERENCES: ReadonlyMap<string, string> = new Map([
  ['109-cnp-v1alpha1.yaml', 'the CRD has a placeholder v1alpha1 without fields; netpol says which version has them'],
]);

interface Answer {
  readonly server: {
    readonly code: number;
    readonly message?: string;
    readonly causes?: readonly { readonly field: string; readonly reason: string }[] | null;
  };
}

test.skipIf(!existsSync(CORPUS)).each<Channel>(['experimental', 'standard'])(
  'agrees with the API server on every admin policy, %s channel',
  (channel) => {
    const names = readdirSync(CORPUS).filter((file) => file.endsWith('.yaml'));
    const differing = names.flatMap((name) => compareCase(name, channel));
    expect(differing).toEqual([]);
    console.log(`admin corpus: ${names.length} documents, ${DIFFERENCES.size} known difference`);
  },
);

function compareCase(file: string, channel: Channel): readonly string[] {
  const { server } = answerOf(file, channel);
  const errors = errorsOf(readManifest(readFileSync(join(CORPUS, file), 'utf8'), { channel }, file));
  const seen = errors.map(({ type, path }) => `${type} ${path}`);
  const isAccepted = server.code < 300;
  if (isAccepted !== (errors.length === 0)) return [`${file}: expected ${server.code}, saw ${seen.join('; ')}`];
  if (DIFFERENCES.has(file)) return [];
  const missing = wantedOf(server).filter((problem) => !seen.includes(problem));
  return missing.map((problem) => `${file}: no "${problem}", only ${seen.join('; ')}`);
}

function wantedOf({ code, message = '', causes }: Answer['server']): readonly string[] {
  if (code === 400)
    return [...message.matchAll(/unknown field "([^"]*)"/g)].map(([, path]) => `StrictDecoding ${path}`);
  // The cause without a field only says that CEL rules were not looked at.
  const named = (causes ?? []).filter(({ field }) => field !== '<nil>');
  return named.map(({ field, reason }) => `${TYPES[reason] ?? reason.replace('FieldValue', '')} ${field}`);
}

const TYPES: Readonly<Record<string, string>> = { FieldValueTypeInvalid: 'Decode' };

function answerOf(file: string, channel: Channel): Answer {
  // The corpus is written by one program, in this form.
  const expected = JSON.parse(readFileSync(join(CORPUS, file.replace('.yaml', '.expected.json')), 'utf8')) as Record<
    Channel,
    Answer
  >;
  return expected[channel];
}
