/**
 * What `kubectl get` prints of many objects: one List, in which each object stands alone. A dump may hold a whole
 * cluster: item by item it needs the memory of one object, and nothing of its envelope is lost.
 */

import type { Extent } from './excerpt.ts';
import { endOfJsonValue } from './json-extent.ts';

/** The items of a dump, and the offset behind it. */
export interface JsonDump {
  readonly items: readonly Extent[];
  readonly end: number;
}

/** The envelope in JSON: what comes before, between and behind the items. */
export const JSON_DUMP: { readonly [part in 'head' | 'between' | 'tail']: RegExp } = {
  head: /\{\s*"apiVersion"\s*:\s*"v1"\s*,\s*"items"\s*:\s*\[\s*/y,
  between: /\s*,\s*/y,
  tail: /\s*\]\s*,\s*"kind"\s*:\s*"List"\s*(?:,\s*"metadata"\s*:\s*\{[\s\w":,]*\}\s*)?\}/y,
};

/** The envelope in YAML, where an item starts with a dash at the margin and ends before the next line that does. */
export const YAML_DUMP: { readonly [part in 'head' | 'lineAtMargin' | 'tail']: RegExp } = {
  head: /apiVersion: v1\r?\nitems:\r?\n(?=- )/y,
  lineAtMargin: /\n(?=[^ \r\n])/g,
  tail: /kind: List\r?\n(?:metadata:(?: \{\})?\r?\n(?: .*\r?\n)*)?(?=---|$)/y,
};

/** Returns the items of the dump at `start`, or undefined where a List is written in any other way or has no items. */
export function findDumpItems(text: string, start: number): JsonDump | undefined {
  const items: Extent[] = [];
  for (let at = behind(JSON_DUMP.head, text, start); at !== undefined; at = behind(JSON_DUMP.between, text, at)) {
    const end = text.charAt(at) === '{' ? endOfJsonValue(text, at) : undefined;
    if (end === undefined) return undefined;
    items.push({ start: at, end });
    at = end;
  }
  const last = items.at(-1);
  const end = last && behind(JSON_DUMP.tail, text, last.end);
  return end === undefined ? undefined : { items, end };
}

function behind(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
