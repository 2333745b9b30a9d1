/** Options of a marker in a document: `scope="ns[env=prod]/any" max-edges=40`. Each kind of block has its own. */

import { nearestWord } from '../model/nearest.ts';
import type { PeerReference, PortExpression } from '../model/peer-expression.ts';
import { parsePeerExpression, parsePortExpression } from './peer-grammar.ts';
import type { Piece } from './piece.ts';
import { pieceOf, refuse, slicePiece } from './piece.ts';

/** What a block shows. */
export type DocsKind = 'graph' | 'matrix' | 'policies' | 'coverage' | 'tests';

/** Options of a block; undefined where the marker does not say. */
export interface DocsOptions {
  /** Files and folders of manifests, relative to the document. */
  readonly manifests?: readonly string[];
  /** Only what concerns these peers. */
  readonly scope?: PeerReference;
  readonly from?: PeerReference;
  readonly to?: PeerReference;
  readonly focus?: PeerReference;
  readonly port?: PortExpression;
  readonly depth?: number;
  readonly maxEdges?: number;
  readonly groupBy?: 'auto' | 'workload' | 'namespace';
  readonly direction?: 'both' | 'egress' | 'ingress';
  readonly fold?: boolean;
  readonly show?: 'open' | 'half-open' | 'denied';
}

/** A problem in a marker; `offset` is 0-based into what stands in it. */
export interface MarkerProblem {
  readonly offset: number;
  readonly problem: string;
  readonly help: string;
}

type OptionName =
  | 'manifests'
  | 'scope'
  | 'from'
  | 'to'
  | 'port'
  | 'direction'
  | 'group-by'
  | 'fold'
  | 'focus'
  | 'depth'
  | 'max-edges'
  | 'show';

const QUESTION: readonly OptionName[] = ['manifests', 'scope', 'from', 'to', 'port', 'direction', 'group-by', 'fold'];

const OPTIONS: Readonly<Record<DocsKind, readonly OptionName[]>> = {
  graph: [...QUESTION, 'focus', 'depth', 'max-edges', 'show'],
  matrix: QUESTION,
  policies: ['manifests', 'scope'],
  coverage: ['manifests', 'scope'],
  tests: ['manifests'],
};

const KINDS: readonly DocsKind[] = ['graph', 'matrix', 'policies', 'coverage', 'tests'];

/** Reads what stands in a marker behind `netpol:begin`: the kind and its options. */
export function parseDocsMarker(
  text: string,
): { readonly kind: DocsKind; readonly options: DocsOptions } | MarkerProblem {
  const words = splitWords(text);
  if ('problem' in words) return words;
  const [first, ...others] = words;
  const kinds = KINDS.join(', ');
  if (first === undefined)
    return { offset: 0, problem: 'the marker names no kind of block', help: `write one of ${kinds}` };
  const kind = KINDS.find((known) => known === first.text);
  if (kind === undefined) return refuse(first, `"${first.text}" is not a kind of block`, `write one of ${kinds}`);
  let options: DocsOptions = {};
  const seen = new Set<string>();
  for (const word of others) {
    const read = readOption(word, kind, seen);
    if ('problem' in read) return read;
    options = { ...options, ...read };
  }
  return { kind, options };
}

// Words are separated by blanks, except within double quotes.
function splitWords(text: string): readonly Piece[] | MarkerProblem {
  const words: Piece[] = [];
  const whole = pieceOf(text);
  for (const match of text.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)) {
    const word = slicePiece(whole, match.index, match.index + match[0].length);
    if (match[0].split('"').length % 2 === 0) return refuse(word, 'a quote is not closed', 'end the value with "');
    words.push(word);
  }
  return words;
}

function readOption(word: Piece, kind: DocsKind, seen: Set<string>): DocsOptions | MarkerProblem {
  const equals = word.text.indexOf('=');
  const name = equals === -1 ? word.text : word.text.slice(0, equals);
  const known = OPTIONS[kind];
  const option = known.find((one) => one === name);
  if (option === undefined) {
    const nearest = nearestWord(name, known);
    const hint = nearest === undefined ? `known here: ${known.join(', ')}` : `did you mean ${nearest}?`;
    return refuse(word, `"${name}" is not an option of ${kind}`, hint);
  }
  if (seen.has(name)) return refuse(word, `${name} is given twice`, 'leave one out');
  seen.add(name);
  if (option === 'fold' && equals === -1) return { fold: true };
  const value = valueIn(word, equals);
  return value.text === '' ? refuse(word, `${name} has no value`, `write ${name}=VALUE`) : readValue(option, value);
}

function valueIn(word: Piece, equals: number): Piece {
  if (equals === -1) return slicePiece(word, word.text.length);
  const value = slicePiece(word, equals + 1);
  return /^".*"$/s.test(value.text) ? slicePiece(value, 1, value.text.length - 1) : value;
}

function readValue(option: OptionName, value: Piece): DocsOptions | MarkerProblem {
  switch (option) {
    case 'manifests':
      return { manifests: value.text.split(/[\s,]+/).filter((path) => path !== '') };
    case 'scope':
    case 'from':
    case 'to':
    case 'focus': {
      const reading = parsePeerExpression(value.text);
      return reading.kind === 'peer' ? { [option]: reading.reference } : within(value, reading.problem);
    }
    case 'port': {
      const port = parsePortExpression(value.text);
      return 'problem' in port ? within(value, port) : { port };
    }
    case 'depth':
      return readCount(value, (depth) => ({ depth }));
    case 'max-edges':
      return readCount(value, (maxEdges) => ({ maxEdges }));
    case 'group-by':
      return readWord(value, ['auto', 'workload', 'namespace'], (groupBy) => ({ groupBy }));
    case 'direction':
      return readWord(value, ['both', 'egress', 'ingress'], (direction) => ({ direction }));
    case 'show':
      return readWord(value, ['open', 'half-open', 'denied'], (show) => ({ show }));
    case 'fold':
      return readWord(value, ['true', 'false'], (fold) => ({ fold: fold === 'true' }));
  }
}

function readCount(value: Piece, toOptions: (count: number) => DocsOptions): DocsOptions | MarkerProblem {
  const count = Number(value.text);
  if (Number.isInteger(count) && count > 0) return toOptions(count);
  return refuse(value, `"${value.text}" is not a positive number`, 'write a number such as 40');
}

function readWord<W extends string>(
  value: Piece,
  words: readonly W[],
  toOptions: (word: W) => DocsOptions,
): DocsOptions | MarkerProblem {
  const word = words.find((one) => one === value.text);
  return word === undefined
    ? refuse(value, `"${value.text}" is unknown here`, `write ${words.join(', ')}`)
    : toOptions(word);
}

function within(value: Piece, problem: MarkerProblem): MarkerProblem {
  return { ...problem, offset: value.offset + problem.offset };
}
