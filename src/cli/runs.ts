/**
 * The runs of `netpol check` (design.md section 8): each test file with the cluster it speaks of, and one more without
 * tests for the manifests that belong to none.
 */

import { dirname, resolve } from 'node:path';
import { parseTestFile } from '../config/test-file.ts';
import { findConfigFile } from '../io/config-file.ts';
import type { FoundInput } from '../io/input-files.ts';
import { findInputFiles, readInputFile, shownPath } from '../io/input-files.ts';
import { runShellCommand } from '../io/shell-command.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import { placeOfFile } from '../model/provenance.ts';
import type { ManifestSource, TestFile } from '../model/tests.ts';
import { decodeText } from '../parse/binary.ts';
import { isTransformingKustomization } from '../resources/kustomization.ts';
import type { LoadedCluster } from '../resources/load.ts';
import type { ManifestText } from '../resources/read-manifests.ts';
import type { ComparedFiles } from './compared-files.ts';
import { loadComparedFiles, NOTHING_COMPARED } from './compared-files.ts';
import { UsageError } from './exit-code.ts';
import type { Host } from './host.ts';
import type { LoadContext, PlacedConfiguration } from './load.ts';
import { configuredPaths, findFiles, loadConfiguration, loadFiles, readConfiguration } from './load.ts';
import type { InputFlags } from './options.ts';

/** A cluster, and the tests that speak of it. */
export interface LoadedRun extends LoadedCluster {
  /** Null in the run of manifests that no test file speaks of. */
  readonly tests: TestFile | null;
  /** Absolute folder that the test file's paths are relative to. */
  readonly folder: string;
  /** Problems of the test file itself. */
  readonly testProblems: readonly Diagnostic[];
  /** What the tests compare the cluster with. */
  readonly compared: ComparedFiles;
  /** Absolute paths of files and folders that a change of which may change the run. */
  readonly sources: readonly string[];
}

/** How runs are loaded. */
export interface RunFlags extends InputFlags {
  /** Whether `manifests: {run: …}` may start programs. */
  readonly allowRun?: boolean;
}

/** Loads the runs below paths, in the order of their test files, the one without tests last. */
export async function loadRuns(paths: readonly string[], flags: RunFlags, host: Host): Promise<readonly LoadedRun[]> {
  const configuration = await loadConfiguration(flags, host);
  const given = [...paths, ...flags.file];
  const searched = given.length > 0 ? given : configuredPaths(configuration, host);
  const found = findFiles(searched, configuration, host);
  const testFiles = new Set([...found.testFiles, ...(given.length > 0 ? [] : testFilesBeside(configuration, host))]);
  const runs: LoadedRun[] = [];
  const taken = new Set<string>();
  for (const testFile of [...testFiles].sort()) {
    const { files, ...run } = await loadRun(testFile, configuration, flags, host);
    for (const file of [...files, ...run.compared.files]) taken.add(file);
    runs.push(run);
  }
  const rest: FoundInput = { ...found, files: found.files.filter(({ name }) => !taken.has(name)) };
  if (rest.files.length > 0 || runs.length === 0 || rest.diagnostics.length > 0) {
    const { files: _, ...loaded } = await loadFiles(rest, { flags, configuration, host, harmless: 'error', texts: [] });
    const diagnostics =
      runs.length === 0 ? loaded.diagnostics : loaded.diagnostics.filter(({ code }) => code !== 'no-objects');
    const sources = searched.map((path) => resolve(host.cwd, path));
    const none = { tests: null, testProblems: [], compared: NOTHING_COMPARED };
    runs.push({ ...loaded, ...none, diagnostics, folder: host.cwd, sources });
  }
  return runs;
}

// Manifests are where the configuration says; tests may be anywhere beside it.
function testFilesBeside(configuration: PlacedConfiguration, host: Host): readonly string[] {
  if (configuration.manifests === null) return [];
  return findFiles([shownPath(configuration.folder, host.cwd)], configuration, host).testFiles;
}

