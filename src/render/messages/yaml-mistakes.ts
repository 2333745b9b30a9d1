/** Texts of mistakes in YAML, for people who do not know its grammar. */

import type { YamlMistake } from '../../model/diagnostics/reading.ts';
import type { MessageText } from './texts.ts';

type MistakeTexts = {
  readonly [Name in YamlMistake['mistake']]: (args: Extract<YamlMistake, { readonly mistake: Name }>) => MessageText;
};

const COLLECTIONS: Readonly<Record<string, string>> = { '[': 'list', '{': 'mapping' };

const TEXTS: MistakeTexts = {
  'tab-indentation': () => ({
    message: 'a tab is used for indentation; YAML allows only spaces there',
    help: 'replace the tab with spaces, as many as the lines beside it have',
  }),
  'missing-space-after-colon': ({ key, value }) => ({
    message: `there is no space after the colon of \`${key}:\``,
    help: value === '' ? `write \`${key}: \`` : `write \`${key}: ${value}\``,
  }),
  'missing-colon': ({ text }) => ({
    message: `\`${text}\` stands where a \`key: value\` is expected`,
    help: 'a key needs a colon behind it; text that goes on from the line above must be indented deeper than its key',
  }),
  'second-colon': ({ key }) => ({
    message: `a second \`: \` on the line${key === '' ? '' : ` of \`${key}:\``}; a line can hold one key`,
    help: 'put the value in quotes, or the second key on a line of its own, indented deeper',
  }),
  'unclosed-quote': ({ quote }) => ({
    message: `the text that starts with ${quote} here has no closing ${quote} on its line`,
    help: `add the closing ${quote}`,
  }),
  'text-after-quote': ({ quote }) => ({
    message: `text follows the closing ${quote}; a quoted value ends there`,
    help:
      quote === "'" ? "inside single quotes write '' for an apostrophe" : 'inside double quotes write \\" for a quote',
  }),
  'unclosed-bracket': ({ bracket }) => ({
    message: `the \`${bracket}\` here is never closed`,
    help: `add the closing \`${bracket === '[' ? ']' : '}'}\`; put the value in quotes if the \`${bracket}\` is part of the text`,
  }),
  'wrong-bracket': ({ opened, closed }) => ({
    message: `\`${closed}\` closes what \`${opened}\` opened`,
    help: `a ${COLLECTIONS[opened]} that starts with \`${opened}\` ends with \`${opened === '[' ? ']' : '}'}\``,
  }),
  'stray-bracket': ({ bracket }) => ({
    message: `\`${bracket}\` closes nothing`,
    help: 'delete it, or put the value in quotes if it is part of the text',
  }),
  'text-after-bracket': ({ bracket }) => ({
    message: `text follows the closing bracket; a value that starts with \`${bracket}\` is a ${COLLECTIONS[bracket]} and ends there`,
    help: 'put the whole value in quotes if it is text',
  }),
  'missing-comma': () => ({
    message: 'a comma is expected here, between two entries inside brackets',
    help: 'add the comma, or put an entry that holds blanks, colons or `#` in quotes',
  }),
  'empty-entry': () => ({
    message: 'an entry is missing before this comma',
    help: 'delete the comma',
  }),
  'reserved-character': ({ character }) => ({
    message: `a value cannot start with ${character === '`' ? 'a backquote' : `\`${character}\``}`,
    help: 'put the value in quotes',
  }),
  'question-mark-in-brackets': () => ({
    message: 'a `?` inside brackets ends the value for Kubernetes',
    help: 'put the value in quotes',
  }),
  'too-deep': ({ indent, expected }) => ({
    message: `this line is indented by ${spaces(indent)}, but the line above already has its value; ${spaces(expected)} expected`,
    help: 'indent it as the line above, or leave the line above without a value if this one belongs under it',
  }),
  'no-such-level': ({ indent, levels }) => ({
    message: `this line is indented by ${spaces(indent)}, which matches no line above it; ${list(levels)} expected`,
    help: 'indent it exactly as the other keys of the block it belongs to',
  }),
  'item-after-key': () => ({
    message: 'a list item cannot start on the line of its key',
    help: 'put the `- ` on the next line, or write the list in brackets: `[a, b]`',
  }),
  'item-among-keys': () => ({
    message: 'a list item (`- `) stands where a key is expected: the lines at this indentation are keys',
    help: 'indent it under the key that it belongs to, or delete the `- `',
  }),
  'key-among-items': ({ key }) => ({
    message: `\`${key}\` stands where a list item is expected: the lines at this indentation start with \`- \``,
    help: 'start the line with `- `, or indent it as the key that it belongs beside',
  }),
  'unknown-escape': ({ escape: written }) => ({
    message: `\`${written}\` is not an escape that Kubernetes knows in double quotes`,
    help: escapeHelp(written),
  }),
  'control-character': ({ codePoint }) => ({
    message: `the invisible character ${unicode(codePoint)} is not allowed`,
    help: `delete it; inside double quotes it can be written \`\\x${hex(codePoint, 2)}\``,
  }),
  'invisible-line-break': ({ codePoint }) => ({
    message: `the invisible character ${unicode(codePoint)} ends the line for Kubernetes`,
    help: `delete it; inside double quotes it can be written \`\\u${hex(codePoint, 4)}\``,
  }),
  'undefined-alias': ({ name }) => ({
    message: `\`*${name}\` refers to an anchor \`&${name}\` that no line above it defines`,
    help: 'define the anchor in the same document, or put the value in quotes if the `*` is part of the text',
  }),
  'anchor-name': ({ name }) => ({
    message: `\`${name}\` is not a name of an anchor; letters, digits, \`-\` and \`_\` are`,
    help: 'put the value in quotes if the `*` or `&` is part of the text',
  }),
  'self-reference': ({ name }) => ({
    message: `\`*${name}\` stands inside the value that \`&${name}\` names, and would never end`,
    help: 'write the inner value out',
  }),
  'merge-value': () => ({
    message: '`<<` merges a mapping or a list of mappings, and this is neither',
    help: 'refer to an anchor of a mapping: `<<: *name`',
  }),
  'collection-as-key': () => ({
    message: 'a list or mapping stands where a key is expected; keys are text',
    help: 'put it in quotes if the brackets are part of the text',
  }),
  'null-as-key': () => ({
    message: 'a key is empty; keys are text',
    help: 'write the key before the colon, in quotes if it is `null` or `~`',
  }),
  'key-over-lines': () => ({
    message: 'this key takes more than one line',
    help: 'write it on one line; a quote or colon may be missing above it',
  }),
  'tag-value': ({ tag, text }) => ({
    message: `\`${tag}\` cannot hold \`${text}\``,
    help: 'delete the tag, or write a value of its type',
  }),
  'bad-base64': () => ({
    message: 'the text behind `!!binary` is not Base64',
    help: 'encode the value with `base64`, or delete the tag',
  }),
  'not-finite': ({ text }) => ({
    message: `\`${text}\` is a number that JSON, and so Kubernetes, cannot hold`,
    help: 'put it in quotes if it is text',
  }),
  directive: ({ name }) => ({
    message: `\`${name}\` directives do not work in manifests: kubectl cuts the file at the \`---\` that follows them`,
    help: 'delete the line',
  }),
  'text-after-separator': ({ text }) =>
    text.startsWith('-')
      ? {
          message:
            'a line that starts with `---` separates documents for kubectl, which allows only a comment behind it',
          help: 'indent the line if it belongs to the text above',
        }
      : {
          message: `\`${shorten(text)}\` stands behind \`---\`, where kubectl allows only a comment`,
          help: 'put it on the next line',
        },
  'indented-separator': () => ({
    message: 'kubectl does not see a `---` that is indented as the start of a document',
    help: 'delete the blanks before it',
  }),
  'text-after-block-header': () => ({
    message: 'text follows `|` or `>` on its line',
    help: 'start the text on the next line, or put the value in quotes if the character is part of it',
  }),
  other: ({ problem, help }) => ({ message: problem, ...(help !== undefined && { help }) }),
};

