/** Changes of policies as changes of their text, where the layout is the usual one: a list item a line. */

import type { Edit } from '../../model/edits.ts';
import type { Place } from '../../model/provenance.ts';
import type { ChangeDescription } from './policy-changes.ts';

/** Returns the change of the text; null where the item does not begin a line, or the change needs more than one edit. */
export function editOf({
  description,
  at,
}: {
  readonly description: ChangeDescription;
  readonly at: Place;
}): Edit | null {
  switch (description.kind) {
    case 'merge-peers': {
      const dash = dashBefore(at);
      return dash === null ? null : { at: { ...at, offset: dash }, end: dash + 1, text: ' ' };
    }
    case 'remove-port':
    case 'remove-peer': {
      const dash = dashBefore(at);
      return dash === null ? null : removeItem(at, dash);
    }
    case 'remove-rule':
    case 'add-except':
    case 'relabel':
    case 'add-namespace':
    case 'remedy':
      return null;
  }
}

function dashBefore({ source: { text }, offset }: Place): number | null {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  return /^ *- +$/.test(before) ? lineStart + before.indexOf('-') : null;
}

// The item goes up to the next line that is not indented deeper than its dash.
function removeItem(at: Place, dash: number): Edit {
  const { text } = at.source;
  const lineStart = text.lastIndexOf('\n', dash) + 1;
  const indent = dash - lineStart;
  let end = lineEnd(text, dash);
  while (end < text.length) {
    const line = text.slice(end, lineEnd(text, end));
    if (line.trim() !== '' && line.length - line.trimStart().length <= indent) break;
    end += line.length;
  }
  return { at: { ...at, offset: lineStart }, end, text: '' };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}
