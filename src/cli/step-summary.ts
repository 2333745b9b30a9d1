/** The summary that GitHub shows on the page of a workflow run, beside the annotations of `-o github`. */

import { appendToFile } from '../io/text-file.ts';
import type { CheckView } from '../views/check.ts';
import { reportNotes } from './diagnostics.ts';
import type { Host } from './host.ts';
import type { ConductFlags } from './options.ts';

// GitHub refuses the summary of a step that is larger than 1 MiB, and shows nothing of it.
const MOST_BYTES = 1024 * 1024;
const CUT = '\n_Cut here: GitHub shows 1 MiB of a step._\n';

/** Adds the answer of `check` to the step summary where there is one. */
export async function writeStepSummary(view: CheckView, flags: ConductFlags, host: Host): Promise<void> {
  const path = host.env['GITHUB_STEP_SUMMARY'];
  if (path === undefined || path === '') return;
  const { renderCheckMarkdown } = await import('../render/check-markdown.ts');
  const refusal = appendToFile(path, cutSummary(renderCheckMarkdown(view)));
  if (refusal !== null) reportNotes([`no step summary: cannot write ${path}: ${refusal}`], flags, host);
}

function cutSummary(pieces: Iterable<string>): string {
  const kept: string[] = [];
  let room = MOST_BYTES - CUT.length;
  for (const piece of pieces) {
    room -= Buffer.byteLength(piece);
    if (room < 0) return [...kept, CUT].join('');
    kept.push(piece);
  }
  return kept.join('');
}
