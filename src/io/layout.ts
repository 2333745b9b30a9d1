/** Graphviz as WebAssembly: DOT in, SVG out, no program to install and no browser. */

import { instance } from '@viz-js/viz';

/** Returns the picture of a DOT text as SVG. */
export type Layout = (dot: string) => string;

/** Loads Graphviz once, so that everything after it is synchronous. */
export async function loadLayout(): Promise<Layout> {
  const viz = await instance();
  return (dot) => {
    const result = viz.render(dot, { format: 'svg' });
    // We write the DOT text ourselves, so one that Graphviz refuses is a bug.
    if (result.status === 'failure')
      throw new Error(`Graphviz: ${result.errors.map(({ message }) => message).join('; ')}`);
    return withFallbackFonts(withoutDoctype(result.output));
  };
}

// A viewer that follows document types would ask the network for this one.
function withoutDoctype(svg: string): string {
  return svg.replace(/<!DOCTYPE[^>]*>\s*/, '');
}

// Where the font is not installed, one of the same widths is used, or any other.
function withFallbackFonts(svg: string): string {
  return svg.replaceAll('font-family="DejaVu Sans"', 'font-family="DejaVu Sans,Verdana,sans-serif"');
}
