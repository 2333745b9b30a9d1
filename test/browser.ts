/**
 * A browser for tests: an installed one, else the one inside `@sparticuz/chromium`, which starts on a bare Debian. It is unpacked
 * once, beside what else is made from node_modules.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { findBrowser } from '../src/io/browser.ts';

/** A browser, and what its process needs in its environment. */
export interface TestBrowser {
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const require = createRequire(import.meta.url);
const ROOT = join(import.meta.dirname, '..');
const CACHE = join(ROOT, 'node_modules/.cache');
const UNPACKED = join(CACHE, `chromium-${packageJson.devDependencies['@sparticuz/chromium']}`);
const FONTS = join(ROOT, 'node_modules/dejavu-fonts-ttf/ttf');

/** Returns the browser that tests draw with. */
export function browserForTests(): TestBrowser {
  const installed = findBrowser({ path: null, env: process.env });
  if (installed.kind === 'found') return { path: installed.path, env: process.env };
  if (!existsSync(UNPACKED)) unpack();
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: join(UNPACKED, 'al2023/lib'),
    FONTCONFIG_PATH: join(UNPACKED, 'fonts'),
  };
  return { path: join(UNPACKED, 'chromium'), env };
}

// Several tests may come here at once: each unpacks for itself, and the first to be done is whom all use.
function unpack(): void {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(`${UNPACKED}.`);
  // The package unpacks to the folder of temporary files, and its libraries only where it believes itself on Amazon's Linux.
  const chromium = pathToFileURL(require.resolve('@sparticuz/chromium'));
  execFileSync(
    process.execPath,
    ['--input-type=module', '--eval', `await (await import('${chromium}')).default.executablePath();`],
    { env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' } },
  );
  writeFileSync(join(folder, 'fonts/fonts.conf'), fontConfiguration());
  try {
    renameSync(folder, UNPACKED);
  } catch (error) {
    rmSync(folder, { recursive: true });
    if (!existsSync(UNPACKED)) throw error;
  }
}

function fontConfiguration(): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${FONTS}</dir>
  <cachedir>${join(UNPACKED, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
