/** `npm run bench`: bundles the benchmark, since Node 20 reads no TypeScript, and runs it. Needs a fresh `npm run build`. */

import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const folder = `${root}/node_modules/.cache/netpol-bench`;

await build({
  absWorkingDir: root,
  entryPoints: { run: 'bench/run.ts', measure: 'bench/measure.ts' },
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
  logLevel: 'warning',
});
const { runBenchmark } = await import(`${folder}/run.mjs`);
runBenchmark({ root, measure: `${folder}/measure.mjs` });
rmSync(folder, { recursive: true });
