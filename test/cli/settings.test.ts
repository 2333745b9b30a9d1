/** `netpol config`, `netpol schema` and `netpol help peers`: what netpol says of itself is what it does. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePeerExpression } from '../../src/config/peer-grammar.ts';
import { folderWith, runNetpol } from './run.ts';

describe('netpol config', () => {
  test('says what is assumed where nobody says anything', async () => {
    const { stdout, exit } = await runNetpol(['config'], { cwd: folderWith({}) });
    expect(exit).toBe(0);
    expect(
      stdout.split('\n').filter((line) => line !== '' && line !== 'cluster:' && !line.endsWith('# default')),
    ).toEqual([]);
  });

  test('names the line or the flag, and the flag wins', async () => {
    const cwd = folderWith({
      'netpol.config.yaml': 'manifests: [k8s]\ncluster:\n  podCIDRs: [10.1.0.0/16]\n  dualStack: true\n',
      'deep/down/a.yaml': '',
    });
    const { stdout } = await runNetpol(['config', '--pod-cidrs', '10.2.0.0/16'], { cwd: join(cwd, 'deep/down') });
    expect(stdout).toMatch(/^manifests: \["k8s"\] +# \.\.\/\.\.\/netpol\.config\.yaml:1:1$/m);
    expect(stdout).toMatch(/^ {2}podCIDRs: \["10\.2\.0\.0\/16"\] +# --pod-cidrs$/m);
    expect(stdout).toMatch(/^ {2}dualStack: true +# \.\.\/\.\.\/netpol\.config\.yaml:4:3$/m);
    expect(stdout).toMatch(/^ {2}nodeCIDRs: \[.*\] +# default$/m);
  });

  test('prints a configuration that means the same', async () => {
    const cwd = folderWith({});
    const flags = [
      '--dual-stack',
      '--ip-blocks',
      'external',
      '--kube-version',
      '1.30',
      '--service-cidrs',
      '10.96.0.0/12',
    ];
    const { stdout } = await runNetpol(['config', ...flags], { cwd });
    const again = await runNetpol(['config'], { cwd: folderWith({ 'netpol.config.yaml': stdout }) });
    expect(again.stderr).toBe('');
    const values = (text: string): string => text.replaceAll(/ +# .*/g, '');
    expect(values(again.stdout)).toBe(values(stdout));
    expect(again.stdout).not.toContain('default');
  });

  test('knows every setting that the schema knows', async () => {
    const { properties } = JSON.parse((await runNetpol(['schema', 'config'])).stdout);
    const names = Object.entries<{ readonly properties?: object }>(properties).flatMap(([name, schema]) =>
      schema.properties === undefined ? [name] : Object.keys(schema.properties).map((key) => `${name}.${key}`),
    );
    const { stdout } = await runNetpol(['config', '--no-config', '-o', 'json']);
    const settings: readonly { readonly name: string }[] = JSON.parse(stdout).settings;
    expect(settings.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });

  test('a configuration that cannot be used is refused at its place', async () => {
    const cwd = folderWith({ 'netpol.config.yaml': 'manifests: [k8s]\ncluster: { ipBlock: all }\n' });
    const { stderr, exit } = await runNetpol(['config'], { cwd });
    expect(exit).toBe(2);
    expect(stderr).toMatch(/^netpol\.config\.yaml:2:12: error: unknown key "ipBlock" \[invalid-config\]\n/);
    expect(stderr).toMatch(/did you mean "ipBlocks"\?[\s\S]*netpol: the configuration cannot be used\n$/);
  });
});

test.each(['config', 'test'])('netpol schema %s prints what is published', async (name) => {
  const { stdout, exit } = await runNetpol(['schema', name]);
  expect(exit).toBe(0);
  expect(stdout).toBe(readFileSync(`schema/${name}.v1.json`, 'utf8'));
});

describe('netpol help peers', () => {
  test('is the same as netpol peers', async () => {
    const help = await runNetpol(['help', 'peers']);
    expect(help.exit).toBe(0);
    expect(await runNetpol(['peers'])).toEqual(help);
  });

  test('names no peer that cannot be read', async () => {
    const { stdout } = await runNetpol(['peers']);
    const written = stdout.split('\n').flatMap((line) => /^ {2}(\S.*?) {2,}\S/.exec(line)?.[1] ?? []);
    expect(written.length).toBeGreaterThan(18);
    const peers = written.flatMap((text) => text.split(' -> '));
    const problems = peers.filter((text) => parsePeerExpression(text).kind === 'problem');
    expect(problems).toEqual([]);
  });
});
