/** What `--help` of every command says, that its examples run, and that it names every format there is. */

import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { CHECK_FORMATS } from '../../src/render/check-formats.ts';
import { openShell } from '../structure/shell.ts';
import { runNetpol } from './run.ts';

const names = COMMANDS.map(({ name }) => name);

test('netpol --help', async () => {
  await expect((await helpOf()).stdout).toMatchFileSnapshot('../golden/cli/help/netpol.txt');
});

describe.each(names)('netpol %s --help', (name) => {
  test('says what its golden says', async () => {
    const { stdout, stderr, exit } = await helpOf(name);
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
    await expect(stdout).toMatchFileSnapshot(`../golden/cli/help/${name}.txt`);
  });

  test('fits 80 columns', async () => {
    const lines = (await helpOf(name)).stdout.split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('has examples that run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpol-help-'));
    cpSync('test/fixtures/check/worked-cluster', folder, { recursive: true });
    const [, examples = ''] = (await helpOf(name)).stdout.split('Examples:\n');
    const lines = examples.split('\n').filter((line) => line.trim() !== '' && !line.includes(' | '));
    for (const line of lines) {
      const { exit, shown } = await openShell(folder)(line.trim());
      expect(exit, `${line}\n${shown}`).toBe(0);
    }
  });
});

test('check, validate and test name every format of check', async () => {
  const formats = CHECK_FORMATS.map((format) => format.name).join(', ');
  for (const name of ['check', 'validate', 'test']) {
    expect((await helpOf(name)).stdout.replaceAll(/\s+/g, ' ')).toContain(`${formats}; repeatable`);
  }
});

test('a command that does not exist is answered with the one that was meant', async () => {
  const { stderr, exit } = await runNetpol(['explian']);
  expect(stderr).toMatch(/unknown command 'explian'[\s\S]*Did you mean explain\?/);
  expect(exit).toBe(2);
});

function helpOf(...command: readonly string[]): ReturnType<typeof runNetpol> {
  return runNetpol([...command, '--help'], { columns: 80 });
}
