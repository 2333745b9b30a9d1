/** Where answers go: `-o FORMAT[=FILE]`, repeatable; without a file to standard output. */

import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { reasonOf } from '../io/os-reason.ts';
import { nearestWord } from '../model/nearest.ts';
import type { Style } from '../render/style.ts';
import { UsageError } from './exit-code.ts';
import type { Host } from './host.ts';
import type { ConductFlags } from './options.ts';
import { FILE_STYLE, styleOf } from './style.ts';

/** An answer in pieces, so that a large one is never one string. */
export type Output = Iterable<string | Uint8Array>;

/** One way in which a command can write its answer. */
export interface OutputFormat<View> {
  readonly name: string;
  /** Other names that people know it by. */
  readonly aliases: readonly string[];
  /** Whether it is bytes that no terminal shows. Default: false. */
  readonly isBinary?: boolean;
  /** Returns the answer; a promise where a library has to be loaded for it. */
  readonly render: (view: View, style: Style) => Output | Promise<Output>;
}

/** One `-o`: a format and the file it goes to; null for standard output. */
export interface OutputRequest<View> {
  readonly format: OutputFormat<View>;
  readonly file: string | null;
}

/** Returns what `-o` asks for, the first format where it asks for nothing. Throws `UsageError` for unknown formats. */
export function requestedOutputs<View>(
  values: readonly string[],
  formats: readonly OutputFormat<View>[],
): readonly OutputRequest<View>[] {
  const first = formats[0];
  if (values.length === 0 && first !== undefined) return [{ format: first, file: null }];
  const requests = values.map((value) => requestOf(value, formats));
  if (requests.filter(({ file }) => file === null).length > 1) {
    throw new UsageError('only one format can go to standard output; give the others a file: -o json=out.json');
  }
  return requests;
}

/** Writes a view in every format asked for. Throws `UsageError` where bytes would go to a terminal. */
export async function writeOutputs<View>(
  view: View,
  requests: readonly OutputRequest<View>[],
  flags: ConductFlags,
  host: Host,
): Promise<void> {
  for (const { format, file } of requests) {
    if (file !== null) {
      writeFile(resolve(host.cwd, file), file, await format.render(view, FILE_STYLE));
      continue;
    }
    if (format.isBinary === true && host.stdout.isTerminal) {
      throw new UsageError(`${format.name} is not for a terminal; give it a file: -o ${format.name}=FILE`);
    }
    for (const piece of await format.render(view, styleOf(host.stdout, host.env, flags))) {
      host.stdout.write(piece);
      await host.stdout.drain?.();
    }
  }
}

function requestOf<View>(value: string, formats: readonly OutputFormat<View>[]): OutputRequest<View> {
  const equals = value.indexOf('=');
  const name = equals === -1 ? value : value.slice(0, equals);
  const format = formats.find((known) => known.name === name || known.aliases.includes(name));
  if (format === undefined) {
    const names = formats.map((known) => known.name);
    const nearest = nearestWord(name, [...names, ...formats.flatMap(({ aliases }) => aliases)]);
    const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
    throw new UsageError(`unknown format "${name}".${hint} Known here: ${names.join(', ')}`);
  }
  return { format, file: equals === -1 ? null : value.slice(equals + 1) };
}

function writeFile(path: string, shown: string, output: Output): void {
  const handle = openForWriting(path, shown);
  for (const piece of output) writeSync(handle, typeof piece === 'string' ? Buffer.from(piece) : piece);
  closeSync(handle);
}

function openForWriting(path: string, shown: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'w');
  } catch (error) {
    throw new UsageError(`cannot write ${shown}: ${reasonOf(error)}`, { cause: error });
  }
}
