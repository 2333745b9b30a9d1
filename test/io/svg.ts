/** What is seen in an SVG: its words and its shapes. */

// @ts-expect-error: jsdom has no types of its own, and what is used of it here is declared below.
import { JSDOM } from 'jsdom';

interface SvgElement {
  readonly textContent: string;
  readonly getAttribute: (name: string) => string | null;
}

interface SvgDocument {
  readonly documentElement: SvgElement;
  readonly querySelectorAll: (selector: string) => Iterable<SvgElement>;
}

/** An SVG as a person sees it. */
export interface SeenSvg {
  /** Piece by piece, one on a line. */
  readonly words: string;
  readonly width: number;
  readonly height: number;
  /** Counts the elements that a CSS selector matches. */
  readonly count: (selector: string) => number;
}

/** Looks at an SVG. Throws where it is no XML. */
export function look(svg: string): SeenSvg {
  const document: SvgDocument = new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document;
  const sizeOf = (name: string): number => Number.parseFloat(document.documentElement.getAttribute(name) ?? '');
  return {
    words: [...document.querySelectorAll('text')].map(({ textContent }) => textContent).join('\n'),
    width: sizeOf('width'),
    height: sizeOf('height'),
    count: (selector) => [...document.querySelectorAll(selector)].length,
  };
}
