/** Recognises Helm templates that nobody has rendered yet. */

import type { Diagnostic } from '../model/diagnostics.ts';
import type { Source } from '../model/provenance.ts';
import { endOfLine, startOfLine } from './scalar-text.ts';

/** Returns the problems of a document, or in their stead the one that explains them: it is a template, not a manifest. */
export function explainTemplate(source: Source, problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const action = source.text.indexOf('{{');
  if (action === -1 || !problems.some((problem) => isCausedByTemplate(source, problem))) return problems;
  const run = `helm template ${chartOf(source.file)}`;
  const args = { what: 'helm-template', run } as const;
  return [{ code: 'unrendered-template', severity: 'error', at: { source, offset: action }, args }];
}

// A `{{` in a string, as alerting rules have it, is no template; one that opens a line or stands on the failing line is.
function isCausedByTemplate({ text }: Source, { code, severity, at }: Diagnostic): boolean {
  if (severity !== 'error' || (code !== 'yaml-syntax' && code !== 'json-syntax')) return false;
  const line = text.slice(startOfLine(text, at.offset), endOfLine(text, at.offset));
  return line.includes('{{') || /^[ \t]*\{\{/m.test(text);
}

function chartOf(file: string): string {
  const templates = /^(.*?)\/?templates\//.exec(file)?.[1];
  return templates === undefined || templates === '' ? '.' : templates;
}
