/**
 * What goyaml refuses and js-yaml lets through, judged on the events one at a time. Each function returns the mistake,
 * or undefined where there is none.
 */

import type { YamlMistake } from '../model/diagnostics/reading.ts';
import type { MappingEvent, ScalarEvent } from './events.ts';
import { FLOW_STYLE, STYLE } from './events.ts';
import type { LocatedMistake } from './located-mistake.ts';
import { badEscape } from './scalar-text.ts';

/** Returns the first escape of a double-quoted scalar that Kubernetes does not know. */
export function escapeMistake(
  text: string,
  { valueStart, valueEnd, style, fast }: ScalarEvent,
): LocatedMistake | undefined {
  if (style !== STYLE.doubleQuoted || fast) return undefined;
  const bad = badEscape(text.slice(valueStart, valueEnd));
  return bad && located(valueStart + bad.index, { mistake: 'unknown-escape', escape: bad.escape });
}

/** Returns what a plain scalar inside brackets may not hold: `?`, or a comment, behind which the next entry starts. */
export function bracketedMistake(
  text: string,
  { valueStart, valueEnd, fast }: ScalarEvent,
): LocatedMistake | undefined {
  const content = text.slice(valueStart, valueEnd);
  const mark = content.indexOf('?');
  if (mark !== -1) return located(valueStart + mark, { mistake: 'question-mark-in-brackets' });
  const comment = fast ? -1 : content.search(/\s#/);
  return comment === -1 ? undefined : located(valueStart + comment, { mistake: 'missing-comma' });
}

/** Where a key was read, and between what. */
export interface KeyReading {
  /** Offset behind the token before the key. */
  readonly before: number;
  /** Offset behind the key; behind its colon where it is empty. */
  readonly behind: number;
  readonly isInBrackets: boolean;
}

/** Returns what is wrong with a scalar as a key: it is empty, takes several lines, or its colon touches a bracket. */
export function keyMistake(text: string, event: ScalarEvent, reading: KeyReading): LocatedMistake | undefined {
  const { valueStart, valueEnd, style, fast } = event;
  if (fast && !reading.isInBrackets) return undefined;
  if (valueStart === -1) return emptyKeyMistake(text, reading);
  const isOverLines = style <= STYLE.doubleQuoted && hasLineBreak(text, valueStart, valueEnd);
  if (isOverLines) return located(style === STYLE.plain ? valueStart : valueStart - 1, { mistake: 'key-over-lines' });
  const isGlued =
    style === STYLE.plain && reading.isInBrackets && /^:[,[\]{}]/.test(text.slice(valueEnd, valueEnd + 2));
  const key = text.slice(valueStart, valueEnd);
  return isGlued ? located(valueEnd, { mistake: 'missing-space-after-colon', key, value: '' }) : undefined;
}

// `a: b:` has an empty key for js-yaml.
function emptyKeyMistake(text: string, { before, behind }: KeyReading): LocatedMistake {
  const isOnLineOfValue = before > 0 && !hasLineBreak(text, before, behind);
  return located(behind - 1, isOnLineOfValue ? { mistake: 'second-colon', key: '' } : { mistake: 'null-as-key' });
}

/** Returns the mistake of a mapping on the line of its key, which js-yaml allows behind an anchor or tag. */
export function inlineMistake(
  text: string,
  { start, style }: MappingEvent,
  behindKey: number,
): LocatedMistake | undefined {
  if (style === FLOW_STYLE || hasLineBreak(text, behindKey, start)) return undefined;
  return located(start, { mistake: 'second-colon', key: '' });
}

/** Returns the mistake of a key on the line of the value before it, which js-yaml allows behind an item: `- 'a'b: c`. */
export function nextKeyMistake(
  text: string,
  { valueStart }: ScalarEvent,
  behindValue: number,
): LocatedMistake | undefined {
  // A block scalar has its last line break within it.
  if (valueStart === -1 || hasLineBreak(text, Math.max(0, behindValue - 1), valueStart)) return undefined;
  return located(behindValue, { mistake: 'text-after-quote', quote: text.charAt(behindValue - 1) });
}

const ANCHOR_NAME = /^[\w-]+$/;

/** Returns the mistake in the name of an anchor, whose first character is at `offset`. */
export function anchorMistake(name: string, offset: number): LocatedMistake | undefined {
  return ANCHOR_NAME.test(name) ? undefined : located(offset, { mistake: 'anchor-name', name });
}

/** Returns why an alias names nothing: `*.example.com` was never meant to be one. */
export function aliasMistake(name: string): YamlMistake {
  const isName = ANCHOR_NAME.test(name);
  return isName ? { mistake: 'undefined-alias', name } : { mistake: 'reserved-character', character: '*' };
}

function hasLineBreak(text: string, from: number, to: number): boolean {
  const at = text.indexOf('\n', from);
  return (at !== -1 && at < to) || text.slice(from, to).includes('\r');
}

function located(offset: number, mistake: YamlMistake): LocatedMistake {
  return { mistake, offset };
}
