/** Rules about what stands in a file: purity, casts, exports, comments, length. Formatting and lint are Biome's. */

import { impureFolders } from './layers.ts';
import type { Rule, Violation } from './rule.ts';
import { eachFile } from './rule.ts';
import type { SourceFile } from './source-tree.ts';
import { lineOf, visit } from './source-tree.ts';

const maximumLines = 400;

/** Globals that tell the time, the place or chance; and those that speak the user's language. */
const impureGlobals = [
  'process',
  'console',
  'performance',
  'crypto',
  'globalThis',
  'setTimeout',
  'setInterval',
  'fetch',
  'Date',
];
const localeMembers = ['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'];

const pure: Rule = {
  name: 'outside cli/ and io/ there is no process, console, clock, randomness, timer or async',
  because: 'values in, values out: the same input gives the same answer, in a browser too',
  brokenBy: {
    'src/views/a.ts': 'export const a = process.argv;',
    'src/views/b.ts': 'console.log(1);',
    'src/views/c.ts': 'export const c = Date.now();',
    'src/views/d.ts': 'export const d = Math.random();',
    'src/views/e.ts': 'export async function e() {}',
    'src/views/f.ts': 'export const f = new Date();',
    'src/views/g.ts': 'export const g = async () => 1;',
  },
  check: eachFile((file) => {
    if (impureFolders.includes(file.folder)) return [];
    return collect(file, (see) => {
      visit(file, {
        MemberExpression(node) {
          const object = node.object.type === 'Identifier' ? node.object.name : '';
          const property = node.property.type === 'Identifier' ? node.property.name : '';
          if (impureGlobals.includes(object) || `${object}.${property}` === 'Math.random')
            see(node, `uses ${object}.${property}`);
        },
        CallExpression(node) {
          if (node.callee.type === 'Identifier' && impureGlobals.includes(node.callee.name))
            see(node, `calls ${node.callee.name}`);
        },
        NewExpression(node) {
          if (node.callee.type === 'Identifier' && impureGlobals.includes(node.callee.name))
            see(node, `makes a ${node.callee.name}`);
        },
        FunctionDeclaration(node) {
          if (node.async) see(node, 'is async');
        },
        FunctionExpression(node) {
          if (node.async) see(node, 'is async');
        },
        ArrowFunctionExpression(node) {
          if (node.async) see(node, 'is async');
        },
        AwaitExpression(node) {
          see(node, 'awaits');
        },
      });
    });
  }),
};

const noLocale: Rule = {
  name: 'nothing depends on the locale',
  because: 'the same input gives the same bytes on every machine',
  brokenBy: {
    'src/model/a.ts': `export const a = 'a'.localeCompare('b');`,
    'src/cli/b.ts': 'new Intl.NumberFormat();',
  },
  check: eachFile((file) =>
    collect(file, (see) => {
      visit(file, {
        MemberExpression(node) {
          const property = node.property.type === 'Identifier' ? node.property.name : '';
          if (localeMembers.includes(property)) see(node, `uses ${property}`);
          if (node.object.type === 'Identifier' && node.object.name === 'Intl') see(node, `uses Intl.${property}`);
        },
      });
    }),
  ),
};

const noCasts: Rule = {
  name: '`as` stands only in parse/, and `!` nowhere',
  because: 'a cast hides a state that the types should rule out',
  brokenBy: { 'src/views/a.ts': 'export const a = b as string;', 'src/parse/b.ts': 'export const c = d!;' },
  check: eachFile((file) =>
    collect(file, (see) => {
      visit(file, {
        TSAsExpression(node) {
          const type = file.text.slice(node.typeAnnotation.start, node.typeAnnotation.end);
          if (file.folder !== 'parse' && type !== 'const') see(node, `casts to ${type}`);
        },
        TSTypeAssertion(node) {
          see(node, 'casts');
        },
        TSNonNullExpression(node) {
          see(node, 'asserts with `!`');
        },
      });
    }),
  ),
};

