/**
 * The lines of a manifest as they were probably meant, for block style only: a flow mapping on one line says more in
 * words. What is shown can be pasted over what was written.
 */

import type { Place } from '../model/provenance.ts';
import { lineStartOf, placeIn, positionOf } from '../model/provenance.ts';
import type { Node } from '../parse/node.ts';
import type { Cursor } from './cursor.ts';
import { entriesOf, fieldOf, keyPlaceOf } from './cursor.ts';

const MOST_LINES = 24;
const LABEL_INDENT = '  ';
const SELECTOR_FIELDS: readonly (string | number)[] = ['matchLabels', 'matchExpressions'];

/** Returns the lines of `sibling` with `field`, which lies in it, moved out and behind it; none where they share lines. */
export function movedUp(sibling: Cursor, field: Cursor): readonly string[] {
  const outer = linesOf(sibling);
  const inner = linesOf(field);
  const isInside = inner.first > outer.first && inner.last <= outer.last;
  if (!isInside || !isFirstInLine(keyPlaceOf(field)) || outer.last - outer.first >= MOST_LINES) return [];
  const lines = textOf(sibling);
  const start = inner.first - outer.first;
  const end = inner.last - outer.first + 1;
  const excess = columnOf(keyPlaceOf(field)) - columnOf(keyPlaceOf(sibling));
  const moved = lines.slice(start, end).map((line) => line.slice(Math.min(excess, indentOf(line))));
  return [...lines.slice(0, start), ...lines.slice(end), ...moved];
}

/** Returns the lines of a selector with the labels that stand beside `matchLabels` put under it; none but for the first such label. */
export function labelsGathered(selector: Cursor, label: Cursor): readonly string[] {
  const { first, last } = linesOf(selector);
  if (last - first >= MOST_LINES) return [];
  const fields = entriesOf(selector);
  const stray = fields.filter(({ step, node }) => !SELECTOR_FIELDS.includes(step) && node?.kind === 'scalar');
  const isBlock = fields.every((field) => isFirstInLine(keyPlaceOf(field)) && linesOf(field).first > first);
  if (!isBlock || stray[0]?.step !== label.step) return [];
  const indent = ' '.repeat(columnOf(keyPlaceOf(label)));
  const labels = [...entriesOf(fieldOf(selector, 'matchLabels')), ...stray];
  const expressions = fieldOf(selector, 'matchExpressions');
  return [
    ...textOf(selector).slice(0, 1),
    `${indent}matchLabels:`,
    ...labels.flatMap((one) => textOf(one).map((line) => `${indent}${LABEL_INDENT}${line.trim()}`)),
    ...(expressions.node === undefined ? [] : textOf(expressions)),
  ];
}

// Numbers of the first and last line of a field with its value.
function linesOf(field: Cursor): { readonly first: number; readonly last: number } {
  return { first: positionOf(keyPlaceOf(field)).line, last: positionOf(lastPlaceOf(field)).line };
}

// The whole lines of a field with its value.
function textOf(field: Cursor): readonly string[] {
  const { text } = field.context.source;
  const { offset } = lastPlaceOf(field);
  const behind = /[\r\n]/.exec(text.slice(offset, offset + LONGEST_LINE))?.index ?? LONGEST_LINE;
  return text.slice(lineStartOf(keyPlaceOf(field)), offset + behind).split(/\r\n|\n|\r/);
}

const LONGEST_LINE = 1000;

function lastPlaceOf(field: Cursor): Place {
  const end = field.node === undefined ? field.offset : endOf(field.node);
  return placeIn(field.context.source, Math.max(end - 1, field.keyOffset));
}

function endOf(node: Node): number {
  if (node.kind === 'scalar') return node.end;
  const last = node.kind === 'mapping' ? node.entries.at(-1)?.value : node.items.at(-1);
  return last === undefined ? node.offset + 1 : Math.max(endOf(last), node.offset);
}

function columnOf(place: Place): number {
  return place.offset - lineStartOf(place);
}

function isFirstInLine(place: Place): boolean {
  return /^ *$/.test(place.source.text.slice(lineStartOf(place), place.offset));
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
