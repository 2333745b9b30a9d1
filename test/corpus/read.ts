/**
 * Reads the conformance corpus at ../shared/corpus, where it is there. Nothing of it is copied here; where it is
 * absent the tests say so and compare nothing.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NamedText } from '../../src/parse/split.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/corpus');
const MANIFEST = /\.(ya?ml|json)$/;

/** One case: its folder's name, its manifests, and a reader for its expected answers. */
export interface CorpusCase {
  readonly name: string;
  readonly files: readonly NamedText[];
  /** Returns the text of a file of the case; throws where it has none. */
  readonly expected: (file: string) => string;
}

/** Returns the cases of one area, sorted; none where the corpus is absent. Prints how many there are. */
export function readCases(area: string, isWanted: (name: string) => boolean = () => true): readonly CorpusCase[] {
  const folder = join(ROOT, area);
  if (!existsSync(folder)) {
    console.log(`corpus/${area}: absent, nothing compared`);
    return [];
  }
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isWanted(entry.name))
    .map((entry) => entry.name)
    .sort();
  console.log(`corpus/${area}: ${names.length} cases`);
  return names.map((name) => ({
    name,
    files: readManifests(join(folder, name)),
    expected: (file) => readFileSync(join(folder, name, file), 'utf8'),
  }));
}

/** Returns the rows of a tab-separated text without header. */
export function readRows(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t'));
}

// Truth tables are one file; elsewhere the manifests are all that lies under input/.
function readManifests(folder: string): readonly NamedText[] {
  const single = join(folder, 'input.yaml');
  if (existsSync(single)) return [{ name: 'input.yaml', text: readFileSync(single, 'utf8') }];
  const input = join(folder, 'input');
  return readdirSync(input, { recursive: true, encoding: 'utf8' })
    .filter((name) => MANIFEST.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(input, name), 'utf8') }));
}
