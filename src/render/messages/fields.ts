/** Texts about the structure of objects: fields that do not exist, and values of a wrong type. */

import type { ExpectedType, FieldHint, ResourceDiagnostics, SeenType } from '../../model/diagnostics/resources.ts';
import type { MessageText } from './texts.ts';
import { alternatives, enumeration, quoted, ticked } from './words.ts';

/** Returns the text of `unknown-field`; corrected lines follow the help, each on its own. */
export function unknownFieldText({
  field,
  parent,
  hint,
  corrected,
}: ResourceDiagnostics['unknown-field']): MessageText {
  const [name = ''] = ticked([field]);
  const help = hintText(name, hint);
  return {
    message: parent === '' ? `there is no field ${name}` : `there is no field ${name} in \`${parent}\``,
    ...(help !== undefined && { help: corrected.length === 0 ? help : [`${help}:`, ...corrected].join('\n') }),
  };
}

/** Returns the text of `wrong-type`. */
export function wrongTypeText({ expected, seen, text }: ResourceDiagnostics['wrong-type']): MessageText {
  const found = text === '' ? SEEN[seen] : `${quotedOnce(text)}, ${SEEN[seen]}`;
  const help = typeHelp(expected, seen, text);
  return { message: `expected ${EXPECTED[expected]}, found ${found}`, ...(help !== undefined && { help }) };
}

const EXPECTED: Readonly<Record<ExpectedType, string>> = {
  mapping: 'a mapping',
  list: 'a list',
  string: 'a string',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  'integer-or-string': 'an integer or a name',
  quantity: 'a quantity such as 100m or 1Gi',
  time: 'a time such as 2006-01-02T15:04:05Z',
};

const SEEN: Readonly<Record<SeenType, string>> = {
  mapping: 'a mapping',
  list: 'a list',
  string: 'a string',
  boolean: 'a boolean',
  number: 'a number',
  'too-large': 'a number that is too large',
  fraction: 'a number with a fraction',
};

function hintText(name: string, hint: FieldHint): string | undefined {
  switch (hint.kind) {
    case 'spelling':
      return `did you mean \`${hint.field}\`?`;
    case 'up':
      return `${name} belongs ${LEVELS[hint.levels] ?? `${hint.levels} levels`} up, beside \`${hint.beside}\``;
    case 'inside':
      return `${name} belongs inside ${alternatives(ticked(hint.fields))}`;
    case 'elsewhere':
      return `${name} exists as \`${hint.path}\`; here only ${enumeration(ticked(hint.known))} are known`;
    case 'label':
      return 'labels of a selector belong under `matchLabels`';
    case 'known':
      return hint.fields.length === 0 ? undefined : `known here: ${ticked(hint.fields).join(', ')}`;
    default:
      return hint satisfies never;
  }
}

const LEVELS: readonly string[] = ['', 'one level', 'two levels', 'three levels'];

function typeHelp(expected: ExpectedType, seen: SeenType, text: string): string | undefined {
  if (expected === 'string' && text !== '' && seen !== 'string') {
    const help = `write \`${JSON.stringify(text)}\``;
    return seen === 'boolean' && !/^(true|false)$/i.test(text)
      ? `${help}; unquoted it is a boolean in Kubernetes' YAML`
      : help;
  }
  if (expected === 'list') return 'each item of a list starts with `- `';
  if (expected === 'mapping' && seen === 'list') return 'without the `- ` it is a mapping';
  if (expected === 'integer' && seen === 'string') return 'write the number without quotes';
  return undefined;
}

// A quoted scalar's text has its quotes already.
function quotedOnce(text: string): string {
  return /^["'].*["']$/.test(text) ? quoted(text.slice(1, -1)) : quoted(text);
}
