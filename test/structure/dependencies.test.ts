/** Holds package.json to its promises: exact pins that run on the oldest Node we support, each on its right side. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minVersion, satisfies, valid } from 'semver';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { reachFrom } from './import-rules.ts';
import { readTree, root } from './source-tree.ts';

interface LockedPackage {
  readonly version: string;
  readonly engines?: { readonly node?: string };
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const pins = Object.entries({ ...packageJson.dependencies, ...packageJson.devDependencies });
const oldestNode = minVersion(packageJson.engines.node)?.version ?? '';

// What npm writes into the lockfile is the package's own declaration.
const lock: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
);

describe('package.json', () => {
  it('supports Node from 20.19 on', () => {
    expect(oldestNode).toBe('20.19.0');
  });

  it.each(pins)('pins %s exactly, as locked', (name, version) => {
    expect(valid(version)).toBe(version);
    expect(lock.packages[`node_modules/${name}`]?.version).toBe(version);
  });

  it('installs nothing that refuses the oldest Node', () => {
    const refusing = Object.entries(lock.packages).filter(
      ([, { engines }]) => engines?.node !== undefined && !satisfies(oldestNode, engines.node),
    );
    expect(refusing.map(([path, { version, engines }]) => `${path} ${version} wants ${engines?.node}`)).toEqual([]);
  });
});

describe('dependencies', () => {
  const sources = readTree(['src/**/*.ts']);
  const reach = reachFrom(sources);
  const library = new Set(['src/index.ts', 'src/node.ts'].flatMap((entry) => [entry, ...reach(entry)]));

  it('are what the library imports; what only the command line uses is bundled', () => {
    const imported = sources
      .filter(({ path }) => library.has(path))
      .flatMap((file) => file.imports.flatMap((item) => item.package ?? []))
      .filter((name) => name !== 'node:');
    const peers = imported.flatMap((name) =>
      Object.keys(lock.packages[`node_modules/${name}`]?.peerDependencies ?? {}),
    );
    expect(Object.keys(packageJson.dependencies).sort()).toEqual([...new Set([...imported, ...peers])].sort());
  });
});
