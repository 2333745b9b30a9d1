/** What only a process can show: pipes that close, signals, standard input that never ends, terminals. Needs `npm run build`. */

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../structure/source-tree.ts';
import { folderWith } from './run.ts';
import { CLI, endOf, spawnNetpol, startNetpol } from './spawn.ts';

const SHOP = 'test/fixtures/check/worked-cluster/k8s';

// What a terminal of 60 columns looks like from within, so that no terminal is needed.
const AS_TERMINAL = [
  '--import',
  'data:text/javascript,for (const s of [process.stdout, process.stderr]) { s.isTTY = true; s.columns = 60; }',
];

const RED = '\u001b[31m';

describe('exit codes reach the shell', () => {
  test.each([
    [['matrix', SHOP], 0],
    [['explain', '-f', SHOP, 'shop/api', 'data/redis:6379', '--exit-code'], 1],
    [['no-such-command'], 2],
    [['matrix', 'no-such-file.yaml'], 3],
    [['--version'], 0],
  ])('%j: %i', async (args, exit) => {
    expect((await spawnNetpol(args)).exit).toBe(exit);
  });
});

describe('a reader that goes away', () => {
  const pods = Array.from(
    { length: 400 },
    (_, index) =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: pod-${index} }\nspec: { containers: [{ name: c, image: c }] }\n`,
  );
  const many = folderWith({ 'pods.yaml': pods.join('---\n'), 'broken.yaml': 'kind: Pod\n---\n'.repeat(5000) });

  test('of standard output ends a run quietly', async () => {
    const child = startNetpol(['matrix', join(many, 'pods.yaml'), '-o', 'csv']);
    child.stdin.end();
    child.stdout.once('data', () => child.stdout.destroy());
    const { exit, stderr } = await endOf(child);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  });

  test('of standard error changes no exit code', async () => {
    const child = startNetpol(['matrix', join(many, 'broken.yaml')]);
    child.stdin.end();
    child.stderr.once('data', () => child.stderr.destroy());
    expect((await endOf(child)).exit).toBe(3);
  });
});

describe('standard input', () => {
  test('that never ends is not waited for unless - is given', async () => {
    const { exit, stdout } = await endOf(startNetpol(['matrix', SHOP]));
    expect(exit).toBe(0);
    expect(stdout).toContain('12 of 30 pairs open');
  });

  test('is read to its end where - is given', async () => {
    const child = startNetpol(['matrix', '-']);
    child.stdin.write('apiVersion: v1\nkind: Namespace\n');
    child.stdin.end('metadata: { name: shop }\n');
    expect(await endOf(child)).toMatchObject({ exit: 0, stderr: '' });
  });

  test('that is being read can be interrupted', async () => {
    const child = startNetpol(['matrix', '-']);
    // More than a pipe holds: once it is all written, netpol is reading, and waits for more.
    child.stdin.write('# a comment\n'.repeat(100_000));
    await once(child.stdin, 'drain');
    child.kill('SIGINT');
    expect(await endOf(child)).toEqual({ exit: 130, stdout: '', stderr: '' });
  });
});

describe('colour', () => {
  const explain = ['explain', '-f', SHOP, 'shop/api', 'data/redis:6379'];

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['in a pipe', {}, []],
    ['where NO_COLOR asks for none', { NO_COLOR: '1' }, AS_TERMINAL],
    ['where NO_COLOR and FORCE_COLOR disagree', { NO_COLOR: '1', FORCE_COLOR: '1' }, AS_TERMINAL],
    ['where the terminal is dumb', { TERM: 'dumb' }, AS_TERMINAL],
    ['where FORCE_COLOR is 0', { FORCE_COLOR: '0' }, []],
  ])('is absent %s', async (_, env, nodeOptions) => {
    expect((await spawnNetpol(explain, { env, nodeOptions })).stdout).not.toContain('\u001b');
  });

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['on a terminal', { TERM: 'xterm' }, AS_TERMINAL],
    ['on a terminal where NO_COLOR is empty', { TERM: 'xterm', NO_COLOR: '' }, AS_TERMINAL],
    ['in a pipe where FORCE_COLOR asks for it', { FORCE_COLOR: '1' }, []],
  ])('is there %s', async (_, env, nodeOptions) => {
    expect((await spawnNetpol(explain, { env, nodeOptions })).stdout).toContain(RED);
  });

  test('is what --color says, whatever the surroundings', async () => {
    const always = await spawnNetpol([...explain, '--color', 'always'], { env: { NO_COLOR: '1', TERM: 'dumb' } });
    const never = await spawnNetpol([...explain, '--color=never'], {
      env: { FORCE_COLOR: '1' },
      nodeOptions: AS_TERMINAL,
    });
    expect([always.stdout.includes(RED), never.stdout.includes(RED)]).toEqual([true, false]);
  });

  test('of problems is that of standard error', async () => {
    const { stdout, stderr } = await spawnNetpol(['matrix', 'no-such-file.yaml'], { env: { FORCE_COLOR: '1' } });
    expect(stdout).toBe('');
    expect(stderr).toContain(RED);
  });
});

describe('width', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[], number]>([
    ['of a terminal', {}, AS_TERMINAL, 60],
    ['COLUMNS, on a terminal too', { COLUMNS: '50' }, AS_TERMINAL, 50],
    ['COLUMNS in a pipe', { COLUMNS: '55' }, [], 55],
    ['100 in a pipe', {}, [], 100],
  ])('is %s', async (_, env, nodeOptions, width) => {
    const { stdout } = await spawnNetpol(['matrix', SHOP], { env: { NO_COLOR: '1', ...env }, nodeOptions });
    // The command to ask next is there to be copied, so it is never broken.
    const lines = stdout.split('\n').filter((line) => !line.startsWith(' next: '));
    const widths = lines.map((line) => [...line].length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(width);
    expect(stdout.includes('frontend   internet')).toBe(width >= 66);
  });
});

describe('characters', () => {
  test.each([
    [{ LANG: 'C' }, 'x DENIED  shop/api -> data/redis'],
    [{ LANG: 'de_DE.UTF-8' }, '✗ DENIED  shop/api → data/redis'],
    [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, 'x DENIED'],
    [{}, '✗ DENIED'],
  ])('of %j', async (env, start) => {
    const { stdout } = await spawnNetpol(['explain', '-f', SHOP, 'shop/api', 'data/redis:6379'], { env });
    expect(stdout.startsWith(start), stdout).toBe(true);
  });
});

test('a real terminal, where a program is there that makes one, sees what the make-believe one sees', async () => {
  const pretended = await spawnNetpol(['matrix', SHOP], { env: { TERM: 'xterm' }, nodeOptions: AS_TERMINAL });
  expect(pretended.stdout).toContain('\u001b');
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  if (!folders.some((folder) => existsSync(join(folder, 'script')))) {
    console.log('no script(1) here: only the make-believe terminal was tried');
    return;
  }
  const command = `stty cols 60; '${process.execPath}' '${CLI}' matrix ${SHOP}`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: root,
    encoding: 'utf8',
    input: '',
    env: { PATH: process.env['PATH'], TERM: 'xterm' },
  });
  expect(stdout.replaceAll('\r\n', '\n')).toContain(pretended.stdout);
});
