/** What stands in the blocks of a document: loads the cluster that each speaks of, and asks the view that it shows. */

import { dirname, resolve } from 'node:path';
import type { DocsBlock } from '../config/docs-blocks.ts';
import { compileConnectivity } from '../engine/compile.ts';
import type { Connectivity } from '../engine/connectivity.ts';
import { shownPath } from '../io/input-files.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { Source } from '../model/provenance.ts';
import { placeIn, placeOfFile } from '../model/provenance.ts';
import { renderCoverageMarkdown } from '../render/coverage-markdown.ts';
import { fitsInDocument, renderGraphMarkdown } from '../render/graph-markdown.ts';
import { renderMatrixMarkdown } from '../render/matrix-markdown.ts';
import { peerProblemText } from '../render/peer-problem.ts';
import { renderPoliciesMarkdown } from '../render/policies-markdown.ts';
import { renderTestsMarkdown } from '../render/tests-markdown.ts';
import { buildCoverage } from '../views/coverage.ts';
import { describePolicies } from '../views/describe.ts';
import { drawForDocs } from '../views/docs-drawings.ts';
import { DRAWING_OPTIONS } from '../views/drawing.ts';
import type { MatrixQuestion } from '../views/matrix.ts';
import { ANY_SHAPE, buildMatrix } from '../views/matrix.ts';
import type { ResolvedPeer } from '../views/resolve-peers.ts';
import { resolvePeers } from '../views/resolve-peers.ts';
import { shapeMatrix } from '../views/shape-matrix.ts';
import { testRun } from './check-tests.ts';
import { exitOfInput } from './exit-code.ts';
import type { Host } from './host.ts';
import type { PlacedConfiguration } from './load.ts';
import type { RunFlags } from './runs.ts';
import { loadManifestsOf, loadRuns } from './runs.ts';

/** What stands in a block, or the problems for which nothing can. */
export type DocsContent =
  | { readonly kind: 'text'; readonly text: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'problems'; readonly diagnostics: readonly Diagnostic[] };

/** What blocks are filled from. */
export interface DocsContext {
  readonly flags: RunFlags;
  readonly configuration: PlacedConfiguration;
  readonly host: Host;
  /** Clusters that were loaded for other blocks, by what they were loaded from. */
  readonly loaded: Map<string, ReturnType<typeof loadManifestsOf>>;
}

/** A document. */
export interface DocsDocument {
  /** Absolute. */
  readonly path: string;
  readonly source: Source;
}

/** Returns what stands in a block. */
export async function contentOfBlock(
  block: DocsBlock,
  document: DocsDocument,
  context: DocsContext,
): Promise<DocsContent> {
  if (block.kind === 'tests') return await testsContent(block, document, context);
  const input = await loadOnce(block, document, context);
  if (exitOfInput(input.diagnostics) !== 0) return { kind: 'problems', diagnostics: input.diagnostics };
  const connectivity = compileConnectivity(input.cluster);
  const peers = resolveOptions(block, document, connectivity, context);
  if (peers.problems.length > 0) return { kind: 'problems', diagnostics: peers.problems };
  const text = renderBlock(block, connectivity, peers.found, folderOf(document, context));
  return { kind: 'text', text, diagnostics: input.diagnostics };
}

/** The peers that the options of a block mean. */
type FoundPeers = Readonly<Partial<Record<PeerOption, readonly ResolvedPeer[]>>>;
type PeerOption = 'scope' | 'from' | 'to' | 'focus';

