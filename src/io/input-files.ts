/**
 * Finds the files that a command's paths mean: files, folders, globs and `-`. It decides only what is worth
 * reading; what a file holds is for `parse/` and `resources/`.
 */

import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import type { Diagnostic } from '../model/diagnostics.ts';
import { placeOfFile } from '../model/provenance.ts';
import { CONFIG_FILE_NAME } from './config-file.ts';
import { reasonOf } from './os-reason.ts';

/** A file worth reading. */
export interface InputFile {
  /** As it is shown: relative to the working directory, `/` between folders; `<stdin>` for `-`. */
  readonly name: string;
  /** Absolute path; null for standard input. */
  readonly path: string | null;
  /** Whether the user named this very file, so that it is never skipped for what it holds. */
  readonly isNamed: boolean;
}

/** What a folder is, judged by the files in it. */
export type FolderKind = 'manifests' | 'helm-chart' | 'kustomization';

/** How input files are looked for. */
export interface InputOptions {
  /** Absolute working directory: paths are relative to it, and names are shown relative to it. */
  readonly cwd: string;
  /** Absolute folder of the configuration, to which `exclude` is relative. Default: `cwd`. */
  readonly excludeFrom?: string;
  /** Globs of files to leave out of walks. */
  readonly exclude: readonly string[];
  /** Whether a walk leaves out subfolders that have a test file or configuration of their own. Default: false. */
  readonly stopsAtRuns?: boolean;
  /** Tells from the text of a kustomization file whether its folder has to be rendered first. */
  readonly isTransforming: (kustomization: string) => boolean;
}

/** The files found, in the order of the paths and then by name, each once. */
export interface FoundInput {
  /** What was searched, as it is shown. */
  readonly searched: readonly string[];
  readonly files: readonly InputFile[];
  /** Test files, absolute; they are no manifests. */
  readonly testFiles: readonly string[];
  /** Paths that name nothing, and folders that must be rendered first. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many folders were left out because a renderer has to make their manifests. */
  readonly unrendered: number;
}

const MANIFEST_NAME = /\.(ya?ml|json)$/i;
const TEST_NAME = /^netpol\.test\.ya?ml$|\.netpol-test\.ya?ml$/;
const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Returns the files that paths mean, and a diagnostic for each path or folder that gives none. */
export function findInputFiles(paths: readonly string[], options: InputOptions): FoundInput {
  const search = new Search(options);
  for (const path of paths) search.addPath(path);
  const { files, testFiles, diagnostics, unrendered } = search;
  const searched = paths.map((path) => (path === '-' ? '<stdin>' : path));
  return { searched, files: [...files.values()], testFiles: [...testFiles], diagnostics, unrendered };
}

/** Returns a path as it is shown: relative to the working directory, with `/` between folders. */
export function shownPath(path: string, cwd: string): string {
  const shown = relative(cwd, path).split(sep).join('/');
  return shown === '' ? '.' : shown;
}

/** Returns the folder in which a pattern looks: `k8s` for `k8s/*.yaml`; other paths as they are. */
export function withoutPattern(path: string): string {
  return isDynamicPattern(path) ? withoutPattern(dirname(path)) : path;
}

/** Returns the files that a pattern such as `k8s/*.yaml` matches, absolute and sorted. */
export function findByPattern(pattern: string, cwd: string): readonly string[] {
  const matches = globSync(pattern, { cwd, absolute: true, expandDirectories: false });
  return matches.map((match) => resolve(match)).sort();
}

