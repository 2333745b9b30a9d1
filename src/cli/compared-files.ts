/** What the tests of a file compare the cluster with: snapshots accepted before, and policies of other folders. */

import { resolve } from 'node:path';
import { findInputFiles, isInside, shownPath } from '../io/input-files.ts';
import { readTextFile, writeTextFile } from '../io/text-file.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { Policy } from '../model/policy.ts';
import type { TestFile } from '../model/tests.ts';
import { isTransformingKustomization } from '../resources/kustomization.ts';
import type { TestOutcome } from '../views/tests/outcome.ts';
import { neededFiles } from '../views/tests/run-tests.ts';
import { UsageError } from './exit-code.ts';
import type { Host } from './host.ts';
import type { LoadContext } from './load.ts';
import { loadFiles } from './load.ts';

/** Texts and policies by path as the tests name them; a path that leads nowhere is missing. */
export interface ComparedFiles {
  readonly snapshots: ReadonlyMap<string, string>;
  readonly policySets: ReadonlyMap<string, readonly Policy[]>;
  /** Names of the files with policies that are no part of the cluster, although they may lie among its manifests. */
  readonly files: readonly string[];
  /** Problems of those policies. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a run without tests compares with. */
export const NOTHING_COMPARED: ComparedFiles = {
  snapshots: new Map(),
  policySets: new Map(),
  files: [],
  diagnostics: [],
};

/** Reads what the tests of a file compare with; paths are relative to its folder, `manifests` are where its cluster is. */
export async function loadComparedFiles(
  tests: TestFile,
  folder: string,
  manifests: readonly string[],
  context: LoadContext,
): Promise<ComparedFiles> {
  const { snapshots, policySets } = neededFiles(tests);
  const texts = snapshots.map((path): readonly [string, string | null] => [path, readSnapshot(path, folder, context)]);
  const policies = new Map<string, readonly Policy[]>();
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of policySets) {
    const loaded = await loadPolicies(path, folder, context);
    policies.set(path, loaded.policies);
    if (!manifests.some((manifest) => isInside(manifest, resolve(folder, path)))) files.push(...loaded.files);
    diagnostics.push(...loaded.diagnostics);
  }
  return {
    snapshots: new Map(texts.flatMap(([path, text]) => (text === null ? [] : [[path, text]]))),
    policySets: policies,
    files,
    diagnostics,
  };
}

/** Writes the snapshots that are not as the cluster is now; returns the texts of all, as a further run reads them. */
export function updateSnapshots(
  outcomes: readonly TestOutcome[],
  known: ReadonlyMap<string, string>,
  folder: string,
  host: Host,
): { readonly snapshots: ReadonlyMap<string, string>; readonly written: readonly string[] } {
  const snapshots = new Map(known);
  const written: string[] = [];
  for (const { outcome, snapshot } of outcomes) {
    if (snapshot === null || outcome === 'passed') continue;
    const { file, text } = snapshot;
    const path = resolve(folder, file);
    const shown = shownPath(path, host.cwd);
    const refusal = writeTextFile(path, text);
    if (refusal !== null) throw new UsageError(`cannot write ${shown}: ${refusal}`);
    snapshots.set(file, text);
    written.push(shown);
  }
  return { snapshots, written };
}

function readSnapshot(file: string, folder: string, { host }: LoadContext): string | null {
  const path = resolve(folder, file);
  const read = readTextFile(path);
  if (read.kind === 'unreadable') throw new UsageError(`cannot read ${shownPath(path, host.cwd)}: ${read.reason}`);
  return read.kind === 'text' ? read.text : null;
}

async function loadPolicies(
  path: string,
  folder: string,
  context: LoadContext,
): Promise<Pick<ComparedFiles, 'files' | 'diagnostics'> & { readonly policies: readonly Policy[] }> {
  const { configuration, host } = context;
  const found = findInputFiles([shownPath(resolve(folder, path), host.cwd)], {
    cwd: host.cwd,
    excludeFrom: configuration.folder,
    exclude: configuration.exclude,
    isTransforming: isTransformingKustomization,
  });
  const { cluster, diagnostics, files } = await loadFiles(found, context);
  return {
    policies: cluster.policies,
    files: files.map(({ name }) => name),
    // The test itself fails where there are no policies, and names the path as it is written there.
    diagnostics: found.files.length === 0 ? [] : diagnostics.filter(({ code }) => code !== 'no-objects'),
  };
}
