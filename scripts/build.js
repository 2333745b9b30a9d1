/**
 * Builds dist/: the library with tsc (dist/lib), the command line with esbuild (dist/cli.js and its chunks).
 * Libraries stay lazy: each `import()` in src/cli becomes a chunk that is read only when its format is asked for.
 */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

// CommonJS libraries call `require` for Node's own modules; an ESM bundle has none unless it makes one.
const requireBanner = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  'const require = createRequireOfBundle(import.meta.url);',
].join('\n');

// Built beside dist/ and then put in its place: a build that fails leaves the last good one.
const fresh = `${root}/dist.${process.pid}`;
process.on('exit', () => rmSync(fresh, { recursive: true, force: true }));

const tsc = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', `${fresh}/lib`];
const { status } = spawnSync(process.execPath, tsc, { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(1);

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: fresh,
  chunkNames: 'cli-chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Optional, and half a gigabyte with what they need: loaded where the user has installed them.
  external: ['@mermaid-js/mermaid-cli', 'puppeteer'],
  banner: { js: requireBanner },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
}).catch(() => process.exit(1)); // esbuild has said why

// Read at run time, beside the chunk that reads them (src/io/packaged-file.ts).
const packagedFiles = [
  '@resvg/resvg-wasm/index_bg.wasm',
  'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
].map((path) => `node_modules/${path}`);
mkdirSync(`${fresh}/cli-chunks/files`);
for (const path of packagedFiles) copyFileSync(`${root}/${path}`, `${fresh}/cli-chunks/files/${basename(path)}`);

writeFileSync(`${fresh}/THIRD-PARTY-LICENSES.txt`, licensesOf([...Object.keys(metafile.inputs), ...packagedFiles]));

rmSync(`${root}/dist`, { recursive: true, force: true });
renameSync(fresh, `${root}/dist`);

/**
 * Returns the licences of the packages that are bundled, as they ask for.
 * @param {readonly string[]} inputs the files of the bundle, from the project's root
 */
function licensesOf(inputs) {
  const folders = inputs.flatMap((path) => path.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? []);
  return [...new Set(folders)].sort().map(licenseOf).join('\n');
}

/** @param {string} folder of an installed package */
function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${root}/${folder}/package.json`, 'utf8'));
  const files = readdirSync(`${root}/${folder}`).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(`${root}/${folder}/${file}`, 'utf8').trim());
  return [`${name} ${version} (${license})`, ...texts, ''].join('\n\n');
}
