/** Runs a test file of test/fixtures/check as `netpol check` would: its manifests, snapshots and other policies read beside it. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseTestFile } from '../src/config/test-file.ts';
import { compileConnectivity } from '../src/engine/compile.ts';
import type { Policy } from '../src/model/policy.ts';
import type { TestFile } from '../src/model/tests.ts';
import type { NamedText } from '../src/parse/split.ts';
import { formatDiagnostic } from '../src/render/diagnostics-text.ts';
import type { CheckView } from '../src/views/check.ts';
import { buildCheck } from '../src/views/check.ts';
import { neededFiles, runTests } from '../src/views/tests/run-tests.ts';
import { loadFiles } from './load.ts';

/** Returns what `check` finds for one test file; the file must be valid. */
export function checkFile(path: string): CheckView {
  const file = readTestFile(path);
  const folder = dirname(path);
  const paths = (file.manifests ?? []).flatMap((source) => (source.kind === 'path' ? [join(folder, source.path)] : []));
  const { cluster, diagnostics } = loadFiles(paths.flatMap(manifestsIn));
  const { snapshots, policySets } = neededFiles(file);
  const tests = runTests(file, compileConnectivity(cluster), {
    namespace: 'default',
    snapshots: new Map(
      snapshots
        .filter((name) => existsSync(join(folder, name)))
        .map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')]),
    ),
    policySets: new Map(policySets.map((name): [string, readonly Policy[]] => [name, policiesAt(join(folder, name))])),
  });
  return buildCheck([{ diagnostics, findings: [], tests }]);
}

/** Returns a test file that is known to be valid. */
export function readTestFile(path: string): TestFile {
  const source = { file: path, text: readFileSync(path, 'utf8'), firstLine: 1, firstColumn: 1, document: 1 };
  const file = parseTestFile(source, (diagnostic) => {
    throw new Error(formatDiagnostic(diagnostic));
  });
  if (file === undefined) throw new Error(`${path} is no test file`);
  return file;
}

function policiesAt(path: string): readonly Policy[] {
  return existsSync(path) ? loadFiles(manifestsIn(path)).cluster.policies : [];
}

function manifestsIn(path: string): readonly NamedText[] {
  if (!statSync(path).isDirectory()) return [{ name: path, text: readFileSync(path, 'utf8') }];
  return readdirSync(path)
    .toSorted()
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ name: join(path, name), text: readFileSync(join(path, name), 'utf8') }));
}