class Search {
  readonly files = new Map<string, InputFile>();
  readonly testFiles = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];
  unrendered = 0;
  private readonly visited = new Set<string>();
  private readonly excluded: ReadonlySet<string>;
  private readonly options: InputOptions;

  constructor(options: InputOptions) {
    this.options = options;
    const from = options.excludeFrom ?? options.cwd;
    const { exclude } = options;
    this.excluded = new Set(
      exclude.length === 0
        ? []
        : globSync([...exclude], { cwd: from, absolute: true, dot: true }).map((path) => resolve(path)),
    );
  }

  addPath(path: string): void {
    if (path === '-') {
      this.files.set('-', { name: '<stdin>', path: null, isNamed: true });
      return;
    }
    const absolute = resolve(this.options.cwd, path);
    const stats = statSync(absolute, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) this.walk(absolute, realpathSync(absolute));
    else if (TEST_NAME.test(basename(absolute)) && stats !== undefined) this.testFiles.add(absolute);
    else if (stats !== undefined) this.addFile(absolute, true);
    else if (isDynamicPattern(path)) this.addGlob(path);
    else this.reportUnreadable(path, 'no such file or directory');
  }

  private addGlob(pattern: string): void {
    const matches = findByPattern(pattern, this.options.cwd);
    for (const match of matches) this.addFile(match, false);
    if (matches.length === 0) this.reportUnreadable(pattern, 'no file matches this pattern');
  }

  private walk(folder: string, root: string): void {
    const real = realpathSync(folder);
    if (this.visited.has(real)) return;
    this.visited.add(real);
    const entries = this.entriesOf(folder);
    const kind = folderKind(folder, entries, this.options.isTransforming);
    if (kind !== 'manifests') {
      this.reportUnrendered(folder, kind);
      return;
    }
    for (const name of entries) this.visit(join(folder, name), name, root);
  }

  private visit(path: string, name: string, root: string): void {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined || (lstatSync(path).isSymbolicLink() && !isInside(realpathSync(path), root))) return;
    if (stats.isDirectory()) {
      if (!name.startsWith('.') && name !== 'node_modules' && !this.isOtherRun(path)) this.walk(path, root);
    } else if (TEST_NAME.test(name)) {
      this.testFiles.add(path);
    } else if (isManifestName(name) && !this.excluded.has(path)) {
      this.addFile(path, false);
    }
  }

  private isOtherRun(folder: string): boolean {
    if (this.options.stopsAtRuns !== true) return false;
    return this.entriesOf(folder).some((name) => TEST_NAME.test(name) || name === CONFIG_FILE_NAME);
  }

  private addFile(path: string, isNamed: boolean): void {
    const known = this.files.get(path);
    if (known === undefined || (isNamed && !known.isNamed)) {
      this.files.set(path, { name: shownPath(path, this.options.cwd), path, isNamed });
    }
  }

  private entriesOf(folder: string): readonly string[] {
    try {
      return readdirSync(folder).sort();
    } catch (error) {
      this.reportUnreadable(shownPath(folder, this.options.cwd), reasonOf(error));
      return [];
    }
  }

  private reportUnreadable(name: string, reason: string): void {
    this.diagnostics.push({ code: 'unreadable-file', severity: 'error', at: placeOfFile(name), args: { reason } });
  }

  private reportUnrendered(folder: string, what: 'helm-chart' | 'kustomization'): void {
    const shown = shownPath(folder, this.options.cwd);
    const run = what === 'helm-chart' ? `helm template ${shown}` : `kustomize build ${shown}`;
    this.unrendered += 1;
    this.diagnostics.push({
      code: 'unrendered-template',
      severity: 'warning',
      at: placeOfFile(shown),
      args: { what, run },
    });
  }
}

/** Returns the bytes of a file, or a diagnostic with the operating system's reason. */
export function readInputFile(path: string, name: string): Uint8Array | Diagnostic {
  try {
    return readFileSync(path);
  } catch (error) {
    return { code: 'unreadable-file', severity: 'error', at: placeOfFile(name), args: { reason: reasonOf(error) } };
  }
}

function folderKind(folder: string, entries: readonly string[], isTransforming: (text: string) => boolean): FolderKind {
  if (entries.includes('Chart.yaml')) return 'helm-chart';
  const kustomization = entries.find((name) => KUSTOMIZATION_NAMES.includes(name));
  if (kustomization === undefined) return 'manifests';
  return isTransforming(readFileSync(join(folder, kustomization), 'utf8')) ? 'kustomization' : 'manifests';
}

function isManifestName(name: string): boolean {
  return MANIFEST_NAME.test(name) && name !== CONFIG_FILE_NAME && !KUSTOMIZATION_NAMES.includes(name);
}

/** Tells whether a path is a folder or lies in it; both absolute. */
export function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
