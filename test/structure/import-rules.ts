/** Rules about who imports whom. Types count like values: a type that is known is a dependency. */

import { entries, foldersOfOtherPackages, homes, impureFolders, layers, registries } from './layers.ts';
import type { Rule, Violation } from './rule.ts';
import { eachFile } from './rule.ts';
import type { Import, SourceFile } from './source-tree.ts';

const direction: Rule = {
  name: 'a folder imports only what its row in conventions.md names',
  because: 'the folder list is the data flow',
  brokenBy: { 'src/engine/cells.ts': `import type { Trace } from '../semantics/trace.ts';` },
  check: eachFile((file) => {
    const layer = layers[file.folder];
    if (layer === undefined)
      return [{ path: file.path, line: 1, seen: `src/${file.folder} is in no row of the table` }];
    return file.imports.flatMap((item): readonly Violation[] => {
      const folder = item.target?.startsWith('src/') ? (item.target.split('/')[1] ?? '') : file.folder;
      const allowed = [file.folder, ...layer.mayImport, ...(item.isTypeOnly ? (layer.mayImportTypesOf ?? []) : [])];
      if (allowed.includes(folder)) return [];
      const others = layer.mayImport.length === 0 ? 'nothing of ours' : `only ${layer.mayImport.join(', ')}`;
      return [violation(file, item, `${file.folder} may import ${others}: ${layer.because}`)];
    });
  }),
};

const home: Rule = {
  name: 'each outside package is imported in its one place',
  because: 'the rest of the code sees our own types, and a library can be replaced in one file',
  brokenBy: {
    'src/resources/pod.ts': `import { parseAllDocuments } from 'yaml';`,
    'src/views/matrix.ts': `import stringWidth from 'string-width';`,
    'src/render/text.ts': `import stringWidth from 'string-width';`,
    'src/render/table.ts': `import stringWidth from 'string-width';`,
  },
  check: (tree) => {
    const ownerOf = new Map<string, string>();
    return tree.flatMap((file) =>
      file.imports.flatMap((item): readonly Violation[] => {
        if (item.package === undefined || item.package === 'node:') return [];
        const place = homes[item.package];
        if (place !== undefined) {
          return file.path.startsWith(place) ? [] : [violation(file, item, `its place is ${place}`)];
        }
        if (!foldersOfOtherPackages.includes(file.folder)) {
          return [
            violation(file, item, `only ${foldersOfOtherPackages.join(', ')} use packages without a row in the table`),
          ];
        }
        const owner = ownerOf.get(item.package) ?? file.path;
        ownerOf.set(item.package, owner);
        return owner === file.path ? [] : [violation(file, item, `${owner} has it already`)];
      }),
    );
  },
};

const nodeModules: Rule = {
  name: 'only cli/ and io/ import from Node',
  because: 'everything between the two ends runs in a browser',
  brokenBy: { 'src/parse/manifest.ts': `import { readFileSync } from 'node:fs';` },
  check: eachFile((file) =>
    impureFolders.includes(file.folder)
      ? []
      : file.imports.filter((item) => item.package === 'node:').map((item) => violation(file, item)),
  ),
};

const cycles: Rule = {
  name: 'no file imports itself by way of others',
  because: 'files of a cycle can only be read, tested and changed together',
  brokenBy: {
    'src/model/a.ts': `import { b } from './b.ts';`,
    'src/model/b.ts': `import type { C } from './c.ts';`,
    'src/model/c.ts': `import { a } from './a.ts';`,
  },
  check: (tree) => {
    const reach = reachFrom(tree);
    return tree.flatMap((file) =>
      file.imports
        .filter(({ target }) => target !== undefined && (target === file.path || reach(target).has(file.path)))
        .map((item) => violation(file, item, 'which leads back here')),
    );
  },
};

const browserSafe: Rule = {
  name: 'src/index.ts never reaches io/ or cli/, by whatever way',
  because: 'the public library runs in a browser',
  brokenBy: {
    'src/index.ts': `export { a } from './views/a.ts';`,
    'src/views/a.ts': `import { b } from '../io/b.ts';`,
    'src/io/b.ts': '',
  },
  check: (tree) => {
    const reached = [...reachFrom(tree)('src/index.ts')];
    const wrong = reached.filter((path) => /^src\/(io|cli)\//.test(path)).sort();
    return wrong.map((path) => ({ path: 'src/index.ts', line: 1, seen: `reaches ${path}` }));
  },
};

const extensions: Rule = {
  name: 'a relative import names its file with .ts',
  because: 'what is written is the file that is read, by every tool',
  brokenBy: { 'src/model/a.ts': `import { b } from './b.js';` },
  check: eachFile((file) =>
    file.imports
      .filter(({ target }) => target !== undefined && !target.endsWith('.ts') && target !== 'package.json')
      .map((item) => violation(file, item)),
  ),
};

const barrels: Rule = {
  name: 'only the public entries re-export, and only registries are named index.ts or registry.ts',
  because: 'a barrel hides where things live, and loads what nobody asked for',
  brokenBy: {
    'src/views/index.ts': '',
    'src/model/all.ts': `export { a } from './a.ts';`,
  },
  check: eachFile((file) => {
    if (entries.includes(file.path)) return [];
    const isListed = registries.includes(file.path) || !/\/(index|registry)\.ts$/.test(file.path);
    return [
      ...(isListed ? [] : [{ path: file.path, line: 1, seen: 'is named like a registry' }]),
      ...file.imports.filter(({ isReExport }) => isReExport).map((item) => violation(file, item)),
    ];
  }),
};

const entriesOnlyReExport: Rule = {
  name: 'src/index.ts and src/node.ts hold re-exports only',
  because: 'code has its one place in a folder',
  brokenBy: { 'src/index.ts': 'export const version = 1;' },
  check: eachFile((file) => {
    if (!entries.includes(file.path)) return [];
    const isReExport = (type: string, source: unknown): boolean =>
      type === 'ExportAllDeclaration' || (type === 'ExportNamedDeclaration' && source !== null);
    const others = file.program.body.filter(
      (node) =>
        !isReExport(node.type, 'source' in node ? node.source : null) &&
        file.text.slice(node.start, node.end) !== 'export {};',
    );
    return others.map((node) => ({ path: file.path, line: 1, seen: `has a ${node.type}` }));
  }),
};

/** Every rule about imports. */
export const importRules: readonly Rule[] = [
  direction,
  home,
  nodeModules,
  cycles,
  browserSafe,
  extensions,
  barrels,
  entriesOnlyReExport,
];

/** Returns a function that tells which files a file reaches through imports, itself only by way of a cycle. */
export function reachFrom(tree: readonly SourceFile[]): (path: string) => ReadonlySet<string> {
  const targets = new Map(tree.map((file) => [file.path, file.imports.flatMap(({ target }) => target ?? [])]));
  return (path) => {
    const reached = new Set<string>();
    const waiting = [path];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const target of targets.get(next) ?? []) {
        if (reached.has(target)) continue;
        reached.add(target);
        waiting.push(target);
      }
    }
    return reached;
  };
}

function violation(file: SourceFile, item: Import, detail?: string): Violation {
  const seen = `${item.isReExport ? 're-exports' : 'imports'} ${item.target ?? item.specifier}`;
  return { path: file.path, line: item.line, seen: detail === undefined ? seen : `${seen}; ${detail}` };
}
