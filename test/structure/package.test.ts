/** Tries the built package as its users get it: `npm pack`, installed in an empty folder. Needs `npm run build`. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { readTree, root } from './source-tree.ts';

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

describe('dist/', () => {
  it('has an executable command', () => {
    expect((statSync(join(root, 'dist/cli.js')).mode & 0o777).toString(8)).toBe('755');
    expect(readFileSync(join(root, 'dist/cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('has a command that imports nothing but itself, Node and what is optional', () => {
    const imports = readTree(['dist/cli.js', 'dist/cli-chunks/*.js']).flatMap((file) => file.imports);
    const outside = imports.filter(({ target, specifier }) => target === undefined && !isBuiltin(specifier));
    expect(outside.map(({ specifier }) => specifier).sort()).toEqual(Object.keys(packageJson.peerDependencies).sort());
  });
});

describe('the packed package, installed elsewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-package-'));
  const run = (command: string, ...args: readonly string[]): string =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root });
    writeConsumer(folder);
    run('npm', 'ci', '--prefer-offline', '--silent');
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('answers to its name', () => {
    expect(run(join(folder, 'node_modules/.bin/netpol'), '--version')).toBe(`${packageJson.version}\n`);
  });

  it.each(['netpol', 'netpol/node'])('can be imported as %s', (entry) => {
    expect(run(process.execPath, '--input-type=module', '--eval', `await import('${entry}');`)).toBe('');
  });

  it('draws pictures with the files it carries', () => {
    writeFileSync(
      join(folder, 'pod.yaml'),
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c, image: i}]}\n',
    );
    run(join(folder, 'node_modules/.bin/netpol'), 'graph', 'pod.yaml', '-o', 'png=pod.png');
    expect(readFileSync(join(folder, 'pod.png')).subarray(1, 4).toString()).toBe('PNG');
  });

  it('carries its licence and those of what it bundles', () => {
    const packed = join(folder, 'node_modules/netpol');
    expect(readFileSync(join(packed, 'LICENSE'), 'utf8')).toContain('Apache License');
    expect(readFileSync(join(packed, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8')).toContain('commander');
  });
});

/** Writes a project that depends on the tarball, with our own locked versions, so that no registry is asked what is newest. */
function writeConsumer(folder: string): void {
  const { name, version, dependencies, bin, engines } = packageJson;
  const tarball = `file:${name}-${version}.tgz`;
  const lock: Lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const runtime = Object.entries(lock.packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional,
  );
  const consumer = { name: 'consumer', version: '1.0.0', dependencies: { [name]: tarball } };
  const packages = {
    '': consumer,
    [`node_modules/${name}`]: { version, resolved: tarball, dependencies, bin, engines },
    ...Object.fromEntries(runtime),
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(consumer));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...consumer, lockfileVersion: 3, packages }));
}
