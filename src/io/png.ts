/** Pictures of points from SVG, with fonts of a package, so that the same SVG gives the same picture on every machine. */

import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { readPackagedFile } from './packaged-file.ts';

/** Returns an SVG as PNG. */
export type Rasterize = (svg: string) => Uint8Array;

const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];
/** Pixels to a point of the SVG: text stays sharp on screens of twice the usual density. */
const ZOOM = 2;
/** Wider or higher pictures than browsers show are made smaller. */
const MOST_PIXELS = 16_000;

let wasm: Promise<void> | undefined;

/** Loads the rasterizer once, so that everything after it is synchronous. */
export async function loadRasterizer(): Promise<Rasterize> {
  wasm ??= initWasm(readPackagedFile('@resvg/resvg-wasm/index_bg.wasm'));
  await wasm;
  const fontBuffers = FONTS.map((name) => readPackagedFile(`dejavu-fonts-ttf/ttf/${name}`));
  const font = {
    fontBuffers,
    loadSystemFonts: false,
    defaultFontFamily: 'DejaVu Sans',
    sansSerifFamily: 'DejaVu Sans',
  };
  return (svg) => {
    const { width, height } = new Resvg(svg, { font });
    const zoom = Math.min(ZOOM, MOST_PIXELS / Math.max(width, height));
    return new Resvg(svg, { font, background: 'white', fitTo: { mode: 'zoom', value: zoom } }).render().asPng();
  };
}
