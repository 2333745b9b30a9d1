/**
 * The lines of a manifest as they were probably meant, for block style only: a flow mapping on one line says more in
 * words. What is shown can be pasted over what was written.
 */

import type { Node } from '../parse/node.ts';
import type { Cursor } from './cursor.ts';
import { entriesOf, fieldOf } from './cursor.ts';

const MOST_LINES = 24;
// Every correction walks the text, and a large document may need many.
const LONGEST_TEXT = 100_000;
const LABEL_INDENT = '  ';

/** Returns the lines of `sibling` with `field`, which lies in it, moved out and behind it; none where they share lines. */
export function movedUp(sibling: Cursor, field: Cursor): readonly string[] {
  const { text } = sibling.context.source;
  if (text.length > LONGEST_TEXT) return [];
  const [first, last] = linesOf(sibling, text);
  const [start, end] = linesOf(field, text);
  const indent = columnOf(text, sibling.keyOffset);
  const isBlock = isFirstInLine(text, field.keyOffset) && start > first && end <= last && last - first < MOST_LINES;
  if (!isBlock) return [];
  const lines = splitLines(text);
  const excess = columnOf(text, field.keyOffset) - indent;
  const moved = lines.slice(start, end + 1).map((line) => line.slice(Math.min(excess, indentOf(line))));
  return [...lines.slice(first, start), ...lines.slice(end + 1, last + 1), ...moved];
}

/** Returns the lines of a selector with the labels that stand beside `matchLabels` put under it; none but for the first such label. */
export function labelsGathered(selector: Cursor, label: Cursor): readonly string[] {
  const { text } = selector.context.source;
  if (text.length > LONGEST_TEXT) return [];
  const fields = entriesOf(selector);
  const stray = fields.filter(({ step, node }) => !SELECTOR_FIELDS.includes(step) && node?.kind === 'scalar');
  const isBlock = fields.every(({ keyOffset }) => isFirstInLine(text, keyOffset));
  const [first, last] = linesOf(selector, text);
  if (
    !isBlock ||
    stray[0]?.step !== label.step ||
    lineOf(text, label.keyOffset) === first ||
    last - first >= MOST_LINES
  )
    return [];
  const indent = ' '.repeat(columnOf(text, label.keyOffset));
  const lines = splitLines(text);
  const labels = [...entriesOf(fieldOf(selector, 'matchLabels')), ...stray];
  const expressions = fieldOf(selector, 'matchExpressions');
  const [startOfExpressions, endOfExpressions] = linesOf(expressions, text);
  return [
    ...lines.slice(first, first + 1),
    `${indent}matchLabels:`,
    ...labels.map(({ keyOffset }) => `${indent}${LABEL_INDENT}${lines[lineOf(text, keyOffset)]?.trim()}`),
    ...(expressions.node === undefined ? [] : lines.slice(startOfExpressions, endOfExpressions + 1)),
  ];
}

const SELECTOR_FIELDS: readonly (string | number)[] = ['matchLabels', 'matchExpressions'];

// 0-based numbers of the first and last line of a field with its value.
function linesOf(field: Cursor, text: string): readonly [first: number, last: number] {
  const end = field.node === undefined ? field.offset : endOf(field.node);
  return [lineOf(text, field.keyOffset), lineOf(text, Math.max(end - 1, field.keyOffset))];
}

function endOf(node: Node): number {
  if (node.kind === 'scalar') return node.end;
  const last = node.kind === 'mapping' ? node.entries.at(-1)?.value : node.items.at(-1);
  return last === undefined ? node.offset + 1 : Math.max(endOf(last), node.offset);
}

function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

function lineOf(text: string, offset: number): number {
  return splitLines(text.slice(0, offset)).length - 1;
}

function columnOf(text: string, offset: number): number {
  return splitLines(text.slice(0, offset)).at(-1)?.length ?? 0;
}

function isFirstInLine(text: string, offset: number): boolean {
  return /^ *$/.test(splitLines(text.slice(0, offset)).at(-1) ?? '');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
