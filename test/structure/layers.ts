/** The table of conventions.md: which folder of src/ may import which, and where each outside package lives. */

/** One row: what a folder may import, and why not more. */
export interface Layer {
  readonly mayImport: readonly string[];
  /** Folders of which only types may be imported. */
  readonly mayImportTypesOf?: readonly string[];
  readonly because: string;
}

/** Layers by folder below src/, or by file name for the entries. A folder may always import itself. */
export const layers: Readonly<Record<string, Layer>> = {
  model: { mayImport: [], because: 'the vocabulary knows nothing of those who speak it' },
  parse: { mayImport: ['model'], because: 'text becomes nodes before anybody asks what they mean' },
  resources: { mayImport: ['model', 'parse'], because: 'decoding ends at the typed cluster and judges nothing' },
  config: { mayImport: ['model', 'parse'], because: 'our own files are decoded like manifests, apart from them' },
  semantics: { mayImport: ['model'], because: 'the specification is read alone, and is the oracle of the engine' },
  engine: { mayImport: ['model'], because: 'it shares no code with semantics/, so that a law can hold the two equal' },
  views: {
    mayImport: ['model', 'engine', 'semantics'],
    because: 'an answer is plain data, however it was loaded or is shown',
  },
  lint: { mayImport: ['model', 'config', 'engine', 'views'], because: 'a rule looks at the cluster, not at its text' },
  render: {
    mayImport: ['model', 'views'],
    mayImportTypesOf: ['lint'],
    because: 'a format writes a view and computes nothing about the cluster',
  },
  io: { mayImport: ['model'], because: 'it yields named texts; nothing downstream knows where they came from' },
  cli: {
    mayImport: ['model', 'parse', 'resources', 'config', 'semantics', 'engine', 'views', 'lint', 'render', 'io'],
    because: 'the program puts the parts together',
  },
  'index.ts': {
    mayImport: ['model', 'parse', 'resources', 'config', 'semantics', 'engine', 'views', 'lint', 'render'],
    because: 'it runs in a browser, so it never reaches io/ or cli/',
  },
  'node.ts': { mayImport: ['model', 'io'], because: 'it adds what needs Node, and the command line is no library' },
};

/** Packages that have one fixed home: a file, or a folder where the library is spoken throughout. */
export const homes: Readonly<Record<string, string>> = {
  'ipaddr.js': 'src/model/ip.ts',
  'fastest-levenshtein': 'src/model/nearest.ts',
  'js-yaml': 'src/parse/manifest.ts',
  yaml: 'src/parse/document.ts',
  zod: 'src/config/',
  graphology: 'src/views/graph.ts',
  'graphology-types': 'src/views/graph.ts',
  'graphology-components': 'src/views/graph.ts',
  'graphology-shortest-path': 'src/views/graph.ts',
  '@mermaid-js/mermaid-cli': 'src/io/image.ts',
  commander: 'src/cli/',
};

/** Folders in which any other package may have its one file: the libraries of formats, and of the two ends. */
export const foldersOfOtherPackages: readonly string[] = ['render', 'io', 'cli'];

/** Folders that touch the world: Node, streams, the clock. Everything else is pure and synchronous. */
export const impureFolders: readonly string[] = ['io', 'cli', 'node.ts'];

/** The files that may re-export: the public entries. */
export const entries: readonly string[] = ['src/index.ts', 'src/node.ts'];

/** Files named `index.ts` or `registry.ts`: literal lists, in the order users see. */
export const registries: readonly string[] = [
  'src/resources/registry.ts',
  'src/render/index.ts',
  'src/lint/rules/index.ts',
  'src/cli/commands/index.ts',
];
