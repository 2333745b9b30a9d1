/** Loads what a command's flags and paths mean: configuration, files, standard input, and the cluster in them. */

import { dirname, resolve } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import { NO_CONFIGURATION } from '../config/configuration.ts';
import { findConfigFile, readOwnFile } from '../io/config-file.ts';
import { heldBytes, LONG_FILE, openInputFile } from '../io/input-bytes.ts';
import type { FoundInput, InputFile } from '../io/input-files.ts';
import { findInputFiles, shownPath } from '../io/input-files.ts';
import { reasonOf } from '../io/os-reason.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import { placeOfFile } from '../model/provenance.ts';
import { decodeText } from '../parse/binary.ts';
import { openLongText } from '../parse/long-text.ts';
import { isTransformingKustomization } from '../resources/kustomization.ts';
import type { LoadedCluster } from '../resources/load.ts';
import { loadCluster } from '../resources/load.ts';
import type { DecodeOptions } from '../resources/options.ts';
import { DEFAULT_DECODE_OPTIONS, NEWEST_KUBE_MINOR, OLDEST_KUBE_MINOR, parseKubeMinor } from '../resources/options.ts';
import type { ManifestText } from '../resources/read-manifests.ts';
import { UsageError } from './exit-code.ts';
import type { Host } from './host.ts';
import type { InputFlags } from './options.ts';
import { choicesOf } from './options.ts';

/** A loaded cluster with the problems of finding and reading its files. */
export interface LoadedInput extends LoadedCluster {
  /** What was searched, as it was written. */
  readonly searched: readonly string[];
  /** True where neither paths nor configuration said what to read. */
  readonly isDefault: boolean;
  readonly files: readonly InputFile[];
}

/** A configuration with the folder that its paths are relative to. */
export interface PlacedConfiguration extends Configuration {
  /** Absolute. */
  readonly folder: string;
}

/**
 * Returns the cluster of paths and flags; `paths` are those given as words, `flags.file` those given with `-f`.
 * `harmless` is the severity of what changes no verdict although the API server refuses it.
 */
export async function loadInput(
  paths: readonly string[],
  flags: InputFlags,
  host: Host,
  harmless: DecodeOptions['harmless'] = 'warning',
): Promise<LoadedInput> {
  const configuration = await loadConfiguration(flags, host);
  const given = [...paths, ...flags.file];
  const searched = given.length > 0 ? given : configuredPaths(configuration, host);
  const found = findFiles(searched, configuration, host);
  return {
    ...(await loadFiles(found, { flags, configuration, host, harmless, texts: [] })),
    searched,
    isDefault: given.length === 0 && configuration.manifests === null,
  };
}

/** Returns the files that paths mean, less what the configuration excludes. */
export function findFiles(paths: readonly string[], configuration: PlacedConfiguration, host: Host): FoundInput {
  return findInputFiles(paths, {
    cwd: host.cwd,
    excludeFrom: configuration.folder,
    exclude: configuration.exclude,
    isTransforming: isTransformingKustomization,
  });
}

/** What loading depends on besides the files. */
export interface LoadContext {
  readonly flags: InputFlags;
  readonly configuration: PlacedConfiguration;
  readonly host: Host;
  /** Severity of what changes no verdict although the API server refuses it: see `DecodeOptions.harmless`. */
  readonly harmless: DecodeOptions['harmless'];
  /** Texts that come from somewhere else than files. */
  readonly texts: readonly ManifestText[];
}

/** Returns the cluster of files that were found. */
export async function loadFiles(
  found: FoundInput,
  context: LoadContext,
): Promise<LoadedCluster & { readonly files: readonly InputFile[] }> {
  const { flags, configuration, host } = context;
  const problems: Diagnostic[] = [...found.diagnostics];
  const texts: ManifestText[] = [...context.texts];
  for (const file of found.files) {
    const text = await readText(file, host);
    if ('code' in text) problems.push(text);
    else texts.push(text);
  }
  const loaded = loadCluster(texts, {
    decode: decodeOptionsOf(context),
    choices: choicesOf(flags, configuration.cluster),
    isStrict: flags.strict === true,
  });
  const diagnostics = sortByPlace([...problems, ...loaded.diagnostics]);
  return {
    ...loaded,
    diagnostics: isEmpty(loaded, diagnostics) ? [...diagnostics, noObjects(found, context.texts)] : diagnostics,
    files: found.files,
  };
}

