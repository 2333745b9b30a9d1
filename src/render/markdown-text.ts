/** Text of foreign origin in Markdown: escaped, as code, in tables, and places in manifests as links. */

import { markdownTable as makeTable } from 'markdown-table';
import type { Place } from '../model/provenance.ts';
import { positionOf } from '../model/provenance.ts';
import { printable } from './columns.ts';

/** Returns a text on one line with every ASCII character escaped that Markdown or HTML could take for markup. */
export function escapeMarkdown(text: string): string {
  return printable(text).replaceAll(/[\\`*_{}[\]<>#|&]/g, (character) => `\\${character}`);
}

/** Returns a text as code, also within a table, where a bar must be escaped even there. */
export function codeSpan(text: string): string {
  const code = printable(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${code}${gap}${fence}`;
}

/** Returns a table whose columns are lined up for readers of the source; cells are Markdown. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ('l' | 'c')[] = [],
): string {
  return makeTable([head, ...rows], { align });
}

/** Returns a table of sentences: its columns are not lined up, so that a change of one row stays one line of a diff. */
export function sentenceTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return makeTable([head, ...rows], { alignDelimiters: false });
}

/**
 * Returns `file:line` as a link that works in a document in `folder`, which is relative to the working directory as the file is.
 * The text is the same wherever netpol runs.
 */
export function placeLink(place: Place, folder: string): string {
  const { file, line } = positionOf(place);
  const path = relativePath(folder, file);
  const text = escapeMarkdown(`${path ?? file}:${line}`);
  return path === null ? text : `[${text}](${encodePath(path)}#L${line})`;
}

/** Returns a path as seen from a folder; null for what is no path below a common root, such as `<stdin>`. */
function relativePath(folder: string, file: string): string | null {
  if (file.startsWith('<') || file.startsWith('/')) return null;
  const from = folder.split('/').filter((part) => part !== '' && part !== '.');
  const to = file.split('/');
  const differ = from.findIndex((part, index) => part !== to[index]);
  const shared = differ === -1 ? from.length : differ;
  const up = from.slice(shared);
  return up.includes('..') ? null : [...up.map(() => '..'), ...to.slice(shared)].join('/');
}

// A lone surrogate cannot be encoded, and parentheses would end the link.
function encodePath(path: string): string {
  return encodeURI(path.replaceAll(/\p{Surrogate}/gu, '\ufffd')).replaceAll(
    /[()#?]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}