async function loadRun(
  path: string,
  configured: PlacedConfiguration,
  flags: RunFlags,
  host: Host,
): Promise<LoadedRun & { readonly files: readonly string[] }> {
  const folder = dirname(path);
  const problems: Diagnostic[] = [];
  const tests = readTestFile(path, shownPath(path, host.cwd), problems);
  const configuration = await configurationOf(folder, configured, flags, host);
  const { found, texts, searched } = findManifests(tests?.manifests ?? null, folder, configuration, flags, host);
  const context: LoadContext = { flags, configuration, host, harmless: 'error', texts };
  const compared =
    tests === null ? NOTHING_COMPARED : await loadComparedFiles(tests, folder, searched, { ...context, texts: [] });
  const apart = new Set(compared.files);
  const own = { ...found, files: found.files.filter(({ name, isNamed }) => isNamed || !apart.has(name)) };
  const { files, ...loaded } = await loadFiles(own, context);
  return {
    ...loaded,
    tests,
    folder,
    testProblems: problems,
    compared,
    diagnostics: [...loaded.diagnostics, ...compared.diagnostics],
    sources: [path, configuration.folder, ...searched],
    files: files.map(({ name }) => name),
  };
}

/** Loads the manifests that a file of ours speaks of: those it names, else the nearest configuration's, else its folder's. */
export async function loadManifestsOf(
  sources: readonly ManifestSource[] | null,
  folder: string,
  configured: PlacedConfiguration,
  flags: RunFlags,
  host: Host,
): ReturnType<typeof loadFiles> {
  const configuration = await configurationOf(folder, configured, flags, host);
  const { found, texts } = findManifests(sources, folder, configuration, flags, host);
  return await loadFiles(found, { flags, configuration, host, harmless: 'error', texts });
}

function readTestFile(path: string, file: string, problems: Diagnostic[]): TestFile | null {
  const bytes = readInputFile(path, file);
  if ('code' in bytes) {
    problems.push(bytes);
    return null;
  }
  const { kind, text } = decodeText(bytes);
  const source = { ...placeOfFile(file).source, text };
  if (kind === 'refused') {
    problems.push({ code: 'not-utf8', severity: 'error', at: { source, offset: 0 }, args: { seen: 'invalid-bytes' } });
    return null;
  }
  return parseTestFile(source, (problem) => problems.push(problem)) ?? null;
}

// `--config` and `--no-config` speak for every run; otherwise each run has the configuration nearest to its test file.
async function configurationOf(
  folder: string,
  configured: PlacedConfiguration,
  flags: RunFlags,
  host: Host,
): Promise<PlacedConfiguration> {
  if (flags.config !== true) return configured;
  const path = findConfigFile(folder);
  return path === undefined ? configured : await readConfiguration(path, host);
}

interface FoundManifests {
  readonly found: FoundInput;
  /** Absolute paths and patterns that were searched. */
  readonly searched: readonly string[];
  /** What commands printed. */
  readonly texts: readonly ManifestText[];
}

function findManifests(
  sources: readonly ManifestSource[] | null,
  folder: string,
  configuration: PlacedConfiguration,
  flags: RunFlags,
  host: Host,
): FoundManifests {
  const options = {
    cwd: host.cwd,
    excludeFrom: configuration.folder,
    exclude: configuration.exclude,
    isTransforming: isTransformingKustomization,
  };
  const find = (paths: readonly string[], folderOfPaths: string, stopsAtRuns: boolean): FoundManifests => ({
    found: findInputFiles(
      paths.map((path) => placedPath(path, folderOfPaths, host)),
      { ...options, stopsAtRuns },
    ),
    searched: paths.flatMap((path) => (path === '-' ? [] : [resolve(folderOfPaths, path)])),
    texts: [],
  });
  if (sources === null) {
    const { manifests } = configuration;
    return manifests === null ? find(['.'], folder, true) : find(manifests, configuration.folder, false);
  }
  const paths = sources.flatMap((source) => (source.kind === 'path' ? [source.path] : []));
  const commands = sources.flatMap((source) => (source.kind === 'command' ? [source.command] : []));
  return { ...find(paths, folder, false), texts: commands.map((command) => outputOf(command, folder, flags)) };
}

function placedPath(path: string, folder: string, host: Host): string {
  return path === '-' ? path : shownPath(resolve(folder, path), host.cwd);
}

function outputOf(command: string, folder: string, { allowRun }: RunFlags): ManifestText {
  if (allowRun !== true) {
    throw new UsageError(`the test file wants to run "${command}"; allow it with --allow-run`);
  }
  const result = runShellCommand(command, folder);
  if (result.kind === 'failed') throw new UsageError(`"${command}" failed: ${result.reason}`);
  return { name: `<${command}>`, text: result.output, isNamed: true };
}