/** Returns the text of a mistake in YAML. */
export function yamlMistakeText(mistake: YamlMistake): MessageText {
  return textOf(mistake.mistake, mistake);
}

function textOf<Name extends YamlMistake['mistake']>(
  name: Name,
  mistake: Extract<YamlMistake, { readonly mistake: Name }>,
): MessageText {
  return TEXTS[name](mistake);
}

function escapeHelp(written: string): string {
  if (written === '\\/') return 'write `/`; a slash needs no escape';
  if (/^\\[uU]/.test(written)) return 'write the character itself';
  return 'write `\\\\` for a backslash, or use single quotes, in which a backslash is just a backslash';
}

function spaces(count: number): string {
  if (count === 0) return 'no spaces';
  return count === 1 ? '1 space' : `${count} spaces`;
}

function list(levels: readonly number[]): string {
  const last = levels.at(-1) ?? 0;
  return levels.length < 2 ? spaces(last) : `${levels.slice(0, -1).join(', ')} or ${spaces(last)}`;
}

/** Returns a code point as Unicode writes it: `U+0007`. */
export function unicode(codePoint: number): string {
  return `U+${hex(codePoint, 4).toUpperCase()}`;
}

function hex(codePoint: number, length: number): string {
  return codePoint.toString(16).padStart(length, '0');
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
