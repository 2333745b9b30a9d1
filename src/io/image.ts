/**
 * Pictures that Mermaid itself draws, in a browser that is there already. mermaid-cli and puppeteer are optional and large, so
 * they are loaded when a picture is asked for and not before.
 */

import { reasonOf } from './os-reason.ts';

/** What Mermaid's pictures come as. */
export type ImageFormat = 'svg' | 'png' | 'pdf';

/** The browser that draws. */
export interface ImageOptions {
  /** Path of its program. */
  readonly browser: string;
  /** Of the browser's process. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A picture, or why there is none. */
export type ImageResult =
  | { readonly kind: 'image'; readonly bytes: Uint8Array }
  | { readonly kind: 'not-installed' }
  | { readonly kind: 'no-start'; readonly reason: string };

/** Source: performance.md section 4. A diagram cannot raise these limits itself; dagre is six times faster than what is newer. */
const MERMAID_CONFIG = {
  layout: 'dagre',
  maxEdges: 20_000,
  maxTextSize: 20_000_000,
  securityLevel: 'strict',
  deterministicIds: true,
  // Labels as SVG text, not as HTML inside SVG, which only browsers show.
  htmlLabels: false,
  flowchart: { useMaxWidth: false },
} as const;
const VIEWPORT = { width: 2400, height: 1600, deviceScaleFactor: 2 };

/** Returns the picture of a Mermaid text. The browser ends with it, whatever happens, and reaches no network. */
export async function drawMermaid(text: string, format: ImageFormat, options: ImageOptions): Promise<ImageResult> {
  const loaded = await loadMermaidCli();
  if (loaded === null) return { kind: 'not-installed' };
  const { renderMermaid, puppeteer } = loaded;
  const launch = {
    headless: 'shell',
    executablePath: options.browser,
    args: browserArguments(),
    env: options.env,
  } as const;
  const started = await puppeteer.launch(launch).catch(reasonOf);
  if (typeof started === 'string') return { kind: 'no-start', reason: started };
  try {
    const settings = { viewport: VIEWPORT, mermaidConfig: MERMAID_CONFIG, pdfFit: true };
    const { data } = await renderMermaid(started, text, format, settings);
    return { kind: 'image', bytes: data };
  } finally {
    await started.close();
  }
}

// Chromium refuses to run as root in its sandbox; containers are where that happens.
function browserArguments(): string[] {
  const isRoot = process.getuid?.() === 0;
  return ['--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND', ...(isRoot ? ['--no-sandbox'] : [])];
}

async function loadMermaidCli() {
  try {
    const [{ renderMermaid }, { default: puppeteer }] = await Promise.all([
      import('@mermaid-js/mermaid-cli'),
      import('puppeteer'),
    ]);
    return { renderMermaid, puppeteer };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}
