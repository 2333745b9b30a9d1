/** The whole way from texts to a cluster: split, read, decode, assemble. */

import type { Cluster, ClusterChoices } from '../model/cluster.ts';
import type { Diagnostic, Report } from '../model/diagnostics.ts';
import { compareText } from '../model/order.ts';
import { assembleCluster } from './assemble.ts';
import type { DecodeOptions } from './options.ts';
import { DEFAULT_DECODE_OPTIONS } from './options.ts';
import type { ManifestText } from './read-manifests.ts';
import { readManifests } from './read-manifests.ts';
import type { Resource } from './resource.ts';
import { resolveSettings } from './settings.ts';

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
  const otherKinds = new Map<string, number>();
  const skippedFiles: string[] = [];
  const report: Report = (diagnostic) => {
    diagnostics.push(options.isStrict === true ? asStrict(diagnostic) : diagnostic);
  };
  for (const text of texts) {
    const found = readManifests(text, options.decode ?? DEFAULT_DECODE_OPTIONS, report);
    for (const resource of found.resources) resources.push(resource);
    for (const [kind, count] of found.otherKinds) otherKinds.set(kind, (otherKinds.get(kind) ?? 0) + count);
    if (found.resources.length + found.otherKinds.size === 0) skippedFiles.push(text.name);
  }
  const settings = resolveSettings(options.choices ?? {}, resources);
  const cluster = assembleCluster(resources, settings, report);
  if (options.isStrict === true) reportUndeclaredNamespaces(cluster, report);
  return {
    cluster,
    diagnostics,
    leftOut: namesOfInvalid(resources, diagnostics),
    objectCount: [...otherKinds.values()].reduce((sum, count) => sum + count, resources.length),
    otherKinds,
    skippedFiles,
  };
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
