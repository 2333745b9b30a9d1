/** Peers and ports as they are written on the command line; what cannot be understood is wrong usage. */

import { parsePeerExpression, parsePortExpression } from '../config/peer-grammar.ts';
import type { Connectivity } from '../engine/connectivity.ts';
import type { PeerReference, PeerSyntaxProblem, PortExpression } from '../model/peer-expression.ts';
import { peerProblemText } from '../render/peer-problem.ts';
import type { ResolvedPeer } from '../views/resolve-peers.ts';
import { resolvePeers } from '../views/resolve-peers.ts';
import { UsageError } from './exit-code.ts';

/** In which cluster peers are looked for, and the namespace of those that name none. */
export interface PeerScope {
  readonly connectivity: Connectivity;
  readonly namespace: string;
}

/** Returns a peer as it was written. Throws `UsageError` where the text is none. */
export function readPeer(text: string): PeerReference {
  const reading = parsePeerExpression(text);
  if (reading.kind === 'problem') throw syntaxError(text, reading.problem);
  return reading.reference;
}

/** Returns a port as it was written: `8080`, `http`, `53/UDP`. Throws `UsageError` where the text is none. */
export function readPort(text: string): PortExpression {
  const port = parsePortExpression(text);
  if ('problem' in port) throw syntaxError(text, port);
  return port;
}

/** Returns the peers that a text means. Throws `UsageError` where it means none. */
export function resolvePeerText(text: string, scope: PeerScope): readonly ResolvedPeer[] {
  return resolveReference(readPeer(text), scope);
}

/** Returns the peers that a reference means. Throws `UsageError` where it means none. */
export function resolveReference(
  reference: PeerReference,
  { connectivity, namespace }: PeerScope,
): readonly ResolvedPeer[] {
  const resolution = resolvePeers(reference, { connectivity, namespace, aliases: new Map() });
  if (resolution.kind === 'problem') throw new UsageError(peerProblemText(resolution.problem));
  return resolution.peers;
}

function syntaxError(text: string, { offset, problem, help }: PeerSyntaxProblem): UsageError {
  const caret = `  ${text}\n  ${' '.repeat(offset)}^`;
  return new UsageError(`${problem}\n${caret}\n  ${help}`);
}
