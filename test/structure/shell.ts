/**
 * The little of a shell that examples in documents need: `cd`, `echo $?`, `cat` and netpol itself, run in this process
 * in a copy of what examples may touch. Everything else is refused, so that no example shows what nobody has tried.
 */

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNetpol } from '../cli/run.ts';
import { root } from './source-tree.ts';

/** What a command left behind. */
export interface Outcome {
  readonly exit: number;
  readonly stdout: string;
  /** Both streams, as a terminal shows them. */
  readonly shown: string;
}

/** Runs lines one after the other; the folder and the exit code are remembered. Throws for unknown commands. */
export type Shell = (line: string) => Promise<Outcome>;

/** Returns a folder that examples may write in: a copy of the project's documents, scenarios and fixtures. */
export function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-documents-'));
  const project = join(folder, 'main');
  mkdirSync(project);
  for (const path of ['README.md', 'docs', 'policies', 'test/fixtures']) {
    cpSync(join(root, path), join(project, path), { recursive: true });
  }
  const corpus = join(root, '../shared/corpus');
  if (existsSync(corpus)) {
    mkdirSync(join(folder, 'shared'));
    symlinkSync(corpus, join(folder, 'shared/corpus'));
  }
  return project;
}

/** Returns a shell that stands in a folder. */
export function openShell(folder: string): Shell {
  let cwd = folder;
  let exit = 0;
  const quietly = (text: string): Outcome => ({ exit, stdout: text, shown: text });
  return async (line) => {
    const [command = '', ...args] = wordsOf(line);
    switch (command) {
      case 'cd':
        cwd = join(cwd, ...args);
        return quietly('');
      case 'echo':
        return quietly(`${exit}\n`);
      case 'cat':
        return quietly(args.map((path) => readFileSync(join(cwd, path), 'utf8')).join(''));
      case 'netpol': {
        const result = await runNetpol(args, { cwd });
        exit = result.exit;
        return result;
      }
      default:
        throw new Error(`an example runs ${command}; only cd, cat, echo $? and netpol can be tried`);
    }
  };
}

/** Tells whether a line can be run: netpol alone, without a pipe, on files that are there (the corpus may not be). */
export function canRun(line: string): boolean {
  const corpus = /\.\.\/shared\/[^\s/]+/.exec(line)?.[0];
  const isKnown = /^(cd|cat|echo|(npx )?netpol) /.test(line) && !line.includes(' | ');
  return isKnown && (corpus === undefined || existsSync(join(root, corpus)));
}

/** Returns the words of a line as a shell sees them: split at blanks, quotes taken off, comments and `npx` left out. */
function wordsOf(line: string): readonly string[] {
  const command = line.replace(/\s+#.*$/, '').replace(/^npx (?=netpol )/, '');
  const words = command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
