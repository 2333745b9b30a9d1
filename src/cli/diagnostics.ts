/** What goes to standard error: problems of the input, and notes about how the answer was made. */

import type { Diagnostic } from '../model/diagnostics.ts';
import { renderDiagnosticsText } from '../render/diagnostics-text.ts';
import type { ExitCode, UsageError } from './exit-code.ts';
import { EXIT, exitOfInput } from './exit-code.ts';
import type { Host } from './host.ts';
import type { LoadedInput } from './load.ts';
import type { ConductFlags } from './options.ts';
import { styleOf } from './style.ts';

/** Options that decide whether there is an answer, and what is said beside it. */
export type AdmissionFlags = ConductFlags & { readonly keepGoing?: boolean };

/** Whether there is a cluster to answer from, and the exit status that its input asks for. */
export interface Admission {
  readonly isAdmitted: boolean;
  readonly exit: ExitCode;
}

/**
 * Prints what is to be said of the input. It is not answered from when some of it is invalid, unless `--keep-going`,
 * and never when nothing is left: no verdict of a cluster with an invalid policy can be trusted.
 */
export function admitInput(input: LoadedInput, flags: AdmissionFlags, host: Host): Admission {
  reportDiagnostics(input.diagnostics, flags, host);
  reportNotes(notesOf(input, flags), flags, host);
  const exit = exitOfInput(input.diagnostics);
  if (exit === EXIT.ok) return { isAdmitted: true, exit };
  return { isAdmitted: flags.keepGoing === true && input.objectCount > input.leftOut.length, exit };
}

/** Prints problems as `file:line:col: severity: message [code]` with the lines they are about. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[], flags: ConductFlags, host: Host): void {
  const shown = flags.quiet === true ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
  if (shown.length > 0) host.stderr.write(renderDiagnosticsText(shown, styleOf(host.stderr, host.env, flags)));
}

/** Prints one line for each note, unless the person wants quiet. */
export function reportNotes(notes: readonly string[], flags: ConductFlags, host: Host): void {
  if (flags.quiet === true) return;
  for (const note of notes) host.stderr.write(`netpol: ${note}\n`);
}

/** Prints what the person did wrong, with the places of it where there are some. */
export function reportUsageError({ message, diagnostics }: UsageError, flags: ConductFlags, host: Host): void {
  reportDiagnostics(diagnostics, flags, host);
  host.stderr.write(`netpol: ${message}\n`);
}

function notesOf(input: LoadedInput, { verbose, keepGoing }: AdmissionFlags): readonly string[] {
  const { isDefault, files, objectCount, skippedFiles, otherKinds, leftOut } = input;
  const notes: string[] = [];
  if ((isDefault || verbose === true) && objectCount > 0) {
    const where = isDefault ? ' below this folder' : '';
    notes.push(`read ${count(objectCount, 'object')} from ${count(files.length, 'file')}${where}`);
  }
  if (leftOut.length > 0) {
    const names = leftOut.join(', ');
    const way = '--keep-going answers without what is';
    notes.push(
      keepGoing === true ? `left out, because invalid: ${names}` : `no answer, since invalid: ${names} (${way})`,
    );
  }
  if (verbose === true) {
    for (const file of skippedFiles) notes.push(`${file} holds no Kubernetes object`);
    for (const [kind, number] of otherKinds) notes.push(`ignored ${number} of kind ${kind}: no network meaning`);
  } else if (isDefault && skippedFiles.length > 0) {
    notes.push(`ignored ${count(skippedFiles.length, 'file')} without Kubernetes objects (-v names them)`);
  }
  return notes;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
