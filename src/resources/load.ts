/**
 * The whole way from texts to a cluster: split, read, decode, assemble. It decides which texts are manifests at all,
 * and says of everything else that it was left out, and why.
 */

import type { Cluster, ClusterChoices } from '../model/cluster.ts';
import type { Diagnostic, Report } from '../model/diagnostics.ts';
import { compareText } from '../model/order.ts';
import { placeOfFile } from '../model/provenance.ts';
import { parseDocument } from '../parse/manifest.ts';
import type { NamedText } from '../parse/split.ts';
import { splitDocuments } from '../parse/split.ts';
import { assembleCluster } from './assemble.ts';
import { decodeDocument } from './decode.ts';
import type { DecodeOptions } from './options.ts';
import { DEFAULT_DECODE_OPTIONS } from './options.ts';
import type { Resource } from './resource.ts';
import { resolveSettings } from './settings.ts';

/** A text that may hold manifests. */
export interface ManifestText extends NamedText {
  /** Whether the user named this very text; one that was only found may turn out to be something else. */
  readonly isNamed: boolean;
}

/** How texts become a cluster. */
export interface LoadOptions {
  /** Default: `DEFAULT_DECODE_OPTIONS`. */
  readonly decode?: DecodeOptions;
  /** Default: the defaults of design.md section 4. */
  readonly choices?: ClusterChoices;
  /** Whether kinds that are not evaluated and namespaces without object are errors. Default: false. */
  readonly isStrict?: boolean;
}

/** A cluster, and everything there is to say about the texts it came from. */
export interface LoadedCluster {
  /** Without the objects that are invalid: its verdicts hold only if there are none. */
  readonly cluster: Cluster;
  readonly diagnostics: readonly Diagnostic[];
  /** Invalid objects as `namespace/name`, sorted. */
  readonly leftOut: readonly string[];
  /** Kubernetes objects of any kind, invalid ones too. */
  readonly objectCount: number;
  /** Objects without network meaning, counted by kind. */
  readonly otherKinds: ReadonlyMap<string, number>;
  /** Texts that hold no manifest, by name. */
  readonly skippedFiles: readonly string[];
}

/** Returns the cluster that texts describe, with every problem of every document. */
export function loadCluster(texts: Iterable<ManifestText>, options: LoadOptions = {}): LoadedCluster {
  const diagnostics: Diagnostic[] = [];
  const resources: Resource[] = [];
  const skippedFiles: string[] = [];
  const report: Report = (diagnostic) => {
    diagnostics.push(options.isStrict === true ? asStrict(diagnostic) : diagnostic);
  };
  for (const text of texts) {
    const found = readText(text, options.decode ?? DEFAULT_DECODE_OPTIONS, report);
    for (const resource of found) resources.push(resource);
    if (found.length === 0) skippedFiles.push(text.name);
  }
  const settings = resolveSettings(options.choices ?? {}, resources);
  const cluster = assembleCluster(resources, settings, report);
  if (options.isStrict === true) reportUndeclaredNamespaces(cluster, report);
  return {
    cluster,
    diagnostics,
    leftOut: namesOfInvalid(resources, diagnostics),
    objectCount: resources.length,
    otherKinds: countOthers(resources),
    skippedFiles,
  };
}

function readText(text: ManifestText, options: DecodeOptions, report: Report): readonly Resource[] {
  if (!text.isNamed && !mayHoldManifest(text.text)) return [];
  const problems: Diagnostic[] = [];
  const collect: Report = (diagnostic) => {
    problems.push(diagnostic);
  };
  const resources: Resource[] = [];
  for (const source of splitDocuments(text, collect)) {
    const document = parseDocument(source, collect);
    if (document === undefined) continue;
    for (const resource of decodeDocument(document, options, collect)) resources.push(resource);
  }
  const template = problems.find(({ code }) => code === 'unrendered-template');
  if (!text.isNamed && template !== undefined) {
    report({ ...template, severity: 'warning', at: placeOfFile(text.name) });
    return [];
  }
  for (const problem of problems) report(problem);
  return resources;
}

// A document with neither key is no manifest, unless it looks like a policy that lost its head.
function mayHoldManifest(text: string): boolean {
  return /apiVersion|kind|podSelector|policyTypes/.test(text);
}

function asStrict(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === 'unsupported-kind' ? { ...diagnostic, severity: 'error' } : diagnostic;
}

function reportUndeclaredNamespaces(cluster: Cluster, report: Report): void {
  for (const { name, declared } of cluster.namespaces.values()) {
    const first = [...cluster.workloads, ...cluster.policies].find(({ namespace }) => namespace === name);
    if (declared !== null || first === undefined) continue;
    report({ code: 'undeclared-namespace', severity: 'error', at: first.at, args: { namespace: name } });
  }
}

function namesOfInvalid(resources: readonly Resource[], diagnostics: readonly Diagnostic[]): readonly string[] {
  const invalid = resources.flatMap(({ kind, identity: { namespace, name } }) =>
    kind === 'invalid' ? [namespace === '' ? name : `${namespace}/${name}`] : [],
  );
  const conflicting = diagnostics.flatMap(({ code, args }) => (code === 'conflicting-objects' ? [args.name] : []));
  return [...new Set([...invalid, ...conflicting])].sort(compareText);
}

function countOthers(resources: readonly Resource[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, identity } of resources) {
    if (kind === 'other') counts.set(identity.kind, (counts.get(identity.kind) ?? 0) + 1);
  }
  return counts;
}
