/** Texts of problems of files, YAML and JSON, before they are Kubernetes objects. */

import type { ComplexityLimit, JsonMistake, ReadingDiagnostics } from '../../model/diagnostics/reading.ts';
import type { MessageText, MessageTexts } from './texts.ts';
import { unicode, yamlMistakeText } from './yaml-mistakes.ts';

const NOT_UTF8: Readonly<Record<ReadingDiagnostics['not-utf8']['seen'], string>> = {
  'utf-16': 'the file is UTF-16; the API server reads UTF-8',
  nul: 'a NUL byte: this is a binary file, or UTF-16 without its mark',
  'invalid-bytes': 'bytes that are not UTF-8',
};

const TEMPLATES: Readonly<Record<ReadingDiagnostics['unrendered-template']['what'], string>> = {
  'helm-template': 'this looks like a Helm template that has not been rendered',
  'helm-chart': 'a Helm chart has to be rendered first',
  kustomization: 'a kustomization that changes its manifests has to be built first',
};

/** Message and help of each code of reading. */
export const readingMessages: MessageTexts<ReadingDiagnostics> = {
  'unreadable-file': ({ reason }) => ({ message: `cannot be read: ${reason}` }),
  'not-utf8': ({ seen }) => ({ message: NOT_UTF8[seen], help: 'save the file as UTF-8' }),
  'yaml-syntax': yamlMistakeText,
  'json-syntax': jsonMistakeText,
  'ignored-text': ({ after }) => ({
    message: `Kubernetes ignores this and all that follows: the document ended ${after === 'value' ? 'with the value above' : 'at the line above'}`,
    help:
      after === 'value'
        ? 'indent all lines of one object alike; separate objects with a line `---`'
        : 'separate documents with a line `---`; `...` and lone carriage returns do not start a new one',
  }),
  'duplicate-key': ({ key, isMerged }) =>
    isMerged
      ? {
          message: `\`${key}\` is set here and by a \`<<\` merge; the API server takes it for a duplicate`,
          help: 'leave it out of one of the two',
        }
      : {
          message: `\`${key}\` is already set in this mapping; kubectl would silently keep the last, the API server refuses both`,
          help: 'delete one, or join what they hold under a single key',
        },
  'too-complex': limitText,
  'unrendered-template': ({ what, run }) => ({
    message: TEMPLATES[what],
    help: `run \`${run} | netpol check -\``,
  }),
  'no-objects': ({ searched }) => ({
    message: `no objects found in ${searched.join(', ')}`,
    help: searched.every((name) => name === '<stdin>')
      ? 'nothing with `apiVersion` and `kind` came through the pipe; run the command before it alone'
      : 'name files or folders with Kubernetes manifests, or pipe them in and name `-`',
  }),
};

function limitText(args: ComplexityLimit): MessageText {
  switch (args.limit) {
    case 'depth':
      return {
        message: `lists and mappings are nested more than ${args.allowed} deep`,
        help: 'no manifest needs that',
      };
    case 'aliases':
      return {
        message: 'aliases expand to far more than is written; Kubernetes refuses such a document as well',
        help: 'write the values out',
      };
    case 'size':
      return {
        message: `one document holds more than ${args.allowed / 1_000_000} million values`,
        help: 'split it into documents with lines `---`, or use JSON: `kubectl get -o json`',
      };
    case 'length':
      return {
        message: `one document is longer than ${args.allowed / 1_000_000} million characters`,
        help: 'only dumps as `kubectl get -o json` and `-o yaml` print them are read piece by piece',
      };
    case 'other':
      return { message: args.problem };
  }
}

const EXPECTED: Readonly<Record<Extract<JsonMistake, { readonly mistake: 'unexpected' }>['expected'], string>> = {
  value: 'a value',
  key: 'a key in double quotes',
  colon: '`:`',
  comma: '`,` or the closing bracket',
};

function jsonMistakeText(args: JsonMistake): MessageText {
  switch (args.mistake) {
    case 'unexpected':
      return {
        message: `${args.seen === '' ? 'nothing' : `\`${args.seen}\``} stands where JSON expects ${EXPECTED[args.expected]}`,
      };
    case 'unclosed':
      return args.opened === '"'
        ? { message: 'the text that starts here has no closing quote', help: 'add the closing `"`' }
        : {
            message: `the \`${args.opened}\` here is never closed`,
            help: `add the closing \`${args.opened === '[' ? ']' : '}'}\``,
          };
    case 'comment':
      return { message: 'JSON has no comments', help: 'delete the comment, or write the manifest as YAML' };
    case 'unknown-escape':
      return { message: `\`${args.escape}\` is not an escape in JSON`, help: 'write `\\\\` for a backslash' };
    case 'control-character':
      return {
        message: `the character ${unicode(args.codePoint)} is not allowed inside quotes`,
        help: 'write `\\n` for a line break, `\\t` for a tab',
      };
    case 'number-too-large':
      return { message: `\`${args.text}\` is larger than any number that JSON can hold` };
    case 'text-after-value':
      return {
        message: 'this follows a complete JSON object and is not another one',
        help: 'concatenate JSON objects only, or separate all documents with lines `---`',
      };
  }
}