/** Returns the configuration that flags and folders choose. Throws `UsageError` where it cannot be read. */
export async function loadConfiguration(flags: InputFlags, host: Host): Promise<PlacedConfiguration> {
  if (flags.config === false) return { ...NO_CONFIGURATION, folder: host.cwd };
  const path = typeof flags.config === 'string' ? resolve(host.cwd, flags.config) : findConfigFile(host.cwd);
  return path === undefined ? { ...NO_CONFIGURATION, folder: host.cwd } : await readConfiguration(path, host);
}

/** Returns what a configuration file says. Throws `UsageError` where it cannot be read. */
export async function readConfiguration(path: string, host: Host): Promise<PlacedConfiguration> {
  const file = shownPath(path, host.cwd);
  const problems: Diagnostic[] = [];
  const source = { file, text: readOwn(path, file), firstLine: 1, firstColumn: 1, document: 1 };
  const { parseConfiguration } = await import('../config/config.ts');
  const configuration = parseConfiguration(source, (problem) => {
    problems.push(problem);
  });
  if (configuration === undefined) throw new UsageError('the configuration cannot be used', { diagnostics: problems });
  return { ...configuration, folder: dirname(path) };
}

function readOwn(path: string, shown: string): string {
  try {
    return readOwnFile(path);
  } catch (error) {
    throw new UsageError(`cannot read ${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Returns the paths to read where the command line names none, as they are shown. */
export function configuredPaths({ manifests, folder }: PlacedConfiguration, host: Host): readonly string[] {
  if (manifests === null) return ['.'];
  return manifests.map((path) => shownPath(resolve(folder, path), host.cwd));
}

function decodeOptionsOf({ flags, configuration, harmless }: LoadContext): DecodeOptions {
  const version = flags.kubeVersion ?? configuration.kubeVersion;
  const kubeMinor = version === null ? DEFAULT_DECODE_OPTIONS.kubeMinor : parseKubeMinor(version);
  if (kubeMinor === undefined)
    throw new UsageError(
      `the rules of Kubernetes ${version} are not known; those of 1.${OLDEST_KUBE_MINOR} to 1.${NEWEST_KUBE_MINOR} are`,
    );
  return {
    kubeMinor,
    channel: flags.channel,
    harmless: flags.strict === true ? 'error' : harmless,
    defaultNamespace: flags.namespace ?? DEFAULT_DECODE_OPTIONS.defaultNamespace,
  };
}

async function readText(file: InputFile, host: Host): Promise<ManifestText | Diagnostic> {
  const { name, path, isNamed } = file;
  const bytes = path === null ? heldBytes(await host.readStdin()) : openInputFile(path, name);
  if ('code' in bytes) return bytes;
  if (bytes.size > LONG_FILE) return { name, text: openLongText(bytes), isNamed };
  const decoded = decodeText(bytes.read(0, bytes.size));
  if (decoded.kind === 'text') return { name, text: decoded.text, isNamed };
  const { text, offset, seen } = decoded;
  const source = { ...placeOfFile(file.name).source, text };
  return { code: 'not-utf8', severity: 'error', at: { source, offset }, args: { seen } };
}

// Where something could not be read or rendered, that is what has to be said.
function isEmpty({ objectCount }: LoadedCluster, diagnostics: readonly Diagnostic[]): boolean {
  return objectCount === 0 && !diagnostics.some(({ severity }) => severity === 'error');
}

function noObjects({ searched }: FoundInput, texts: readonly ManifestText[]): Diagnostic {
  const names = [...searched, ...texts.map(({ name }) => name)];
  return { code: 'no-objects', severity: 'error', at: placeOfFile(names[0] ?? '.'), args: { searched: names } };
}

// As somebody meets them who reads the files; problems of one place stay in the order in which they were found.
function sortByPlace(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const ranks = new Map<string, number>();
  for (const { at } of diagnostics) if (!ranks.has(at.source.file)) ranks.set(at.source.file, ranks.size);
  const rankOf = ({ at }: Diagnostic): number => ranks.get(at.source.file) ?? 0;
  return diagnostics.toSorted(
    (left, right) =>
      rankOf(left) - rankOf(right) ||
      left.at.source.document - right.at.source.document ||
      left.at.offset - right.at.offset,
  );
}
