/**
 * Tells what is wrong with a YAML text that the parser refused: one parser message stands for many mistakes, each with
 * its own remedy. Works on the text around the failure, so it explains and never decides.
 */

import type { YamlMistake } from '../model/diagnostics/reading.ts';
import { diagnoseLine } from './diagnose-line.ts';
import { walkYaml } from './lexer.ts';
import type { LocatedMistake } from './located-mistake.ts';
import { endOfLine, startOfLine } from './scalar-text.ts';

/** Where the parser stopped, and in which words. */
export interface ParserFailure {
  readonly reason: string;
  readonly offset: number;
}

/** Returns the mistake behind a failure. */
export function diagnoseYaml(text: string, failure: ParserFailure): LocatedMistake {
  return (
    tabInIndentation(text, failure) ??
    escapeMistake(text, failure) ??
    quoteMistake(text, failure) ??
    bracketMistake(text, failure) ??
    namedMistake(text, failure) ??
    diagnoseLine(text, failure.offset) ?? { mistake: unrecognised(failure), offset: failure.offset }
  );
}

// The parser's words are good where it speaks of tags and directives; of lines it says little.
function unrecognised({ reason }: ParserFailure): YamlMistake {
  if (!/indentation|document separator|mapping|can not read/.test(reason)) return { mistake: 'other', problem: reason };
  return {
    mistake: 'other',
    problem: 'this line does not fit what stands above it',
    help: 'compare its indentation, colons, quotes and brackets with the lines around it',
  };
}

// A tab may stand for several levels, so any in the indentation of the failing line or the one above is the cause.
function tabInIndentation(text: string, { reason, offset }: ParserFailure): LocatedMistake | undefined {
  const start = startOfLine(text, offset);
  const indentation = /^[ \t]*/.exec(text.slice(start, endOfLine(text, start)))?.[0] ?? '';
  const tab = indentation.indexOf('\t');
  if (tab !== -1) return { mistake: { mistake: 'tab-indentation' }, offset: start + tab };
  return reason.startsWith('tab characters') ? { mistake: { mistake: 'tab-indentation' }, offset } : undefined;
}

function escapeMistake(text: string, { reason, offset }: ParserFailure): LocatedMistake | undefined {
  if (reason !== 'unknown escape sequence' && reason !== 'expected hexadecimal character') return undefined;
  const start = text.lastIndexOf('\\', offset);
  const written = /^\\(?:[xuU][^"\s]{0,8}|[\s\S]?)/.exec(text.slice(start, start + 10))?.[0] ?? '\\';
  return { mistake: { mistake: 'unknown-escape', escape: written }, offset: start };
}

interface Quoted {
  readonly start: number;
  readonly end: number;
  readonly isClosed: boolean;
}

// A quote that is never closed swallows lines until the next one of its sort, behind which something else then stands.
function quoteMistake(text: string, { reason, offset }: ParserFailure): LocatedMistake | undefined {
  let found: Quoted | undefined;
  walkYaml(text, {
    quote: (start, end, isClosed) => {
      if (!isClosed || end <= offset) found = { start, end, isClosed };
    },
  });
  if (found === undefined) return undefined;
  const { start, end, isClosed } = found;
  const quote = text.charAt(start);
  if (!isClosed) return { mistake: { mistake: 'unclosed-quote', quote }, offset: start };
  if (/\S/.test(text.slice(end, offset)) || text.charAt(offset) === ':') return undefined;
  const isOnOneLine = endOfLine(text, start) >= end;
  if (!isOnOneLine) return { mistake: { mistake: 'unclosed-quote', quote }, offset: start };
  if (reason.startsWith('missed comma')) return undefined;
  const isOnFailingLine = endOfLine(text, end) >= offset && offset < endOfLine(text, end);
  return isOnFailingLine ? { mistake: { mistake: 'text-after-quote', quote }, offset } : undefined;
}

function bracketMistake(text: string, { reason, offset }: ParserFailure): LocatedMistake | undefined {
  const open: number[] = [];
  let wrong: LocatedMistake | undefined;
  let lastClosed: { readonly opened: number; readonly at: number } | undefined;
  let openAtFailure = 0;
  walkYaml(text, {
    open: (at) => {
      open.push(at);
      if (at < offset) openAtFailure = open.length;
    },
    close: (at) => {
      const opened = open.pop() ?? at;
      const isPair = text.charAt(opened) === (text.charAt(at) === ']' ? '[' : '{');
      const mistake = { mistake: 'wrong-bracket', opened: text.charAt(opened), closed: text.charAt(at) } as const;
      if (!isPair) wrong ??= { mistake, offset: at };
      if (at < offset) {
        openAtFailure = open.length;
        lastClosed = { opened, at };
      }
    },
  });
  if (wrong !== undefined) return wrong;
  const unclosed = open.at(-1);
  if (unclosed !== undefined && unclosed <= offset) {
    return { mistake: { mistake: 'unclosed-bracket', bracket: text.charAt(unclosed) }, offset: unclosed };
  }
  if (openAtFailure > 0) return insideBrackets(reason, offset);
  const character = text.charAt(offset);
  if (character === ']' || character === '}')
    return { mistake: { mistake: 'stray-bracket', bracket: character }, offset };
  const isBehindBracket = lastClosed !== undefined && text.slice(lastClosed.at + 1, offset).trim() === '';
  if (lastClosed === undefined || !isBehindBracket || endOfLine(text, lastClosed.at) <= offset) return undefined;
  return { mistake: { mistake: 'text-after-bracket', bracket: text.charAt(lastClosed.opened) }, offset };
}

function insideBrackets(reason: string, offset: number): LocatedMistake | undefined {
  if (reason.startsWith('missed comma')) return { mistake: { mistake: 'missing-comma' }, offset };
  if (reason.startsWith('expected the node content')) return { mistake: { mistake: 'empty-entry' }, offset };
  return undefined;
}

function namedMistake(text: string, { reason, offset }: ParserFailure): LocatedMistake | undefined {
  if (reason === 'a line break is expected') return { mistake: { mistake: 'text-after-block-header' }, offset };
  const character = text.charAt(offset);
  if ('@`%,'.includes(character) && character !== '') {
    return { mistake: { mistake: 'reserved-character', character }, offset };
  }
  if (!/^name of an (?:alias|anchor)/.test(reason)) return undefined;
  return { mistake: { mistake: 'reserved-character', character: text.charAt(offset - 1) }, offset: offset - 1 };
}
