/** `netpol docs`: fills the blocks of documents, or tells which of them are stale. */

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fillDocsBlocks, findDocsBlocks } from '../../config/docs-blocks.ts';
import { findDocuments, readDocument, writeDocument } from '../../io/documents.ts';
import { shownPath } from '../../io/input-files.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import { placeOfFile } from '../../model/provenance.ts';
import { renderUnifiedDiff } from '../../render/unified-diff.ts';
import type { CommandDefinition } from '../command.ts';
import { reportDiagnostics, reportNotes } from '../diagnostics.ts';
import type { DocsContent, DocsContext, DocsDocument } from '../docs-blocks.ts';
import { contentOfBlock } from '../docs-blocks.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT, UsageError, weightiestExit } from '../exit-code.ts';
import type { Host } from '../host.ts';
import type { PlacedConfiguration } from '../load.ts';
import { loadConfiguration } from '../load.ts';
import type { ConductFlags } from '../options.ts';
import { addConductOptions, addInputOptions } from '../options.ts';
import type { RunFlags } from '../runs.ts';

/** Options of `netpol docs`. */
export interface DocsFlags extends RunFlags, ConductFlags {
  readonly check?: boolean;
}

/** The command `netpol docs`. */
export const docsCommand: CommandDefinition<DocsFlags> = { describe, run };

function describe(command: Command): Command {
  command
    .description(
      'Rewrites what stands between <!-- netpol:begin KIND --> and <!-- netpol:end --> in Markdown files: graph, matrix, policies, coverage, tests. ' +
        'A block speaks of the manifests that its marker names, else of -f, else of the nearest configuration, else of those beside the file.',
    )
    .argument('[files...]', 'Markdown files or globs (default: `docs` of the configuration)')
    .option('--check', 'write nothing; print a diff and exit with 1 if a block is stale')
    .option('--allow-run', 'let test files run the commands they name under manifests');
  return addConductOptions(addInputOptions(command));
}

async function run(files: readonly string[], flags: DocsFlags, host: Host): Promise<ExitCode> {
  const configuration = await loadConfiguration(flags, host);
  const paths = documentsOf(files, configuration, host);
  const context: DocsContext = { flags, configuration, host, loaded: new Map() };
  const exits: ExitCode[] = [];
  for (const path of paths) exits.push(await updateDocument(path, flags, context));
  return weightiestExit(exits);
}

function documentsOf(files: readonly string[], { docs, folder }: PlacedConfiguration, host: Host): readonly string[] {
  if (files.length === 0 && docs.length === 0) {
    throw new UsageError('no document: name Markdown files, or list them under docs: in netpol.config.yaml');
  }
  const cwd = files.length > 0 ? host.cwd : folder;
  return [...new Set((files.length > 0 ? files : docs).flatMap((file) => findDocuments(file, cwd)))];
}

async function updateDocument(path: string, flags: DocsFlags, context: DocsContext): Promise<ExitCode> {
  const { host } = context;
  const document = openDocument(path, host);
  const { text, file } = document.source;
  const problems: Diagnostic[] = [];
  const blocks = findDocsBlocks(document.source, (problem) => problems.push(problem));
  const contents: (readonly [(typeof blocks)[number], DocsContent])[] = [];
  for (const block of blocks) contents.push([block, await contentOfBlock(block, document, context)]);

  const said = [...problems, ...contents.flatMap(([, { diagnostics }]) => diagnostics)];
  reportDiagnostics([...new Set(said)], flags, host);
  if (problems.length > 0) return EXIT.usage;
  const failed = contents.flatMap(([, content]) => (content.kind === 'problems' ? content.diagnostics : []));
  if (failed.length > 0) return failed.some(({ code }) => code === 'invalid-marker') ? EXIT.usage : EXIT.input;
  if (blocks.length === 0) reportNotes([`${file} has no block`], flags, host);

  const filled = fillDocsBlocks(
    text,
    contents.flatMap(([block, content]) => (content.kind === 'text' ? [[block, content.text]] : [])),
  );
  if (filled === text) return EXIT.ok;
  if (flags.check === true) {
    host.stdout.write(renderUnifiedDiff(file, text, filled));
    return EXIT.failed;
  }
  const refusal = writeDocument(path, filled);
  if (refusal !== null) throw new UsageError(`cannot write ${file}: ${refusal}`);
  reportNotes([`wrote ${file}`], flags, host);
  return EXIT.ok;
}

function openDocument(path: string, host: Host): DocsDocument {
  const file = shownPath(resolve(path), host.cwd);
  const document = readDocument(path);
  if (document.kind === 'unreadable') throw new UsageError(`cannot read ${file}: ${document.reason}`);
  return { path, source: { ...placeOfFile(file).source, text: document.text } };
}
