/** Peers, ports and arrows of test files: texts inside YAML, whose problems are told at their very character. */

import type { Report } from '../model/diagnostics.ts';
import { nearestWord } from '../model/nearest.ts';
import type { PeerReference, PeerSyntaxProblem, PortExpression } from '../model/peer-expression.ts';
import type { ConnectionExpression } from '../model/tests.ts';
import type { OwnDocument } from '../parse/document.ts';
import { reportProblem } from './check-schema.ts';
import { parsePeerExpression, parsePortExpression } from './peer-grammar.ts';
import { pieceOf, slicePiece } from './piece.ts';

/** Where a text stands, and who is told what is wrong with it. */
export interface TextContext {
  readonly document: OwnDocument;
  /** Names of the aliases that the file and the configuration define. */
  readonly aliases: readonly string[];
  readonly report: Report;
}

/** A text of a test file and the keys that lead to it. */
export interface WrittenText {
  readonly text: string;
  readonly path: readonly (string | number)[];
}

/** Returns the texts of a value that is one or a list. */
export function textsAt(
  value: string | readonly string[] | undefined,
  path: WrittenText['path'],
): readonly WrittenText[] {
  if (value === undefined) return [];
  return typeof value === 'string'
    ? [{ text: value, path }]
    : value.map((text, index) => ({ text, path: [...path, index] }));
}

/** Reads a peer, or reports why it is none. */
export function decodePeer(written: WrittenText, context: TextContext): PeerReference | undefined {
  return decodePart(written, 0, written.text.length, context);
}

/** Reads a peer at whose port nobody would look, so that a port is a mistake. */
export function decodeSource(written: WrittenText, context: TextContext): PeerReference | undefined {
  const source = decodePeer(written, context);
  return source === undefined ? undefined : withoutPort(source, written, 0, context);
}

/** Reads `A -> B:p`, or reports why it is none. */
export function decodeConnection(written: WrittenText, context: TextContext): ConnectionExpression | undefined {
  const arrows = [...written.text.matchAll(/->|→/g)];
  const [arrow, second] = arrows;
  if (arrow === undefined || second !== undefined) {
    const near = /<-|=>|--+>|- >|\bto\b/.exec(written.text);
    const offset = second?.index ?? near?.index ?? 0;
    const problem = second === undefined ? `"${written.text}" is not a connection` : 'a second arrow';
    reportText(written, { offset, problem, help: 'write FROM -> TO, as in shop/frontend -> shop/api:8080' }, context);
    return undefined;
  }
  const end = arrow.index + arrow[0].length;
  const source = decodePart(written, 0, arrow.index, context);
  const destination = decodePart(written, end, written.text.length, context);
  if (source === undefined || destination === undefined) return undefined;
  if (withoutPort(source, written, 0, context) === undefined) return undefined;
  const text = `${source.text} -> ${destination.text}`;
  return { at: context.document.placeOf(written.path), text, source, destination, ports: [] };
}

/** Reads a port of the long form that is written as a text. */
export function decodePort(written: WrittenText, context: TextContext): PortExpression | undefined {
  const port = parsePortExpression(written.text);
  if (!('problem' in port)) return port;
  reportText(written, port, context);
  return undefined;
}

function decodePart(written: WrittenText, start: number, end: number, context: TextContext): PeerReference | undefined {
  const { text, offset: base } = slicePiece(pieceOf(written.text), start, end);
  const reading = parsePeerExpression(text);
  if (reading.kind === 'problem') {
    reportText(written, { ...reading.problem, offset: base + reading.problem.offset }, context);
    return undefined;
  }
  const { expression } = reading.reference;
  if (expression.kind === 'alias' && !context.aliases.includes(expression.name)) {
    const problem = `no alias is called "${expression.name}"`;
    reportText(
      written,
      { offset: base + text.indexOf('@'), problem, help: aliasHelp(expression.name, context.aliases) },
      context,
    );
    return undefined;
  }
  return reading.reference;
}

function aliasHelp(name: string, aliases: readonly string[]): string {
  const nearest = nearestWord(name, aliases);
  if (nearest !== undefined) return `did you mean @${nearest}?`;
  return aliases.length === 0
    ? 'aliases are defined under aliases:'
    : `known here: ${aliases.map((one) => `@${one}`).join(', ')}`;
}

function withoutPort(
  source: PeerReference,
  written: WrittenText,
  start: number,
  context: TextContext,
): PeerReference | undefined {
  if (source.port === null) return source;
  const offset = start + Math.max(written.text.indexOf(source.text, start), 0);
  const help = 'policies never see the port from which a connection is opened; leave it out';
  reportText(written, { offset, problem: `the source "${source.text}" has a port`, help }, context);
  return undefined;
}

function reportText(
  { path }: WrittenText,
  { offset, problem, help }: PeerSyntaxProblem,
  { document, report }: TextContext,
): void {
  reportProblem({ ...document, placeOf: () => document.placeWithin(path, offset) }, path, { problem, help }, report);
}
