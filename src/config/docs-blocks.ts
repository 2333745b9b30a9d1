/**
 * Blocks of a Markdown document between `<!-- netpol:begin KIND … -->` and `<!-- netpol:end -->`, each marker on a line of its
 * own. Text in, text out: where the blocks are, and the document with what stands in them replaced.
 */

import type { Report } from '../model/diagnostics.ts';
import type { Source } from '../model/provenance.ts';
import { placeIn } from '../model/provenance.ts';
import type { DocsKind, DocsOptions } from './docs-options.ts';
import { parseDocsMarker } from './docs-options.ts';

/** One block. */
export interface DocsBlock {
  readonly kind: DocsKind;
  readonly options: DocsOptions;
  /** 0-based offset of its begin marker. */
  readonly at: number;
  /** What stands between the lines of the markers: offsets into the document. */
  readonly start: number;
  readonly end: number;
  /** Blanks before the begin marker, where the block is part of a list. */
  readonly indent: string;
}

const MARKER = /^([ \t]*<!--\s*netpol:(begin|end)(?![\w-]))(.*?)-->\s*$/;
const FENCE = /^[ \t]*(`{3,}|~{3,})(.*)$/;

/** Finds the blocks of a document, in order, and reports every marker that cannot be read; such blocks are left out. */
export function findDocsBlocks(source: Source, report: Report): readonly DocsBlock[] {
  const blocks: DocsBlock[] = [];
  const refuse = (offset: number, problem: string, help: string): void =>
    report({ code: 'invalid-marker', severity: 'error', at: placeIn(source, offset), args: { problem, help } });
  let open: (MarkerLine & { readonly read: ReturnType<typeof parseDocsMarker> }) | null = null;
  for (const marker of markersOf(source.text)) {
    if (marker.word === 'begin') {
      if (open !== null) refuse(open.at, 'the block does not end before the next one', 'write <!-- netpol:end -->');
      open = { ...marker, read: parseDocsMarker(marker.rest) };
      if ('problem' in open.read) refuse(marker.restAt + open.read.offset, open.read.problem, open.read.help);
      continue;
    }
    if (open === null)
      refuse(marker.at, 'this marker ends no block', 'write <!-- netpol:begin KIND --> above, or delete it');
    else if (!('problem' in open.read)) blocks.push(blockOf(open, open.read, marker.at));
    open = null;
  }
  if (open !== null) refuse(open.at, 'the block does not end', 'write <!-- netpol:end --> behind it');
  return blocks;
}

function blockOf(
  { at, behind, indent }: MarkerLine,
  read: Pick<DocsBlock, 'kind' | 'options'>,
  end: number,
): DocsBlock {
  return { ...read, at, start: behind, end, indent };
}

/** A line with a marker. */
interface MarkerLine {
  readonly word: 'begin' | 'end';
  /** Offset of the line, and the one behind its line break. */
  readonly at: number;
  readonly behind: number;
  readonly indent: string;
  /** What stands behind the word, and its offset. */
  readonly rest: string;
  readonly restAt: number;
}

// What stands between code fences is an example, except within a block, where diagrams stand between fences.
function* markersOf(text: string): Generator<MarkerLine, void, undefined> {
  let fence: string | null = null;
  let isInBlock = false;
  for (const line of linesOf(text)) {
    if (!isInBlock) fence = fenceAfter(line.text, fence);
    const [, before = '', word, rest = ''] = (fence === null ? MARKER.exec(line.text) : null) ?? [];
    if (word !== 'begin' && word !== 'end') continue;
    isInBlock = word === 'begin';
    const indent = /^[ \t]*/.exec(line.text)?.[0] ?? '';
    yield { word, at: line.start, behind: line.end, indent, rest, restAt: line.start + before.length };
  }
}

/** Returns a document with what stands in each block replaced; line breaks and indents stay as the document has them. */
export function fillDocsBlocks(document: string, blocks: readonly (readonly [DocsBlock, content: string])[]): string {
  let filled = '';
  let done = 0;
  for (const [block, content] of blocks) {
    const lineBreak = document.slice(0, block.start).endsWith('\r\n') ? '\r\n' : '\n';
    const lines = ['', ...content.trimEnd().split('\n'), ''];
    const indented = lines.map((line) => (line === '' ? lineBreak : `${block.indent}${line}${lineBreak}`));
    filled += document.slice(done, block.start) + indented.join('');
    done = block.end;
  }
  return filled + document.slice(done);
}

// A fence is closed by as many marks of its kind, with nothing behind them.
function fenceAfter(line: string, open: string | null): string | null {
  const [, marks = '', info = ''] = FENCE.exec(line) ?? [];
  if (marks === '') return open;
  if (open === null) return marks;
  return marks.startsWith(open) && info.trim() === '' ? null : open;
}

interface Line {
  readonly start: number;
  /** Behind the line break. */
  readonly end: number;
  readonly text: string;
}

function* linesOf(text: string): Generator<Line, void, undefined> {
  let start = 0;
  while (start < text.length) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak === -1 ? text.length : lineBreak + 1;
    yield { start, end, text: text.slice(start, end).replace(/\r?\n$/, '') };
    start = end;
  }
}
