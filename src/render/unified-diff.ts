/** What changes in a text, as a unified diff. */

import { createTwoFilesPatch } from 'diff';

/** Returns the diff of a file; line breaks that differ count. */
export function renderUnifiedDiff(file: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
}
