/** Whatever the input: a message with place and remedy, the right exit code, no stack trace, no hang. */

import { describe, expect, test } from 'vitest';
import type { RunResult } from './run.ts';
import { folderWith, runNetpol } from './run.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: web }] }\n';

/** Asserts what holds for every refusal. */
function expectRefusal(result: RunResult, message: RegExp): void {
  expect(result.exit).toBe(3);
  expect(result.stderr).toMatch(message);
  expect(result.stderr).not.toMatch(/\n\s+at .*:\d+:\d+\)?\n/);
  expect(result.stderr).not.toMatch(/bug in netpol/);
  expect(result.stdout).toBe('');
}

describe('files', () => {
  test('a missing file is named', async () => {
    expectRefusal(await runNetpol(['matrix', 'no-such.yaml']), /no-such\.yaml:1:1: error: .*no such file/);
  });

  test('a missing file does not hide the problems of the others', async () => {
    const cwd = folderWith({ 'a.yaml': 'kind: Pod\n' });
    const result = await runNetpol(['matrix', 'missing.yaml', 'a.yaml'], { cwd });
    expectRefusal(result, /missing\.yaml/);
    expect(result.stderr).toMatch(/a\.yaml:1:1: error: .*apiVersion/);
  });

  test('a pattern that matches nothing is named', async () => {
    expectRefusal(await runNetpol(['matrix', 'none/*.yaml']), /none\/\*\.yaml/);
  });

  test.each([
    ['empty', ''],
    ['blank', '\n\n  \n'],
    ['only comments', '# nothing here\n---\n# nor here\n'],
    ['null documents', '---\nnull\n---\n~\n'],
  ])('a file that is %s holds no objects', async (_name, text) => {
    const cwd = folderWith({ 'a.yaml': text });
    expectRefusal(await runNetpol(['matrix', 'a.yaml'], { cwd }), /no objects found|no Kubernetes objects/);
  });

  test('a folder without manifests holds no objects', async () => {
    const cwd = folderWith({ 'docs/readme.md': '# hello\n', 'package.json': '{ "name": "x" }' });
    expectRefusal(await runNetpol(['matrix', '.'], { cwd }), /no objects found|no Kubernetes objects/);
  });

  test('binary bytes are refused', async () => {
    const cwd = folderWith({ 'a.yaml': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1]) });
    expectRefusal(await runNetpol(['matrix', 'a.yaml'], { cwd }), /a\.yaml:1:\d+: error: .*(binary|NUL|text)/i);
  });

  test('UTF-16 is refused with the remedy', async () => {
    const cwd = folderWith({ 'a.yaml': new Uint8Array([0xff, 0xfe, 0x61, 0, 0x3a, 0]) });
    expectRefusal(await runNetpol(['matrix', 'a.yaml'], { cwd }), /UTF-8/);
  });

  test('a problem in the second document names its line and leaves the first alone', async () => {
    const cwd = folderWith({
      'a.yaml': `${POD}---\nmetadata:\n  name: [unclosed\n---\n${POD.replace('web }', 'db }')}`,
    });
    const result = await runNetpol(['matrix', 'a.yaml'], { cwd });
    expectRefusal(result, /a\.yaml:[67]:\d+: error:/);
    expect(result.stderr.match(/: error:/g)).toHaveLength(1);
  });
});

describe('hostile texts', () => {
  test('100,000 levels are refused', async () => {
    const cwd = folderWith({ 'a.yaml': `a: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n` });
    expectRefusal(await runNetpol(['matrix', 'a.yaml'], { cwd }), /a\.yaml:1:\d+: error:/);
  });

  test('100,000 levels of JSON are refused', async () => {
    const cwd = folderWith({ 'a.json': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}` });
    expectRefusal(await runNetpol(['matrix', 'a.json'], { cwd }), /a\.json:1:\d+: error:/);
  });

  test('a billion laughs are refused', async () => {
    const levels = [...Array(12).keys()].map(
      (level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}*a${level}]`,
    );
    const cwd = folderWith({ 'a.yaml': `kind: Pod\na0: &a0 lol\n${levels.join('\n')}\n` });
    expectRefusal(await runNetpol(['matrix', 'a.yaml'], { cwd }), /alias/);
  });

  test('50 MB on one line are refused', async () => {
    const cwd = folderWith({ 'a.yaml': `kind: ${'x'.repeat(50 * 1024 * 1024)}\n` });
    const result = await runNetpol(['matrix', 'a.yaml'], { cwd });
    expectRefusal(result, /a\.yaml:1:\d+: error:/);
    expect(result.stderr.length).toBeLessThan(2000);
  });
});

describe('standard input', () => {
  test('is read where - is given, and named <stdin>', async () => {
    const result = await runNetpol(['matrix', '-'], { stdin: 'kind: Pod\n' });
    expectRefusal(result, /<stdin>:1:1: error:/);
  });

  test('is not read otherwise', async () => {
    const cwd = folderWith({ 'a.yaml': POD });
    const result = await runNetpol(['matrix', 'a.yaml'], { cwd, stdin: 'kind: Pod\n' });
    expect(result.exit).toBe(0);
  });

  test('a template of Helm is named below the place', async () => {
    const stdin = '---\n# Source: web/templates/pod.yaml\nkind: Pod\nmetadata: { name: web }\n';
    expectRefusal(
      await runNetpol(['matrix', '-'], { stdin }),
      /<stdin>:3:1: error: .*\n.*\n.*\n {2}in document 1, from web\/templates\/pod\.yaml\n/,
    );
  });
});

describe('wrong usage exits with 2', () => {
  test.each([
    [['matrixx'], /unknown command 'matrixx'/],
    [['matrix', '--no-such-option'], /unknown option/],
    [['matrix', '-o', 'jsno', 'policies/web-open'], /unknown format "jsno".*Did you mean json\?/],
    [['matrix', '--from', 'shop/[', 'policies/web-open'], /shop\/\[/],
    [['matrix', '--from', 'default/wbe', 'policies/web-open'], /no such workload.*Did you mean default\/web\?/],
    [['matrix', '--pod-cidrs', '10.0.0.0', 'policies/web-open'], /not a CIDR/],
    [['explain', 'default/web'], /missing required argument/],
    [['explain', '-f', 'policies/web-open', 'internet', 'internet'], /both outside/],
  ])('%j', async (args, message) => {
    const result = await runNetpol(args);
    expect(result.stderr).toMatch(message);
    expect(result.stdout).toBe('');
    expect(result.exit).toBe(2);
  });

  test('check --only test without a test file', async () => {
    const cwd = folderWith({ 'a.yaml': POD });
    const result = await runNetpol(['check', '--only', 'test', 'a.yaml'], { cwd });
    expect(result.stderr).toMatch(/no test file/);
    expect(result.exit).toBe(2);
  });
});
