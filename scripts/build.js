/**
 * Builds dist/: the library with tsc (dist/lib), the command line with esbuild (dist/cli.js and its chunks).
 * Libraries stay lazy: each `import()` in src/cli becomes a chunk that is read only when its format is asked for.
 */

import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

// CommonJS libraries call `require` for Node's own modules; an ESM bundle has none unless it makes one.
const requireBanner = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  'const require = createRequireOfBundle(import.meta.url);',
].join('\n');

rmSync(`${root}/dist`, { recursive: true, force: true });

execFileSync(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});

await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: 'dist',
  chunkNames: 'cli-chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  banner: { js: requireBanner },
  legalComments: 'linked',
  logLevel: 'warning',
});
