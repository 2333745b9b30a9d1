/**
 * Reads one document of a manifest: JSON, or YAML as Kubernetes reads it. What js-yaml calls an error is told again in
 * our own words. It knows nothing of kinds and fields.
 */

import { getScalarValue, parseEvents, YAMLException } from 'js-yaml';
import type { Diagnostic, Report } from '../model/diagnostics.ts';
import type { Source } from '../model/provenance.ts';
import type { TextOf } from './block-reader.ts';
import { readBlockStyle } from './block-reader.ts';
import { compose } from './compose.ts';
import type { ParserFailure } from './diagnose.ts';
import { diagnoseYaml } from './diagnose.ts';
import { duplicateKey } from './duplicate-key.ts';
import type { ScalarEvent, YamlEvent } from './events.ts';
import { EVENT, STYLE } from './events.ts';
import type { OnDuplicate } from './json.ts';
import { parseJson } from './json.ts';
import { blankOutLeniencies } from './lenient.ts';
import type { ManifestDocument, Node } from './node.ts';
import type { KeepText, Skim } from './skim.ts';
import { asItIs } from './skim.ts';
import { explainTemplate } from './template.ts';
import { endOfFirstValue, endOfYamlDocument, tabInIndentation, unreadableText } from './yaml-text.ts';

/** Collections that may be open at once; some 2,000 would overflow the parser's stack. */
const MAX_DEPTH = 100;

/** Problems reported of one document; whoever has more has one problem. */
const MAX_PROBLEMS = 1000;

/**
 * Returns what a document holds, or undefined where it is null or so broken that it means nothing. Reports everything
 * that Kubernetes would refuse before it knows the kind, and keys that come twice, of which the last is kept.
 */
export function parseDocument(source: Source, report: Report, keep: KeepText = asItIs): ManifestDocument | undefined {
  const problems: Diagnostic[] = [];
  const root = readRoot(source, { fields: null, keep }, (problem) => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem);
  });
  for (const problem of explainTemplate(source, problems)) report(problem);
  const isNull = root === undefined || (root.kind === 'scalar' && root.value === null);
  return isNull ? undefined : { source, root };
}

/**
 * Returns what a skim reads of an object of a dump: JSON, or the one item of a YAML list. What cannot be skimmed is read
 * as any document.
 */
export function parseDumpedItem(source: Source, skim: Skim, report: Report): ManifestDocument | undefined {
  const root = skimItem(source, skim);
  const document = root === undefined ? parseDocument(source, report, skim.keep) : { source, root };
  const item = document?.root.kind === 'sequence' ? document.root.items[0] : document?.root;
  return item && { source, root: item };
}

function skimItem(source: Source, skim: Skim): Node | undefined {
  const { text } = source;
  if (!text.startsWith('{')) return readBlockStyle(text, (scalar) => scalarText(text, scalar), skim);
  let isSound = true;
  const onDuplicate = (): void => {
    isSound = false;
  };
  const json = parseJson(text, onDuplicate, skim);
  return json.kind === 'value' && isSound ? json.root : undefined;
}

