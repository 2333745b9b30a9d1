/**
 * Holds JSON to the tables of docs/formats: every field that is written is documented with its type, every documented one
 * is written unless it is optional. The tables are the schema; there is no other to keep in step.
 */

import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { root } from './source-tree.ts';

/** A value as `JSON.parse` returns it. */
export type Parsed = string | number | boolean | null | readonly Parsed[] | { readonly [key: string]: Parsed };

/** One row of a table. */
export interface DocumentedField {
  readonly name: string;
  /** As the table has it, without `, optional`. */
  readonly type: string;
  readonly isOptional: boolean;
}

/** What was wrong, and which of the documented fields were seen, as `page#section name`. */
export interface Comparison {
  readonly problems: readonly string[];
  readonly seen: ReadonlySet<string>;
}

/** Returns what a page documents, by section. */
export function readTables(page: string): ReadonlyMap<string, readonly DocumentedField[]> {
  const sections = new Map<string, DocumentedField[]>();
  let section = '';
  for (const line of readFileSync(join(root, page), 'utf8').split('\n')) {
    const heading = /^#+ (.*)/.exec(line)?.[1];
    if (heading !== undefined) section = anchorOf(heading);
    const [, name, typed] = /^\| `(\w+)` \| (.*?) \| .* \|$/.exec(line) ?? [];
    if (name === undefined || typed === undefined) continue;
    const type = typed.replace(/, optional$/, '');
    sections.set(section, [...(sections.get(section) ?? []), { name, type, isOptional: type !== typed }]);
  }
  return sections;
}

/** Holds a value to a section: `docs/formats/matrix.md#the-answer`. */
export function compareWithTables(value: Parsed, reference: string): Comparison {
  const problems: string[] = [];
  const seen = new Set<string>();
  checkType(value, `[it](${reference})`, { page: '', path: '$', problems, seen });
  return { problems, seen };
}

interface Walk {
  /** The page whose table is read: links are relative to it. */
  readonly page: string;
  /** Where in the value: `$.peers[0].id`. */
  readonly path: string;
  readonly problems: string[];
  readonly seen: Set<string>;
}

function checkType(value: Parsed, type: string, walk: Walk): void {
  const alternatives = type.split(' or ');
  const fitting = alternatives.find((alternative) => hasShape(value, alternative));
  if (fitting === undefined) walk.problems.push(`${walk.path} is no ${type}: ${JSON.stringify(value)}`);
  else if (Array.isArray(value)) checkItems(value, itemTypeOf(fitting), walk);
  else if (isObject(value)) checkFields(value, fitting, walk);
}

function checkItems(items: readonly Parsed[], type: string, walk: Walk): void {
  for (const [index, item] of items.entries()) checkType(item, type, { ...walk, path: `${walk.path}[${index}]` });
}

function checkFields(value: { readonly [key: string]: Parsed }, type: string, walk: Walk): void {
  if (type === 'object') return;
  const { page, section } = targetOf(type, walk.page);
  const fields = readTables(page).get(section);
  if (fields === undefined) {
    walk.problems.push(`${walk.path}: ${page} has no table under #${section}`);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    const field = fields.find((one) => one.name === name);
    const path = `${walk.path}.${name}`;
    walk.seen.add(`${page}#${section} ${name}`);
    if (field !== undefined) checkType(inner, field.type, { ...walk, page, path });
    else if (name !== 'source') walk.problems.push(`${path} is not documented under ${page}#${section}`);
  }
  for (const { name, isOptional } of fields) {
    if (!isOptional && !(name in value)) walk.problems.push(`${walk.path}.${name} is missing, and not optional`);
  }
}

const SINGULAR = new Map([
  ['strings', 'string'],
  ['numbers', 'number'],
  ['peer ids', 'peer id'],
]);
const RUNS = 'list of [runs](docs/formats/README.md#run)';

function itemTypeOf(type: string): string {
  const items = (type === 'port set' ? RUNS : type).replace(/^list of /, '');
  return SINGULAR.get(items) ?? items.replace(/^lists of /, 'list of ');
}

function hasShape(value: Parsed, type: string): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'peer id':
      return typeof value === 'string' && /^[^/]+\/./.test(value);
    case 'place':
      return typeof value === 'string' && /^.+:\d+:\d+$/.test(value);
    case 'verdict':
      return value === 'allowed' || value === 'denied' || value === 'unknown';
    case 'port set':
      return value === 'all' || (Array.isArray(value) && value.length > 0);
    case 'object':
      return isObject(value);
  }
  if (type.startsWith('list of ')) return Array.isArray(value);
  if (type.startsWith('[')) return isObject(value);
  return JSON.stringify(value) === type;
}

function targetOf(link: string, from: string): { readonly page: string; readonly section: string } {
  const [, page = '', section = ''] = /\]\(([^#)]*)#(.*)\)$/.exec(link) ?? [];
  if (page === '') return { page: from, section };
  return { page: page.startsWith('docs/') ? page : posix.join(dirname(from), page), section };
}

function isObject(value: Parsed): value is { readonly [key: string]: Parsed } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// As GitHub makes them.
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}
