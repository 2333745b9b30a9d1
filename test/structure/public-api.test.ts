/** The public interface is what its golden says: every export of the two entries, with its signature or its type. */

import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceFile } from './source-tree.ts';
import { readTree } from './source-tree.ts';

const tree = new Map(readTree(['src/**/*.ts']).map((file) => [file.path, file]));

describe.each(['index', 'node'])('src/%s.ts', (entry) => {
  test('exports what its golden says', async () => {
    const exported = declarationsOf(`src/${entry}.ts`);
    expect(exported.length).toBeGreaterThan(0);
    await expect(`${exported.join('\n\n')}\n`).toMatchFileSnapshot(`../golden/structure/public-api-${entry}.txt`);
  });
});

/** Returns the declarations of what a file re-exports, sorted by name. */
function declarationsOf(entry: string): readonly string[] {
  const declared = reExportsOf(fileAt(entry)).map(({ name, target }) => ({ name, text: declarationOf(name, target) }));
  return declared.toSorted((left, right) => (left.name < right.name ? -1 : 1)).map(({ text }) => text);
}

function reExportsOf(file: SourceFile): readonly { readonly name: string; readonly target: string }[] {
  return file.program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || statement.source === null) return [];
    const target = posix.join(posix.dirname(file.path), statement.source.value);
    return statement.specifiers.map(({ exported }) => ({ name: 'name' in exported ? exported.name : '', target }));
  });
}

// Of a function its head, of everything else all of it; comments may change without anybody's notice.
function declarationOf(name: string, path: string): string {
  const file = fileAt(path);
  for (const statement of file.program.body) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) continue;
    const { declaration } = statement;
    if (declaration.type === 'FunctionDeclaration' && declaration.id?.name === name) {
      return textOf(file, statement.start, declaration.body?.start ?? declaration.end);
    }
    if ('id' in declaration && declaration.id !== null && 'name' in declaration.id && declaration.id.name === name) {
      return textOf(file, statement.start, statement.end);
    }
  }
  throw new Error(`${path} declares no ${name}`);
}

function textOf(file: SourceFile, start: number, end: number): string {
  const comments = file.comments.filter((comment) => comment.start >= start && comment.end <= end);
  let text = '';
  let from = start;
  for (const comment of comments) {
    text += file.text.slice(from, comment.start);
    from = comment.end;
  }
  const whole = text + file.text.slice(from, end);
  return whole
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trimEnd())
    .join('\n');
}

function fileAt(path: string): SourceFile {
  const file = tree.get(path);
  if (file === undefined) throw new Error(`there is no ${path}`);
  return file;
}