// kubectl takes what starts with `{` for JSON, and for YAML when it is none: trailing commas are fine, comments are not.
function readRoot(source: Source, skim: Skim, report: Report): Node | undefined {
  const { text } = source;
  if (!/^\s*[{[]/.test(text.slice(0, 1000))) return readYaml(source, skim, report);
  const duplicates: Diagnostic[] = [];
  const onDuplicate: OnDuplicate = (entry, earlier) => {
    if (duplicates.length < MAX_PROBLEMS)
      duplicates.push(duplicateKey({ source, key: entry.key, offset: entry.keyOffset, earlier: earlier.keyOffset }));
  };
  const json = parseJson(text, onDuplicate, skim);
  if (json.kind === 'value') {
    for (const duplicate of duplicates) report(duplicate);
    return json.root;
  }
  const at = { source, offset: json.offset };
  if (json.kind === 'too-complex') {
    report({ code: 'too-complex', severity: 'error', at, args: json.limit });
    return undefined;
  }
  const problems: Diagnostic[] = [];
  const isComment = json.mistake.mistake === 'comment';
  const root = isComment ? undefined : readYaml(source, skim, (problem) => problems.push(problem));
  const isJson = isComment || (root === undefined && /^\s*(?:\[\s*)?\{\s*"/.test(text.slice(0, 1000)));
  if (isJson) report({ code: 'json-syntax', severity: 'error', at, type: 'Decode', args: json.mistake });
  else for (const problem of problems) report(problem);
  return root;
}

function readYaml(source: Source, skim: Skim, report: Report): Node | undefined {
  const unreadable = unreadableText(source);
  if (unreadable !== undefined) {
    report(unreadable);
    return undefined;
  }
  const textOf = (scalar: ScalarEvent): string => scalarText(source.text, scalar);
  return readBlockStyle(source.text, textOf, skim) ?? readAnyStyle(source, textOf, report);
}

function readAnyStyle(source: Source, textOf: TextOf, report: Report): Node | undefined {
  const document = endOfYamlDocument(source.text);
  const reading = readEvents(source.text.slice(0, document.end));
  const cut = 'reason' in reading ? endOfFirstValue(source.text, reading) : undefined;
  const events = cut === undefined ? reading : readEvents(source.text.slice(0, cut));
  if ('reason' in events) {
    report(explainFailure(source, source.text.slice(0, document.end), events));
    return undefined;
  }
  const tab = tabInIndentation(source.text.slice(0, cut ?? document.end));
  if (tab !== undefined) {
    const args = { mistake: 'tab-indentation' } as const;
    report({ code: 'yaml-syntax', severity: 'error', at: { source, offset: tab }, type: 'Decode', args });
    return undefined;
  }
  const ignored = cut ?? document.ignored;
  if (ignored !== undefined) {
    const after = cut === undefined ? 'document-end' : 'value';
    report({ code: 'ignored-text', severity: 'warning', at: { source, offset: ignored }, args: { after } });
  }
  return compose({ source, events, textOf, report });
}

// js-yaml ends a block scalar with a line break even where the file ends without one.
function scalarText(text: string, scalar: ScalarEvent): string {
  const value = getScalarValue(text, scalar);
  const isBlock = scalar.style === STYLE.literal || scalar.style === STYLE.folded;
  const isInvented = isBlock && value.endsWith('\n') && !/[\r\n]/.test(text.charAt(scalar.valueEnd - 1));
  return isInvented ? value.slice(0, -1) : value;
}

function explainFailure(source: Source, text: string, failure: ParserFailure): Diagnostic {
  if (failure.reason.startsWith('nesting exceeded')) {
    const at = { source, offset: failure.offset };
    return { code: 'too-complex', severity: 'error', at, args: { limit: 'depth', allowed: MAX_DEPTH } };
  }
  const { mistake, offset } = diagnoseYaml(text, failure);
  return { code: 'yaml-syntax', severity: 'error', at: { source, offset }, type: 'Decode', args: mistake };
}

function readEvents(text: string): readonly YamlEvent[] | ParserFailure {
  const strict = tryEvents(text);
  if (!('reason' in strict)) return strict;
  const blanked = blankOutLeniencies(text);
  if (blanked === text) return strict;
  const lenient = tryEvents(blanked);
  if ('reason' in lenient) return lenient;
  // A value that spans blanked line breaks has to be folded from the original.
  return lenient.map((event) => (event.type === EVENT.scalar && event.fast ? { ...event, fast: false } : event));
}

function tryEvents(text: string): readonly YamlEvent[] | ParserFailure {
  try {
    return parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    // A tag of some millions of characters overflows the stack of the regular expression that checks it.
    if (error instanceof RangeError) return { reason: 'a tag is far too long', offset: Math.max(0, text.indexOf('!')) };
    if (!(error instanceof YAMLException)) throw error;
    return { reason: error.reason, offset: error.mark?.position ?? 0 };
  }
}