const namedExports: Rule = {
  name: 'exports are named',
  because: 'one thing has one name everywhere',
  brokenBy: { 'src/render/text.ts': 'export default 1;' },
  check: eachFile((file) =>
    collect(file, (see) => {
      visit(file, {
        ExportDefaultDeclaration(node) {
          see(node, 'has a default export');
        },
      });
    }),
  ),
};

const noInheritance: Rule = {
  name: 'no class extends another, except Error',
  because: 'plain functions and readonly data; a class only where there is state to guard',
  brokenBy: { 'src/engine/a.ts': 'class A extends B {}' },
  check: eachFile((file) =>
    collect(file, (see) => {
      visit(file, {
        ClassDeclaration(node) {
          if (node.superClass === null) return;
          const name = file.text.slice(node.superClass.start, node.superClass.end);
          if (name !== 'Error') see(node, `extends ${name}`);
        },
      });
    }),
  ),
};

const fileComment: Rule = {
  name: 'a file starts with a comment that says what it is for',
  because: 'a reader decides there whether to read on',
  brokenBy: { 'src/model/a.ts': 'export {};' },
  check: eachFile((file) =>
    /^(#!.*\n)?(\/\*\*|\/\/)\s/.test(file.text) ? [] : [{ path: file.path, line: 1, seen: 'starts without a comment' }],
  ),
};

const docComments: Rule = {
  name: 'every export has a doc comment',
  because: 'what others use is explained where it stands',
  brokenBy: { 'src/model/a.ts': '/** What the file is for. */\nexport const a = 1;' },
  check: eachFile((file) =>
    collect(file, (see) => {
      // The first comment is the file's own.
      const docs = file.comments.slice(1).filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
      for (const node of file.program.body) {
        if (node.type !== 'ExportNamedDeclaration' || node.declaration === null) continue;
        const hasDoc = docs.some(({ end }) => isOnlyLineComments(file.text.slice(end, node.start)));
        if (!hasDoc) see(node, `exports ${file.text.slice(node.start, node.start + 50).split('\n')[0]} without one`);
      }
    }),
  ),
};

const length: Rule = {
  name: `a file that people write has at most ${maximumLines} lines`,
  because: 'longer ones hold two ideas; look for the seam at 300',
  brokenBy: { 'src/model/a.ts': '\n'.repeat(maximumLines + 1) },
  check: eachFile((file) => {
    if (file.path.endsWith('.generated.ts')) return [];
    const lines = file.text.split('\n').length - 1;
    return lines <= maximumLines ? [] : [{ path: file.path, line: maximumLines, seen: `has ${lines} lines` }];
  }),
};

const names: Rule = {
  name: 'no file or folder is called utils, helpers, common, manager, data or info',
  because: 'such a name says nothing about what belongs there',
  brokenBy: { 'src/render/utils.ts': '' },
  check: eachFile((file) =>
    /(^|[/-])(utils?|helpers?|common|managers?|data|info)([/.-]|$)/.test(file.path)
      ? [{ path: file.path, line: 1, seen: 'has such a name' }]
      : [],
  ),
};

/** Every rule about what stands in a file of src/. */
export const codeRules: readonly Rule[] = [
  pure,
  noLocale,
  noCasts,
  namedExports,
  noInheritance,
  fileComment,
  docComments,
  length,
  names,
];

/** The rules that also hold for tests, scripts and benchmarks. */
export const rulesForEverything: readonly Rule[] = [fileComment, length, names];

type See = (node: { readonly start: number }, seen: string) => void;

function collect(file: SourceFile, look: (see: See) => void): readonly Violation[] {
  const violations: Violation[] = [];
  look((node, seen) => violations.push({ path: file.path, line: lineOf(file.text, node.start), seen }));
  return violations;
}

function isOnlyLineComments(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(\/\/.*)?$/.test(line));
}
