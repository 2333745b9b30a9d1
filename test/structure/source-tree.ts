/** Reads TypeScript sources as the structure rules see them: what each file imports, its syntax tree and its comments. */

import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Comment, Program, VisitorObject } from 'oxc-parser';
import { parseSync, Visitor } from 'oxc-parser';
import { globSync } from 'tinyglobby';

/** One import or re-export, static or dynamic, of values or of types. */
export interface Import {
  /** As written: `../model/ip.ts`, `zod`, `node:fs`. */
  readonly specifier: string;
  /** The file it leads to, from the project's root, or undefined for an outside package. */
  readonly target?: string;
  /** Name of the outside package without a path into it; every module of Node's own is `node:`. */
  readonly package?: string;
  readonly isTypeOnly: boolean;
  /** True for `export … from`. */
  readonly isReExport: boolean;
  /** 1-based. */
  readonly line: number;
}

/** One parsed source file. */
export interface SourceFile {
  /** From the project's root, `/` between folders: `src/model/ip.ts`. */
  readonly path: string;
  /** The folder below src/ (`model`), or the file's own name for those directly in it (`index.ts`). */
  readonly folder: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly imports: readonly Import[];
}

/** The project's root folder. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** Returns every source file that matches one of the patterns, sorted by path. */
export function readTree(patterns: readonly string[]): readonly SourceFile[] {
  const ignore = ['**/node_modules/**', 'test/fixtures/**', 'test/golden/**'];
  const paths = globSync(patterns, { cwd: root, ignore }).sort();
  return paths.map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Returns one file as the rules see it. Throws where it is not TypeScript. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, module, comments, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`);
  const found: { start: number; specifier: string; isTypeOnly: boolean; isReExport: boolean }[] = [];
  for (const { start, moduleRequest, entries } of module.staticImports) {
    const isTypeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    found.push({ start, specifier: moduleRequest.value, isTypeOnly, isReExport: false });
  }
  for (const { start, entries } of module.staticExports) {
    const [request] = entries.flatMap((entry) => entry.moduleRequest ?? []);
    if (request === undefined) continue;
    found.push({
      start,
      specifier: request.value,
      isTypeOnly: entries.every((entry) => entry.isType),
      isReExport: true,
    });
  }
  for (const { start, moduleRequest } of module.dynamicImports) {
    const specifier = text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/['"`]/g, '');
    found.push({ start, specifier, isTypeOnly: false, isReExport: false });
  }
  new Visitor({
    TSImportType({ start, source }) {
      found.push({ start, specifier: source.value, isTypeOnly: true, isReExport: false });
    },
  }).visit(program);
  const imports = found.map(({ start, ...rest }) => ({
    ...rest,
    ...destinationOf(path, rest.specifier),
    line: lineOf(text, start),
  }));
  const folder = path.split('/')[1] ?? '';
  return { path, folder, text, program, comments, imports };
}

/** Returns the 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Calls the visitor for every node of a file. */
export function visit(file: SourceFile, visitor: VisitorObject): void {
  new Visitor(visitor).visit(file.program);
}

function destinationOf(path: string, specifier: string): { target: string } | { package: string } {
  if (specifier.startsWith('.')) return { target: posix.join(dirname(path), specifier) };
  if (specifier.startsWith('node:')) return { package: 'node:' };
  return {
    package: specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/'),
  };
}
