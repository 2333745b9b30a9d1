/** Holds a document of ours to its schema and turns what does not fit into diagnostics with places. */

import { z } from 'zod';
import type { Report } from '../model/diagnostics.ts';
import { nearestWord } from '../model/nearest.ts';
import type { OwnDocument } from '../parse/document.ts';

/** Returns the document's value as its schema reads it, or undefined after having reported every problem. */
export function checkSchema<T>(document: OwnDocument, schema: z.ZodType<T>, report: Report): T | undefined {
  const result = schema.safeParse(document.value ?? {});
  if (result.success) return result.data;
  const known = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const issue of flatten(result.error.issues)) reportIssue(document, issue, known, report);
  return undefined;
}

type Issue = z.core.$ZodIssue;

// A union that fails says only "invalid input"; its closest branch says what is really wrong.
function flatten(issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const branches = issue.errors.toSorted((left, right) => depthOf(right) - depthOf(left));
    const closest = branches[0];
    if (closest === undefined || closest.length === 0) return [issue];
    return flatten(closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function reportIssue(document: OwnDocument, issue: Issue, schema: JsonSchema, report: Report): void {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      reportProblem(
        document,
        [...path, key],
        { problem: `unknown key "${key}"`, ...keyHelp(key, keysAt(schema, path)) },
        report,
      );
    }
    return;
  }
  reportProblem(document, path, { problem: problemOf(issue) }, report);
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

function reportProblem(
  document: OwnDocument,
  path: readonly (string | number)[],
  args: { readonly problem: string; readonly help?: string },
  report: Report,
): void {
  report({ code: 'invalid-config', severity: 'error', at: document.placeOf(path), path: pathText(path), args });
}

function problemOf(issue: Issue): string {
  const text = issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '');
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}
