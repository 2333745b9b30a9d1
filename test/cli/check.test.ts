/** `netpol check` from the command line: formats, exit codes, snapshots, choosing tests, and comparing policies. */

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHECK_FORMATS } from '../../src/render/check-formats.ts';
import { folderWith, runNetpol } from './run.ts';

const fixtures = 'test/fixtures/check';
const oneDash = `${fixtures}/worked-cluster-one-dash`;
const snapshot = '__netpol__/prod.matrix';

const WEB = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }] }
`;
const CLOSED = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: {}, ingress: [] }
`;

/** Returns a test file with these entries, each as YAML in flow style. */
function testFile(...entries: readonly string[]): string {
  return `version: 1\ntests:\n${entries.map((entry) => `  - ${entry}\n`).join('')}`;
}

describe('the worked cluster', () => {
  test('its snapshot is missing, is written on request, and then all is well but for one warning', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'netpol-test-'));
    cpSync(`${fixtures}/worked-cluster`, cwd, { recursive: true });
    rmSync(join(cwd, snapshot));

    const missing = await runNetpol(['check'], { cwd });
    expect(missing.exit).toBe(1);
    expect(missing.stdout).toContain(`there is no ${snapshot} yet; netpol check --update writes it`);
    expect(missing.stdout).toContain('8 passed, 1 failed, 1 warning (10)');
    expect(existsSync(join(cwd, snapshot))).toBe(false);

    const update = await runNetpol(['check', '--update'], { cwd });
    expect(update.exit).toBe(0);
    expect(update.stderr).toBe(`netpol: wrote ${snapshot}\n`);
    expect(readFileSync(join(cwd, snapshot), 'utf8')).toBe(
      readFileSync(`${fixtures}/worked-cluster/${snapshot}`, 'utf8'),
    );

    const good = await runNetpol(['check'], { cwd });
    expect(good.exit).toBe(0);
    expect(good.stdout).toMatch(/ 9 passed, 0 failed, 1 warning \(10\)\n$/);
    const again = await runNetpol(['check', '--update'], { cwd });
    expect(again).toEqual(good);
    expect((await runNetpol(['check', '--fail-on', 'warning'], { cwd })).exit).toBe(1);
  });

  test.each([80, 100])('one dash too many fails three tests, told in %i columns', async (columns) => {
    const { stdout, stderr, exit } = await runNetpol(['check'], { cwd: oneDash, columns });
    expect(exit).toBe(1);
    expect(stderr).toBe('');
    const failed = [...stdout.matchAll(/^ ✗ netpol\.test\.yaml:\d+ +(.*?) {2,}/gm)].map(([, name]) => name);
    expect(failed).toEqual(['only api opens postgres', 'dev is kept out of prod', `snapshot ${snapshot}`]);
    expect(stdout.match(/k8s\/data-netpol\.yaml:17:9\n {15}"- podSelector" → " {2}podSelector"/g)).toHaveLength(3);
    await expect(stdout).toMatchFileSnapshot(`../golden/cli/one-dash-${columns}.txt`);
  });
});

test('no snapshot is written of a cluster that cannot be trusted', async () => {
  const cwd = folderWith({
    'web.yaml': `${WEB}---${CLOSED.replace('podSelector', 'podSelektor')}`,
    'netpol.test.yaml': testFile('{ snapshot: matrix, file: all.matrix }'),
  });
  expect((await runNetpol(['check', '--update'], { cwd })).exit).toBe(3);
  expect(existsSync(join(cwd, 'all.matrix'))).toBe(false);
});

