/**
 * Finds the items of what `kubectl get -o json` prints. A dump may hold a whole cluster: item by item it needs the
 * memory of one object, and nothing of its envelope is lost.
 */

import { endOfJsonValue } from './json-extent.ts';

/** Where an item stands in the text, end exclusive. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The items of a dump, and the offset behind it. */
export interface JsonDump {
  readonly items: readonly Extent[];
  readonly end: number;
}

const HEAD = /\{\s*"apiVersion"\s*:\s*"v1"\s*,\s*"items"\s*:\s*\[\s*/y;
const BETWEEN = /\s*,\s*/y;
const TAIL = /\s*\]\s*,\s*"kind"\s*:\s*"List"\s*(?:,\s*"metadata"\s*:\s*\{[\s\w":,]*\}\s*)?\}/y;

/** Returns the items of the dump at `start`, or undefined where a List is written in any other way or has no items. */
export function findDumpItems(text: string, start: number): JsonDump | undefined {
  const items: Extent[] = [];
  for (let at = behind(HEAD, text, start); at !== undefined; at = behind(BETWEEN, text, at)) {
    const end = text.charAt(at) === '{' ? endOfJsonValue(text, at) : undefined;
    if (end === undefined) return undefined;
    items.push({ start: at, end });
    at = end;
  }
  const last = items.at(-1);
  const end = last && behind(TAIL, text, last.end);
  return end === undefined ? undefined : { items, end };
}

function behind(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
