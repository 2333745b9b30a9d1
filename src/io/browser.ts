/** Finds a browser that is there already. Nothing here downloads or starts one. */

import { existsSync } from 'node:fs';
import { Launcher } from 'chrome-launcher';

/** Where a browser may be said to be. */
export interface BrowserSearch {
  /** As an option names it; null where none does. */
  readonly path: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A browser's program, or where it was looked for in vain. */
export type FoundBrowser =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly path: string | null };

/** Returns the browser that an option or PUPPETEER_EXECUTABLE_PATH names, else an installed Chrome or Chromium. */
export function findBrowser({ path, env }: BrowserSearch): FoundBrowser {
  const named = path ?? (env['PUPPETEER_EXECUTABLE_PATH'] || null);
  if (named !== null) return existsSync(named) ? { kind: 'found', path: named } : { kind: 'missing', path: named };
  const installed = firstInstalled();
  return installed === undefined ? { kind: 'missing', path: null } : { kind: 'found', path: installed };
}

// The launcher throws where it finds none, and also where the system lacks the tools that it looks with.
function firstInstalled(): string | undefined {
  try {
    return Launcher.getFirstInstallation();
  } catch {
    return undefined;
  }
}
