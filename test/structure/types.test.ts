/** Proves that the core is checked without Node's types: code that reaches for its surroundings does not compile there. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { impureFolders } from './layers.ts';
import { readTree, root } from './source-tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'netpol-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Returns what the compiler says; empty when it is content. */
function compile(...args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}

describe('tsconfig.core.json', () => {
  it.each([
    ['process.exit(1);', /process/],
    ["import 'node:fs';", /node:fs/],
    ['console.log(1);', /console/],
    ['setTimeout(() => 1, 1);', /setTimeout/],
    ['export const size: number = window.innerWidth;', /window/],
  ])('refuses %s', (code, complaint) => {
    writeFileSync(join(folder, 'a.ts'), code);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.core.json'), include: ['a.ts'] }),
    );
    expect(compile('-p', folder)).toMatch(complaint);
  });

  it('covers all of src/ but what needs Node', () => {
    const core = readTree(['src/**/*.ts']).filter((file) => !impureFolders.includes(file.folder));
    const listed = compile('-p', 'tsconfig.core.json', '--listFilesOnly').split('\n');
    const ours = listed.filter((path) => path.startsWith(join(root, 'src/'))).map((path) => path.slice(root.length));
    expect(ours.sort()).toEqual(core.map(({ path }) => path));
  });
});
