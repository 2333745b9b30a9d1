/** Tells what is wrong with one line of a YAML text from its indentation, its colons and the lines above. */

import type { YamlMistake } from '../model/diagnostics/reading.ts';
import type { LocatedMistake } from './located-mistake.ts';
import { endOfLine, startOfLine } from './scalar-text.ts';

interface Line {
  /** Offset of the first character that is no space. */
  readonly offset: number;
  readonly indent: number;
  /** Without indentation, comment and trailing blanks. */
  readonly content: string;
}

/** A level of indentation that is open above a line. */
interface Level {
  readonly indent: number;
  readonly isSequence: boolean;
}

/** Returns the mistake of the line on which the parser stopped, or undefined where nothing is recognised. */
export function diagnoseLine(text: string, failedAt: number): LocatedMistake | undefined {
  const line = lineWithContent(text, failedAt);
  if (line === undefined) return undefined;
  const inLine = mistakeInLine(text, line, failedAt);
  if (inLine !== undefined) return inLine;
  const swallowed = mistakeOfLineAbove(text, line, failedAt);
  if (swallowed !== undefined) return swallowed;
  const mistake = mistakeOfIndentation(line, linesAbove(text, line));
  return mistake && { mistake, offset: line.offset };
}

// The parser may stop at the end of a line, or on a later one when it took several for one value.
function lineWithContent(text: string, offset: number): Line | undefined {
  let at = Math.min(offset, text.length - 1);
  while (at >= 0) {
    const line = lineAt(text, at);
    if (line.content !== '') return line;
    at = startOfLine(text, at) - 1;
  }
  return undefined;
}

function lineAt(text: string, offset: number): Line {
  const start = startOfLine(text, offset);
  const written = text.slice(start, Math.min(endOfLine(text, start), start + LONGEST_LINE));
  const indent = /^ */.exec(written)?.[0].length ?? 0;
  const content = written.replace(/(^|\s)#.*$/, '').trim();
  return { offset: start + indent, indent, content };
}

// More of a line tells no more about its mistake.
const LONGEST_LINE = 2000;

const KEY = /^(?:- +)*("[^"]*"|'[^']*'|[^\s"'[{&*!|>%@`#-][^#]*?|-[^\s][^#]*?)\s*:(?=\s|$)/;

function mistakeInLine(text: string, line: Line, failedAt: number): LocatedMistake | undefined {
  const { content, offset } = line;
  const key = KEY.exec(content);
  if (key === null) return colonMistake(content, offset);
  const valueAt = offset + key[0].length + (/^\s*/.exec(content.slice(key[0].length))?.[0].length ?? 0);
  const value = content.slice(valueAt - offset);
  if (/^-(\s|$)/.test(value)) return { mistake: { mistake: 'item-after-key' }, offset: valueAt };
  const isInValue = failedAt >= valueAt && failedAt < offset + content.length;
  if (isInValue && text.charAt(failedAt) === ':') {
    return { mistake: { mistake: 'second-colon', key: key[1] ?? '' }, offset: failedAt };
  }
  const first = value.charAt(0);
  if (/^(?:[@`%,]|[?:](?:\s|$))/.test(value)) {
    return { mistake: { mistake: 'reserved-character', character: first }, offset: valueAt };
  }
  return undefined;
}

// A line without colon takes the key of the next line for the rest of its own text.
function mistakeOfLineAbove(text: string, line: Line, failedAt: number): LocatedMistake | undefined {
  const key = KEY.exec(line.content);
  if (key === null || failedAt > line.offset + key[0].length) return undefined;
  const above = firstNotDeeper(linesAbove(text, line), line.indent);
  if (above === undefined || KEY.test(above.content)) return undefined;
  const dashes = /^(?:- +)*/.exec(above.content)?.[0].length ?? 0;
  const content = above.content.slice(dashes);
  return /^["'[{|>]/.test(content) ? undefined : colonMistake(content, above.offset + dashes);
}

function firstNotDeeper(lines: Iterable<Line>, indent: number): Line | undefined {
  for (const line of lines) {
    if (line.indent <= indent) return line;
  }
  return undefined;
}

function colonMistake(content: string, offset: number): LocatedMistake | undefined {
  if (/^-(\s|$)/.test(content)) return undefined;
  const glued = /^([\w./-]+):([^\s:]\S*)$/.exec(content);
  if (glued !== null) {
    const [, key = '', value = ''] = glued;
    return { mistake: { mistake: 'missing-space-after-colon', key, value }, offset: offset + key.length };
  }
  return { mistake: { mistake: 'missing-colon', text: content.slice(0, 40) }, offset };
}

function* linesAbove(text: string, line: Line): Generator<Line> {
  let at = line.offset - line.indent - 1;
  while (at >= 0) {
    const above = lineAt(text, at);
    if (above.content !== '') yield above;
    at = startOfLine(text, at) - 1;
  }
}

function mistakeOfIndentation(line: Line, above: Iterable<Line>): YamlMistake | undefined {
  const { indent } = line;
  const levels: Level[] = [];
  let deepest = Number.POSITIVE_INFINITY;
  let previous: Line | undefined;
  for (const upper of above) {
    previous ??= upper;
    for (const level of levelsOf(upper)) {
      if (level.indent < deepest) levels.push(level);
    }
    deepest = Math.min(deepest, upper.indent);
    if (deepest === 0) break;
  }
  if (previous === undefined) return undefined;
  const isItem = /^-(\s|$)/.test(line.content);
  const same = levels.filter((level) => level.indent === indent);
  if (same.length > 0) {
    if (isItem) return { mistake: 'item-among-keys' };
    return same.every((level) => level.isSequence)
      ? { mistake: 'key-among-items', key: KEY.exec(line.content)?.[1] ?? line.content }
      : undefined;
  }
  const nearest = levels[0]?.indent ?? 0;
  if (indent > nearest) return { mistake: 'too-deep', indent, expected: nearest };
  return { mistake: 'no-such-level', indent, levels: [...new Set(levels.map((level) => level.indent))].reverse() };
}

// `- name: x` opens a level for the dash and one for the key behind it; deepest first.
function levelsOf({ indent, content }: Line): readonly Level[] {
  const levels: Level[] = [];
  let column = 0;
  for (let dash = /^-\s+(?=\S)/.exec(content); dash !== null; dash = /^-\s+(?=\S)/.exec(content.slice(column))) {
    levels.push({ indent: indent + column, isSequence: true });
    column += dash[0].length;
  }
  levels.push({ indent: indent + column, isSequence: content.slice(column) === '-' });
  return levels.reverse();
}
