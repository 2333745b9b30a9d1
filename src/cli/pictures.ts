/** Pictures of a diagram: laid out by Graphviz without a browser, or drawn by Mermaid in one. */

import type { Command } from 'commander';
import { Option } from 'commander';
import type { ImageFormat } from '../io/image.ts';
import { renderGraphDot } from '../render/graph-dot.ts';
import { NO_MERMAID_LIMITS, renderGraphMermaid } from '../render/graph-mermaid.ts';
import type { Drawing } from '../views/drawing.ts';
import type { GraphAnswer } from '../views/graph-answer.ts';
import { UsageError } from './exit-code.ts';
import type { Host } from './host.ts';
import type { Output, OutputFormat } from './output.ts';

/** Options of commands that draw pictures. */
export interface PictureFlags {
  readonly engine: 'graphviz' | 'mermaid';
  readonly browser?: string;
}

/** Names of the formats that are pictures. */
export const PICTURE_FORMATS: readonly ImageFormat[] = ['svg', 'png', 'pdf'];

/** Adds the options of pictures. */
export function addPictureOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--engine <name>', 'what draws svg and png; pdf is always drawn by Mermaid')
        .choices(['graphviz', 'mermaid'])
        .default('graphviz'),
    )
    .option('--browser <path>', 'Chrome or Chromium for pictures by Mermaid (default: an installed one)');
}

/** Returns the formats that are pictures; the libraries of each are loaded when it is asked for. */
export function pictureFormats(flags: PictureFlags, host: Host): readonly OutputFormat<GraphAnswer>[] {
  const byMermaid =
    (format: ImageFormat) =>
    ({ drawing }: GraphAnswer): Promise<Output> =>
      drawInBrowser(drawing, format, flags, host);
  const isMermaid = flags.engine === 'mermaid';
  return [
    { name: 'svg', aliases: [], render: isMermaid ? byMermaid('svg') : drawSvg },
    { name: 'png', aliases: [], isBinary: true, render: isMermaid ? byMermaid('png') : drawPng },
    { name: 'pdf', aliases: [], isBinary: true, render: byMermaid('pdf') },
  ];
}

async function drawSvg({ drawing }: GraphAnswer): Promise<readonly [string]> {
  const { loadLayout } = await import('../io/layout.ts');
  const layout = await loadLayout();
  return [layout(renderGraphDot(drawing))];
}

async function drawPng(answer: GraphAnswer): Promise<Output> {
  const [svg] = await drawSvg(answer);
  const { loadRasterizer } = await import('../io/png.ts');
  const rasterize = await loadRasterizer();
  return [rasterize(svg)];
}

async function drawInBrowser(
  drawing: Drawing,
  format: ImageFormat,
  { browser }: PictureFlags,
  { env }: Host,
): Promise<Output> {
  const [{ findBrowser }, { drawMermaid }] = await Promise.all([import('../io/browser.ts'), import('../io/image.ts')]);
  const found = findBrowser({ path: browser ?? null, env });
  if (found.kind === 'missing') throw new UsageError(missingBrowser(format, found.path));
  const result = await drawMermaid(renderGraphMermaid(drawing, NO_MERMAID_LIMITS), format, {
    browser: found.path,
    env,
  });
  switch (result.kind) {
    case 'image':
      return [result.bytes];
    case 'not-installed':
      throw new UsageError(
        `${format} by Mermaid needs two packages: npm install --save-dev @mermaid-js/mermaid-cli@11 puppeteer@24 ` +
          '(PUPPETEER_SKIP_DOWNLOAD=1 keeps them from downloading a browser); svg and png need neither without --engine mermaid',
      );
    case 'no-start':
      throw new UsageError(`the browser ${found.path} does not start: ${result.reason}`);
  }
}

function missingBrowser(format: ImageFormat, path: string | null): string {
  if (path !== null) return `no browser at ${path} (--browser or PUPPETEER_EXECUTABLE_PATH)`;
  return (
    `${format} by Mermaid needs Chrome or Chromium, and none is installed: ` +
    'install one (Debian: apt-get install chromium), or name it with --browser or PUPPETEER_EXECUTABLE_PATH; ' +
    'netpol never downloads one, and draws svg and png without one'
  );
}
