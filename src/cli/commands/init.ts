/** `netpol init`: a configuration, and a first test file that passes today. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import { CONFIG_FILE_NAME, findConfigFile } from '../../io/config-file.ts';
import { shownPath } from '../../io/input-files.ts';
import { renderGithubWorkflow, renderPreCommit } from '../../render/ci-snippets.ts';
import { renderConfigFile } from '../../render/config-text.ts';
import { counted } from '../../render/messages/words.ts';
import type { CommandDefinition } from '../command.ts';
import { admitInput } from '../diagnostics.ts';
import type { ExitCode } from '../exit-code.ts';
import { UsageError } from '../exit-code.ts';
import { makeFirstTests } from '../first-tests.ts';
import type { Host } from '../host.ts';
import type { LoadedInput } from '../load.ts';
import { loadInput } from '../load.ts';
import type { NewFile } from '../new-files.ts';
import { writeNewFiles } from '../new-files.ts';
import type { ConductFlags, InputFlags } from '../options.ts';
import { addConductOptions, addExamples, addInputOptions, choicesOf } from '../options.ts';

/** Options of `netpol init`. */
export interface InitFlags extends InputFlags, ConductFlags {
  readonly force?: boolean;
  readonly preCommit?: boolean;
  readonly github?: boolean;
}

/** The command `netpol init`. */
export const initCommand: CommandDefinition<InitFlags> = { describe, run };

function describe(command: Command): Command {
  command
    .description(
      'Writes netpol.config.yaml, and a netpol.test.yaml that says who can talk to whom today, for a team to tighten.',
    )
    .argument('[paths...]', 'files, folders or globs of manifests')
    .option('--force', 'write files anew that are there already')
    .option('--pre-commit', 'write .pre-commit-config.yaml too, or show what to add to it')
    .option('--github', 'write .github/workflows/netpol.yaml too, or show it');
  addExamples(command, ['netpol init --force', 'netpol init --force k8s --github --pre-commit']);
  return addConductOptions(addInputOptions(command));
}

async function run(paths: readonly string[], flags: InitFlags, host: Host): Promise<ExitCode> {
  const given = [...paths, ...flags.file];
  if (given.includes('-')) throw new UsageError('init needs files: the tests will read them again');
  // As strict as `check`, which the files are for.
  const input = await loadInput(paths, flags, host, 'error');
  const admission = admitInput(input, { ...flags, keepGoing: false }, host);
  if (!admission.isAdmitted) return admission.exit;

  const manifests = input.isDefault ? topFolders(input) : given;
  const configuration = newConfiguration(manifests, flags, host);
  const tests = makeFirstTests(input.cluster, {
    path: resolve(host.cwd, 'netpol.test.yaml'),
    manifests: configuration === null && manifests.length > 0 ? manifests : null,
    namespace: flags.namespace ?? 'default',
  });
  const files = [...(configuration === null ? [] : [configuration]), ...tests.files];
  writeNewFiles(files, { mayReplace: flags.force === true }, host);

  const snippets = snippetsFor(flags, host);
  const isNew = ({ path }: NewFile): boolean => !existsSync(path);
  const [added, known] = [snippets.filter(isNew), snippets.filter((file) => !isNew(file))];
  writeNewFiles(added, { mayReplace: false }, host);
  host.stdout.write(sayWhatIsNew({ written: [...files, ...added], known, count: tests.count }, flags, host));
  return admission.exit;
}

interface News {
  readonly written: readonly NewFile[];
  /** Files that were there already, with what is to be added to them. */
  readonly known: readonly NewFile[];
  /** Of tests. */
  readonly count: number;
}

function sayWhatIsNew({ written, known, count }: News, { namespace }: InitFlags, { cwd }: Host): string {
  const check = `netpol check${namespace === undefined ? '' : ` -n ${namespace}`}`;
  return [
    ...written.map(({ path }) => `wrote ${shownPath(path, cwd)}\n`),
    `\n${counted(count, 'test')} that ${count === 1 ? 'passes' : 'pass'} today. What next:\n`,
    `  ${check} runs them; let every pipeline do so (--github, --pre-commit)\n`,
    '  netpol.test.yaml is yours: make it say what should be open, and what never must be\n',
    ...known.map(({ path, text }) => `\n${shownPath(path, cwd)} is there already; this belongs into it:\n\n${text}`),
  ].join('');
}

// The configuration that is there stays: it is what `check` will read.
function newConfiguration(manifests: readonly string[], flags: InitFlags, host: Host): NewFile | null {
  const path = join(host.cwd, CONFIG_FILE_NAME);
  const known = typeof flags.config === 'string' ? flags.config : findConfigFile(host.cwd);
  const choices = choicesOf(flags, {});
  if (known === undefined || (known === path && flags.force === true)) {
    return { path, text: renderConfigFile(manifests, choices, flags.kubeVersion ?? null) };
  }
  if (Object.keys(choices).length === 0 && flags.kubeVersion === undefined) return null;
  const file = shownPath(resolve(host.cwd, known), host.cwd);
  throw new UsageError(`${file} is there already: write the settings of the command line into it first`);
}

const MOST_FOLDERS = 8;

// The folders of this one in which manifests were found; this one where they are all over it.
function topFolders({ files, skippedFiles }: LoadedInput): readonly string[] {
  const skipped = new Set(skippedFiles);
  const names = files.map(({ name }) => name).filter((name) => !skipped.has(name));
  const folders = new Set(names.map((name) => (name.includes('/') ? name.slice(0, name.indexOf('/')) : '.')));
  return folders.has('.') || folders.size > MOST_FOLDERS ? ['.'] : [...folders].sort();
}

function snippetsFor({ preCommit, github }: InitFlags, host: Host): readonly NewFile[] {
  const { version } = packageJson;
  return [
    ...(preCommit === true
      ? [{ path: join(host.cwd, '.pre-commit-config.yaml'), text: renderPreCommit(version) }]
      : []),
    ...(github === true
      ? [{ path: join(host.cwd, '.github/workflows/netpol.yaml'), text: renderGithubWorkflow(version) }]
      : []),
  ];
}
