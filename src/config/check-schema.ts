/** Holds a document of ours to its schema and turns what does not fit into diagnostics with places. */

import { z } from 'zod';
import type { Report } from '../model/diagnostics.ts';
import { nearestWord } from '../model/nearest.ts';
import type { OwnDocument } from '../parse/document.ts';

/** Returns the document's value as its schema reads it, or undefined after having reported every problem. */
export function checkSchema<T>(document: OwnDocument, schema: z.ZodType<T>, report: Report): T | undefined {
  return checkPart({ document, path: [], value: document.value ?? {} }, schema, report);
}

/** A value of a document and the keys that lead to it. */
export interface DocumentPart {
  readonly document: OwnDocument;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Returns one value of a document as its schema reads it, or undefined after having reported every problem in it. */
export function checkPart<T>(part: DocumentPart, schema: z.ZodType<T>, report: Report): T | undefined {
  const result = schema.safeParse(part.value);
  if (result.success) return result.data;
  const known = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const issue of flatten(result.error.issues)) reportIssue(part, issue, known, report);
  return undefined;
}

type Issue = z.core.$ZodIssue;

const UNTOLD = 'Invalid input';

// A union that fails says only "invalid input"; its closest branch says what is really wrong, unless the union says it itself.
function flatten(issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const branches = issue.errors.toSorted((left, right) => depthOf(right) - depthOf(left));
    const closest = branches[0];
    const isTold = issue.message !== UNTOLD && depthOf(closest ?? []) === 0;
    if (closest === undefined || closest.length === 0 || isTold) return [issue];
    return flatten(closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function reportIssue({ document, path: base }: DocumentPart, issue: Issue, schema: JsonSchema, report: Report): void {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      reportUnknownKey(document, [...base, ...path, key], keysAt(schema, path), report);
    }
    return;
  }
  if (issue.code === 'invalid_type' && valueAt(document.value, [...base, ...path]) === undefined) {
    reportProblem(document, [...base, ...path.slice(0, -1)], { problem: `"${path.at(-1)}" is missing` }, report);
    return;
  }
  reportProblem(document, [...base, ...path], problemOf(issue, valueAt(document.value, [...base, ...path])), report);
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce(
    (inner: unknown, key) => (isObject(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function keyHelp(key: string, known: readonly string[]): { readonly help?: string } {
  const nearest = nearestWord(key, known);
  if (nearest !== undefined) return { help: `did you mean "${nearest}"?` };
  return known.length === 0 ? {} : { help: `known here: ${known.join(', ')}` };
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

// The keys that a schema knows at a path, over all branches of unions.
function keysAt(schema: JsonSchema, path: readonly (string | number)[]): readonly string[] {
  const branches = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isObject);
  const [step, ...rest] = path;
  if (step === undefined)
    return [...new Set(branches.flatMap((branch) => Object.keys(branch.properties ?? {})))].sort();
  const inner = branches.map((branch) => (typeof step === 'number' ? branch.items : branch.properties?.[step]));
  return [...new Set(inner.filter(isObject).flatMap((branch) => keysAt(branch, rest)))].sort();
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reports a key that is not among those known. */
export function reportUnknownKey(
  document: OwnDocument,
  path: readonly (string | number)[],
  known: readonly string[],
  report: Report,
): void {
  const key = String(path.at(-1));
  const args = { problem: `unknown key "${key}"`, ...keyHelp(key, known) };
  report({ code: 'invalid-config', severity: 'error', at: document.placeOfKey(path), path: pathText(path), args });
}

/** Reports a problem with the value that a path leads to, at its place. */
export function reportProblem(
  document: OwnDocument,
  path: readonly (string | number)[],
  args: { readonly problem: string; readonly help?: string },
  report: Report,
): void {
  report({ code: 'invalid-config', severity: 'error', at: document.placeOf(path), path: pathText(path), args });
}

// Messages that a schema writes itself stand as they are; the library's own speak of its types.
function problemOf(issue: Issue, value: unknown): { readonly problem: string; readonly help?: string } {
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid option')) {
    const known = issue.values.map(String);
    const nearest = typeof value === 'string' ? nearestWord(value, known) : undefined;
    const problem = `${JSON.stringify(value)} is none of ${known.join(', ')}`;
    return { problem, ...(nearest !== undefined && { help: `did you mean "${nearest}"?` }) };
  }
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    return { problem: `expected ${TYPE_NAMES[issue.expected] ?? issue.expected}, not ${nameOfType(value)}` };
  }
  if (issue.code === 'too_small' && issue.message.startsWith('Too small'))
    return { problem: `${shown(value)} is less than ${issue.minimum}` };
  if (issue.code === 'too_big' && issue.message.startsWith('Too big'))
    return { problem: `${shown(value)} is more than ${issue.maximum}` };
  const text = issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '');
  return { problem: `${text.charAt(0).toLowerCase()}${text.slice(1)}` };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function nameOfType(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : shown(value);
}

function shown(value: unknown): string {
  return Array.isArray(value) ? 'the list' : JSON.stringify(value);
}

function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}