function renderBlock(
  { kind, options }: DocsBlock,
  connectivity: Connectivity,
  peers: FoundPeers,
  folder: string,
): string {
  const { from, to, scope, focus } = peers;
  const {
    groupBy = 'auto',
    fold = false,
    port,
    direction,
    depth = 1,
    maxEdges = DRAWING_OPTIONS.maxEdges,
    show = DRAWING_OPTIONS.show,
  } = options;
  const question: MatrixQuestion = {
    ...(from && { from }),
    ...(to && { to }),
    ...(port && { port }),
    ...(direction && { direction }),
    shape: { ...ANY_SHAPE, groupBy, isFolded: fold },
  };
  switch (kind) {
    case 'matrix':
      return renderMatrixMarkdown(shapeMatrix(buildMatrix(connectivity, { ...question, ...(scope && { of: scope }) })));
    case 'graph': {
      const around = focus ?? scope;
      const area = around === undefined ? null : { peers: around.map(({ index }) => index), depth: focus ? depth : 1 };
      const drawings = drawForDocs(
        buildMatrix(connectivity, question),
        { maxEdges, show, focus: area },
        fitsInDocument,
      );
      return renderGraphMarkdown(drawings);
    }
    case 'policies': {
      const asked = new Set(scope?.map(({ peer }) => peer.id));
      const all = describePolicies(connectivity);
      const concerned = all.filter(({ selects }) => selects.some(({ peer }) => asked.has(peer.id)));
      return renderPoliciesMarkdown(scope === undefined ? all : concerned, folder);
    }
    case 'coverage':
      return renderCoverageMarkdown(buildCoverage(connectivity, scope));
    case 'tests':
      return '';
  }
}

async function testsContent(
  block: DocsBlock,
  document: DocsDocument,
  { flags, host }: DocsContext,
): Promise<DocsContent> {
  const folder = dirname(document.path);
  const paths = block.options.manifests?.map((path) => resolve(folder, path)) ?? flags.file;
  const runs = await loadRuns(paths.length > 0 ? paths : [folder], { ...flags, file: [] }, host);
  const withTests = runs.filter(({ tests }) => tests !== null);
  const diagnostics = withTests.flatMap((run) => [...run.testProblems, ...run.diagnostics]);
  if (exitOfInput(diagnostics) !== 0) return { kind: 'problems', diagnostics };
  const outcomes = withTests.flatMap((run) => testRun(run, compileConnectivity(run.cluster), flags, host).outcomes);
  return {
    kind: 'text',
    text: renderTestsMarkdown(outcomes, shownPath(folder, host.cwd)),
    diagnostics,
  };
}

function loadOnce(block: DocsBlock, document: DocsDocument, context: DocsContext): ReturnType<typeof loadManifestsOf> {
  const { flags, configuration, host, loaded } = context;
  const folder = dirname(document.path);
  const given = block.options.manifests?.map((path) => resolve(folder, path)) ?? flags.file;
  const paths = given.map((path) => (path === '-' ? path : resolve(host.cwd, path)));
  const key = paths.length > 0 ? paths.join('\n') : folder;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const at = placeOfFile(document.source.file);
  const sources = paths.length > 0 ? paths.map((path) => ({ kind: 'path', path, at }) as const) : null;
  const loading = loadManifestsOf(sources, folder, configuration, flags, host);
  loaded.set(key, loading);
  return loading;
}

function resolveOptions(
  { options, at }: DocsBlock,
  { source }: DocsDocument,
  connectivity: Connectivity,
  { flags }: DocsContext,
): { readonly found: FoundPeers; readonly problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const resolveOne = (name: PeerOption): readonly ResolvedPeer[] | undefined => {
    const reference = options[name];
    if (reference === undefined) return undefined;
    const context = { connectivity, namespace: flags.namespace ?? 'default', aliases: new Map() };
    const resolution = resolvePeers(reference, context);
    if (resolution.kind === 'peers') return resolution.peers;
    const args = { problem: peerProblemText(resolution.problem), help: `${name} must name a peer of the cluster` };
    problems.push({ code: 'invalid-marker', severity: 'error', at: placeIn(source, at), args });
    return undefined;
  };
  const [scope, from, to, focus] = [resolveOne('scope'), resolveOne('from'), resolveOne('to'), resolveOne('focus')];
  return {
    found: { ...(scope && { scope }), ...(from && { from }), ...(to && { to }), ...(focus && { focus }) },
    problems,
  };
}

function folderOf({ path }: DocsDocument, { host }: DocsContext): string {
  return shownPath(dirname(path), host.cwd);
}