describe('exit codes do not depend on the format', () => {
  const invalid = CLOSED.replace('ingress: []', 'ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/33 } }] }]');
  const states: readonly (readonly [state: string, exit: number, files: Readonly<Record<string, string>>])[] = [
    ['all passes', 0, { 'web.yaml': WEB, 'netpol.test.yaml': testFile('allow: internet -> shop/web') }],
    ['no test file', 0, { 'web.yaml': WEB }],
    ['a warning', 0, { 'web.yaml': WEB, 'netpol.test.yaml': testFile('{ deny: any -> shop/web, severity: warning }') }],
    ['a failure', 1, { 'web.yaml': WEB, 'netpol.test.yaml': testFile('deny: internet -> shop/web') }],
    [
      'an info that tests nothing',
      1,
      { 'web.yaml': WEB, 'netpol.test.yaml': testFile('{ deny: shop/wbe -> shop/web, severity: info }') },
    ],
    ['an unreadable test file', 2, { 'web.yaml': WEB, 'netpol.test.yaml': testFile('dney: internet -> shop/web') }],
    [
      'an invalid policy',
      3,
      { 'a.yaml': `${WEB}---${invalid}`, 'netpol.test.yaml': testFile('deny: any -> shop/web') },
    ],
    ['nothing to read', 3, { 'netpol.test.yaml': testFile('deny: any -> shop/web') }],
  ];

  test.each(states)('%s: %i', async (_, exit, files) => {
    const cwd = folderWith(files);
    const exits: number[] = [];
    for (const { name } of CHECK_FORMATS) exits.push((await runNetpol(['check', '-o', name], { cwd })).exit);
    expect(exits).toEqual(CHECK_FORMATS.map(() => exit));
  });

  test('a lighter threshold fails more, a heavier one less', async () => {
    const cwd = folderWith({ 'web.yaml': WEB, 'netpol.test.yaml': testFile('deny: internet -> shop/web') });
    expect((await runNetpol(['check', '--fail-on', 'critical'], { cwd })).exit).toBe(0);
    expect((await runNetpol(['check', '--fail-on', 'info'], { cwd })).exit).toBe(1);
  });
});

