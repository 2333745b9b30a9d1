/**
 * Documents show what netpol does. Their examples are run, and each document is held to itself with fresh output in it;
 * `npm run golden` writes the fresh one.
 *
 * An example is a block with `$ ` before each command; a block of output (`json`, `mermaid`) after a `sh` block, the
 * standard output of its last command; a `text` block after a `js` block, what that prints; and commands alone in a `sh`
 * block, which must end as `# exits N` says, else with 0. The `js` ones need `npm run build`.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import type { Block, Rewritten } from './markdown.ts';
import { blocksOf, rewriteBlocks } from './markdown.ts';
import { canRun, copyOfProject, openShell } from './shell.ts';
import { root } from './source-tree.ts';

const OUTPUT_LANGUAGES = ['json', 'mermaid', 'dot', 'csv'];

const documents = globSync(['README.md', 'docs/**/*.md', 'policies/*/README.md', 'policies/README.md'], {
  cwd: root,
}).sort();
const project = copyOfProject();

describe.each(documents)('%s', (path) => {
  const markdown = readFileSync(join(root, path), 'utf8');

  test('shows what its commands print', async () => {
    await expect(await rewriteBlocks(markdown, outputOf)).toMatchFileSnapshot(join(root, path));
  });

  test('names commands that end as it says', async () => {
    for (const block of blocksOf(markdown).filter(({ language }) => language === 'sh')) {
      const shell = openShell(project);
      for (const line of linesOf(block).filter(canRun)) {
        const { exit, shown } = await shell(line);
        expect({ line, exit, shown }).toEqual({ line, exit: exitOf(line), shown });
      }
    }
  });
});

test('README.md and the pages of the formats have examples', () => {
  for (const path of ['README.md', 'docs/formats/matrix.md', 'docs/formats/explain.md']) {
    const blocks = blocksOf(readFileSync(join(root, path), 'utf8'));
    expect(blocks.filter((block) => isConsole(block) || isOutput(block))).not.toEqual([]);
  }
});

test('an example that shows something else is refused', async () => {
  const wrong = '```console\n$ npx netpol check policies/mistakes --only validate -o json\n{}\n$ echo $?\n0\n```\n';
  const right = await rewriteBlocks(wrong, outputOf);
  expect(right).toContain('"version": 1');
  expect(right).toMatch(/\$ echo \$\?\n3\n```\n$/);
});

/** Returns what belongs into a block; undefined where it is no example, or cannot be run here. */
function outputOf(block: Block): Rewritten {
  const { language, after } = block;
  if (isConsole(block)) return playConsole(block);
  if (after !== undefined && language === 'text' && after.language === 'js') return printedBy(after.text);
  return after !== undefined && isOutput(block) ? answerOf(linesOf(after)) : undefined;
}

async function playConsole(block: Block): Promise<string | undefined> {
  const commands = linesOf(block).flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []));
  if (!commands.every(canRun)) return undefined;
  const shell = openShell(project);
  let text = '';
  for (const command of commands) text += `$ ${command}\n${(await shell(command)).shown}`;
  return text;
}

async function answerOf(commands: readonly string[]): Promise<string | undefined> {
  if (!commands.every(canRun)) return undefined;
  const shell = openShell(project);
  let answer: string | undefined;
  for (const command of commands) answer = (await shell(command)).stdout;
  return answer;
}

// `netpol` is this very package here: Node finds a package by its own name from within.
function printedBy(code: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: root, encoding: 'utf8' });
}

function isConsole({ text }: Block): boolean {
  return /^\$ /m.test(text);
}

function isOutput({ language, after }: Block): boolean {
  return OUTPUT_LANGUAGES.includes(language) && after?.language === 'sh';
}

function linesOf({ text }: Block): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function exitOf(line: string): number {
  return Number(/# exits (\d+)/.exec(line)?.[1] ?? 0);
}
