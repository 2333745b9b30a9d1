/**
 * From a text to the objects in it. It decides which texts are manifests at all and which documents need not be read,
 * and says of everything else that it was left out, and why.
 */

import type { Diagnostic, Report } from '../model/diagnostics.ts';
import { placeOfFile } from '../model/provenance.ts';
import { parseDocument, parseDumpedItem } from '../parse/manifest.ts';
import type { ManifestDocument } from '../parse/node.ts';
import { asItIs, createTextKeeper } from '../parse/skim.ts';
import type { SniffedKind } from '../parse/sniff.ts';
import { sniffDumpedKind, sniffKind } from '../parse/sniff.ts';
import type { CutDocument, FileText } from '../parse/split.ts';
import { cutDocuments } from '../parse/split.ts';
import { decodeDocument } from './decode.ts';
import { isDeprecated } from './deprecated-kinds.ts';
import type { DecodeOptions } from './options.ts';
import { recogniseKind } from './recognise.ts';
import type { Resource } from './resource.ts';
import { skimmedFields } from './skims.ts';

/** A text that may hold manifests. */
export interface ManifestText extends FileText {
  /** Whether the user named this very text; one that was only found may turn out to be something else. */
  readonly isNamed: boolean;
}

/** The objects of a text. */
export interface FoundManifests {
  readonly resources: readonly Resource[];
  /** Objects without network meaning, counted by kind. */
  readonly otherKinds: ReadonlyMap<string, number>;
}

const NONE: FoundManifests = { resources: [], otherKinds: new Map() };

/** Returns the objects of a text and reports every problem of each. */
export function readManifests(text: ManifestText, options: DecodeOptions, report: Report): FoundManifests {
  if (!text.isNamed && !mayHoldManifest(text)) return NONE;
  const problems: Diagnostic[] = [];
  const found = readDocuments(text, options, (problem) => {
    problems.push(problem);
  });
  const template = problems.find(({ code }) => code === 'unrendered-template');
  if (!text.isNamed && template !== undefined) {
    report({ ...template, severity: 'warning', at: placeOfFile(text.name) });
    return NONE;
  }
  for (const problem of problems) report(problem);
  return found;
}

function readDocuments(text: ManifestText, options: DecodeOptions, report: Report): FoundManifests {
  const resources: Resource[] = [];
  const otherKinds = new Map<string, number>();
  const countOther = (kind: string): void => {
    otherKinds.set(kind, (otherKinds.get(kind) ?? 0) + 1);
  };
  const keep = typeof text.text === 'string' ? asItIs : createTextKeeper();
  const parse = ({ source, isDumped }: CutDocument, type: SniffedKind | undefined): ManifestDocument | undefined => {
    if (!isDumped) return parseDocument(source, report, keep);
    return parseDumpedItem(source, { fields: type === undefined ? null : skimmedFields(type), keep }, report);
  };
  for (const cut of cutDocuments(text, report)) {
    const type = cut.isDumped ? sniffDumpedKind(cut.source) : sniffKind(cut.source);
    if (type !== undefined && isMeaningless(type, cut.source.text, options)) {
      countOther(type.kind);
      continue;
    }
    const document = parse(cut, type);
    for (const resource of document === undefined ? [] : decodeDocument(document, options, report)) {
      if (resource.kind === 'other') countOther(resource.identity.kind);
      else resources.push(resource);
    }
  }
  return { resources, otherKinds };
}

// A document with neither key is no manifest, unless it looks like a policy that lost its head.
function mayHoldManifest({ text }: ManifestText): boolean {
  return typeof text !== 'string' || /apiVersion|kind|podSelector|policyTypes/.test(text);
}

// Whatever the kind, an object with containers may make pods; with a backslash the word can be written otherwise.
function isMeaningless({ apiVersion, kind }: SniffedKind, text: string, { kubeMinor }: DecodeOptions): boolean {
  if (kind.endsWith('List') || isDeprecated(apiVersion, kind)) return false;
  return recogniseKind(apiVersion, kind, kubeMinor).kind === 'other' && !/containers|\\/.test(text);
}
