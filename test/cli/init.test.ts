/** `netpol init`: what it writes passes at once, and nothing that is there is lost. */

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCases } from '../corpus/read.ts';
import type { RunResult } from './run.ts';
import { folderWith, runNetpol } from './run.ts';

const WEB = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }] }
`;

/** Returns a fresh folder with the manifests of a folder, and nothing else of ours. */
function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'netpol-test-'));
  cpSync(folder, copy, { recursive: true, filter: (path) => !/netpol\.test\.yaml$|__netpol__/.test(path) });
  return copy;
}

/** Asserts that init writes what passes, or, where `check` refuses the manifests, writes nothing. */
async function expectGreenStart(cwd: string, flags: readonly string[] = []): Promise<RunResult> {
  const before = await runNetpol(['validate', ...flags], { cwd });
  expect([0, 3]).toContain(before.exit);
  const result = await runNetpol(['init', ...flags], { cwd });
  expect(result.exit, result.stderr).toBe(before.exit);
  expect(existsSync(join(cwd, 'netpol.test.yaml'))).toBe(before.exit === 0);
  if (before.exit !== 0) return result;
  const tests = await runNetpol(['test'], { cwd });
  expect(tests.exit, tests.stdout).toBe(0);
  expect(tests.stdout).toMatch(/ [1-9]\d* passed, 0 failed \(\d+\)\n$/);
  return result;
}

describe('starts green', () => {
  const folders = readdirSync('policies').filter((name) => !name.endsWith('.md'));

  test.each(folders)('on policies/%s', async (name) => {
    await expectGreenStart(copyOf(`policies/${name}`));
  });

  test('on the directories of the corpus', async () => {
    const cases = readCases('connectivity');
    expect(cases.length).toBeGreaterThan(50);
    let green = 0;
    for (const { files } of cases) {
      const cwd = folderWith(Object.fromEntries(files.map(({ name, text }) => [name, text])));
      if ((await expectGreenStart(cwd)).exit === 0) green += 1;
    }
    expect(green).toBeGreaterThan(40);
  }, 120_000);

  test('on the worked cluster, with tests that a person can read', async () => {
    const cwd = copyOf('test/fixtures/check/worked-cluster');
    const { stdout } = await expectGreenStart(cwd);
    expect(stdout).toBe(
      [
        'wrote netpol.config.yaml',
        'wrote netpol.test.yaml',
        'wrote __netpol__/connections.matrix',
        '',
        '14 tests that pass today. What next:',
        '  netpol check runs them; let every pipeline do so (--github, --pre-commit)',
        '  netpol.test.yaml is yours: make it say what should be open, and what never must be',
        '',
      ].join('\n'),
    );
    expect(readFileSync(join(cwd, 'netpol.config.yaml'), 'utf8')).toContain('manifests:\n  - k8s\n');
    await expect(readFileSync(join(cwd, 'netpol.test.yaml'), 'utf8')).toMatchFileSnapshot(
      '../golden/cli/init-worked-cluster.yaml',
    );
    // The mistake of the other fixture is one that such tests notice.
    cpSync('test/fixtures/check/worked-cluster-one-dash/k8s', join(cwd, 'k8s'), { recursive: true });
    const { exit, stdout: failures } = await runNetpol(['check'], { cwd });
    expect(exit).toBe(1);
    expect(failures).toContain('"- podSelector" → "  podSelector"');
  });

  test('with the settings of the command line, which check has then too', async () => {
    const cwd = folderWith({ 'web.yaml': WEB });
    const flags = [
      '--dual-stack',
      '--pod-cidrs',
      '10.1.0.0/16,fd00::/8',
      '--ip-blocks',
      'external',
      '--kube-version',
      '1.35',
    ];
    await expectGreenStart(cwd, flags);
    expect(readFileSync(join(cwd, 'netpol.config.yaml'), 'utf8')).toContain(
      'cluster:\n  podCIDRs: ["10.1.0.0/16", "fd00::/8"]\n  dualStack: true\n  ipBlocks: external\n  kubeVersion: "1.35"\n',
    );
  });

  test('on the paths it is given, and check reads no others', async () => {
    const cwd = folderWith({ 'a b/web.yaml': WEB, 'broken.yaml': 'kind: Pod\n' });
    const result = await runNetpol(['init', 'a b'], { cwd });
    expect(result.exit, result.stderr).toBe(0);
    expect(readFileSync(join(cwd, 'netpol.config.yaml'), 'utf8')).toContain('manifests:\n  - "a b"\n');
    expect(await runNetpol(['check', '-o', 'compact'], { cwd })).toMatchObject({ exit: 0, stdout: '', stderr: '' });
  });

  test('below a configuration, which stays as it is', async () => {
    const config = 'cluster: { dualStack: true }\n';
    const cwd = folderWith({
      'netpol.config.yaml': config,
      'k8s/web.yaml': WEB,
      'other/netpol.test.yaml': 'version: 1\n',
    });
    await expectGreenStart(join(cwd, 'k8s'));
    expect(existsSync(join(cwd, 'k8s/netpol.config.yaml'))).toBe(false);
    expect(readFileSync(join(cwd, 'k8s/netpol.test.yaml'), 'utf8')).toContain('manifests:\n  - .\n');
    expect(readFileSync(join(cwd, 'netpol.config.yaml'), 'utf8')).toBe(config);
  });
});

describe('loses nothing', () => {
  test('a test file that is there stays, unless told otherwise', async () => {
    const cwd = folderWith({ 'web.yaml': WEB, 'netpol.test.yaml': 'mine\n' });
    const refused = await runNetpol(['init'], { cwd });
    expect(refused.exit).toBe(2);
    expect(refused.stderr).toContain('netpol: already there: netpol.test.yaml; --force writes it anew\n');
    expect(readdirSync(cwd).toSorted()).toEqual(['netpol.test.yaml', 'web.yaml']);
    expect((await runNetpol(['init', '--force'], { cwd })).exit).toBe(0);
    expect(readFileSync(join(cwd, 'netpol.test.yaml'), 'utf8')).toMatch(/^# yaml-language-server/);
  });

  test('settings that the configuration would have to know are not dropped', async () => {
    const cwd = folderWith({ 'web.yaml': WEB, 'netpol.config.yaml': 'exclude: []\n' });
    const { stderr, exit } = await runNetpol(['init', '--dual-stack'], { cwd });
    expect(exit).toBe(2);
    expect(stderr).toMatch(
      /netpol\.config\.yaml is there already: write the settings of the command line into it first/,
    );
  });

  test('hooks and workflows that are there are not touched', async () => {
    const cwd = folderWith({ 'web.yaml': WEB, '.pre-commit-config.yaml': 'repos: []\n' });
    const { stdout } = await runNetpol(['init', '--pre-commit', '--github'], { cwd });
    expect(stdout).toContain('wrote .github/workflows/netpol.yaml\n');
    expect(stdout).toMatch(/\.pre-commit-config\.yaml is there already; this belongs into it:\n\n.*\nrepos:\n/);
    expect(readFileSync(join(cwd, '.pre-commit-config.yaml'), 'utf8')).toBe('repos: []\n');
  });

  test('standard input is no place to read tests from again', async () => {
    expect((await runNetpol(['init', '-'], { stdin: WEB })).exit).toBe(2);
  });
});