describe('several formats at once', () => {
  test('each goes to its file, one to standard output', async () => {
    const cwd = folderWith({ 'web.yaml': WEB, 'netpol.test.yaml': testFile('allow: internet -> shop/web') });
    const files = ['-o', 'sarif=out/check.sarif', '-o', 'junit=out/check.xml', '-o', 'json=check.json'];
    const { stdout, exit } = await runNetpol(['check', '-o', 'tap', ...files], { cwd });
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^TAP version 14\n/);
    expect(JSON.parse(readFileSync(join(cwd, 'out/check.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(join(cwd, 'out/check.xml'), 'utf8')).toContain('<testsuites');
    expect(JSON.parse(readFileSync(join(cwd, 'check.json'), 'utf8'))).toMatchObject({ summary: { passed: 1 } });
  });

  test('two on standard output are refused', async () => {
    const { stderr, exit } = await runNetpol(['check', '-o', 'tap', '-o', 'json']);
    expect(exit).toBe(2);
    expect(stderr).toMatch(/only one format can go to standard output/);
  });

  test('github adds to the summary of the step, other formats do not', async () => {
    const cwd = folderWith({ 'web.yaml': WEB, 'netpol.test.yaml': testFile('deny: internet -> shop/web') });
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    await runNetpol(['check'], { cwd, env });
    expect(existsSync(env.GITHUB_STEP_SUMMARY)).toBe(false);
    await runNetpol(['check', '-o', 'github'], { cwd, env });
    await runNetpol(['check', '-o', 'text', '-o', 'github=annotations'], { cwd, env });
    const summary = readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8');
    expect(summary.match(/^### netpol check: /gm)).toHaveLength(2);
    expect(readFileSync(join(cwd, 'annotations'), 'utf8')).toMatch(/^::error /);
  });
});

describe('choosing tests', () => {
  const cwd = folderWith({
    'web.yaml': WEB,
    'netpol.test.yaml': testFile(
      '{ allow: internet -> shop/web, tags: [public] }',
      '{ name: no way out, deny: shop/web -> internet, tags: [public, strict] }',
    ),
  });

  test.each([
    [['--grep', 'NO WAY'], '0 passed, 1 failed', 1],
    [['--grep', 'internet → shop'], '1 passed, 0 failed', 0],
    [['--tag', 'strict'], '0 passed, 1 failed', 1],
    [['--tag', 'public', '--grep', 'allow'], '1 passed, 0 failed', 0],
    [['--tag', 'strict', '--tag', 'public'], '1 passed, 1 failed', 1],
  ])('%j', async (args, counts, exit) => {
    const result = await runNetpol(['check', ...args], { cwd });
    expect(result.stdout).toContain(counts);
    expect(result.exit).toBe(exit);
    if (counts !== '1 passed, 1 failed') expect(result.stderr).toBe('netpol: chose 1 of 2 tests\n');
  });

  test('none is wrong usage, so that a typo does not pass', async () => {
    const result = await runNetpol(['check', '--tag', 'strcit'], { cwd });
    expect(result).toMatchObject({ exit: 2, stdout: '', stderr: 'netpol: no test matches --tag strcit\n' });
  });
});

describe('policies to compare with', () => {
  const intent = CLOSED.replace('ingress: []', 'ingress: [{ ports: [{ port: 80 }] }]');

  test('are no part of the cluster, although they lie among its manifests', async () => {
    const cwd = folderWith({
      'web.yaml': WEB,
      'wish/intent.yaml': intent,
      'netpol.test.yaml': testFile('permits: wish', 'allow: internet -> shop/web:81', '{ within: wish, todo: later }'),
    });
    expect(await runNetpol(['check', '-o', 'compact'], { cwd })).toMatchObject({ exit: 0, stdout: '', stderr: '' });
  });

  test('may say otherwise than each other', async () => {
    const cwd = folderWith({
      'web.yaml': WEB,
      'wish.yaml': intent,
      'never.yaml': intent.replace('port: 80', 'port: 81'),
      'netpol.test.yaml': testFile('permits: wish.yaml', 'permits: never.yaml'),
    });
    expect(await runNetpol(['check', '-o', 'compact'], { cwd })).toMatchObject({ exit: 0, stdout: '' });
  });

  test('are part of it where the test file says so', async () => {
    const cwd = folderWith({
      'k8s/web.yaml': `${WEB}---${CLOSED}`,
      'netpol.test.yaml': `manifests: [k8s]\n${testFile('equivalent: k8s', 'deny: internet -> shop/web')}`,
    });
    expect(await runNetpol(['check', '-o', 'compact'], { cwd })).toMatchObject({ exit: 0, stdout: '' });
  });

  test('fail the test where there are none, and the input where they are invalid', async () => {
    const missing = folderWith({ 'web.yaml': WEB, 'netpol.test.yaml': testFile('within: wish') });
    const result = await runNetpol(['check', '-o', 'compact'], { cwd: missing });
    expect(result.exit).toBe(1);
    expect(result.stdout).toMatch(/wish/);
    const invalid = folderWith({
      'web.yaml': WEB,
      'wish.yaml': intent.replace('port: 80', 'port: 80000'),
      'netpol.test.yaml': testFile('within: wish.yaml'),
    });
    const refused = await runNetpol(['check', '-o', 'compact'], { cwd: invalid });
    expect(refused.exit).toBe(3);
    expect(refused.stdout).toMatch(/^wish\.yaml:\d+:\d+: error: /);
  });
});

describe('parts by name', () => {
  const cwd = folderWith({ 'web.yaml': WEB, 'netpol.test.yaml': testFile('deny: internet -> shop/web') });

  test('validate runs no test, test does', async () => {
    expect((await runNetpol(['validate'], { cwd })).exit).toBe(0);
    expect((await runNetpol(['test'], { cwd })).exit).toBe(1);
    expect(await runNetpol(['test'], { cwd })).toEqual(await runNetpol(['check', '--only', 'test'], { cwd }));
  });
});

test('a block of a document shows the tests as check runs them, snapshots too', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'netpol-test-'));
  cpSync(`${fixtures}/worked-cluster`, cwd, { recursive: true });
  writeFileSync(join(cwd, 'README.md'), '<!-- netpol:begin tests -->\n<!-- netpol:end -->\n');
  const { exit, stderr } = await runNetpol(['docs', 'README.md'], { cwd });
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: 'netpol: wrote README.md\n' });
  const snapshotLine = readFileSync(join(cwd, 'README.md'), 'utf8')
    .split('\n')
    .find((line) => line.includes(snapshot));
  expect(snapshotLine).toMatch(/passed|✓|✅/);
});
