/**
 * The grammar of peers (ux.md section 2), one for command line, test files, configuration and docs:
 * `shop/api:8080`, `shop/[app=api]`, `ns[env=prod]/any`, `10.0.0.0/8 port 443/TCP`, `@dns`. Reads text; resolves nothing.
 */

import type { IpSet } from '../model/ip.ts';
import { addressSet, parseAddress, parseCidr } from '../model/ip.ts';
import type { LabelSelector } from '../model/labels.ts';
import { nearestWord } from '../model/nearest.ts';
import type {
  NamespaceExpression,
  PeerExpression,
  PeerReference,
  PeerSyntaxProblem,
  PortExpression,
} from '../model/peer-expression.ts';
import type { Protocol } from '../model/ports.ts';
import { PROTOCOLS } from '../model/ports.ts';
import { parseLabelQuery } from './label-query.ts';
import type { Piece } from './piece.ts';
import { pieceOf, placeOfPiece, refuse, slicePiece, splitPiece, trimPiece } from './piece.ts';

/** A peer that could be read, or the first problem in its text. */
export type PeerReading =
  | { readonly kind: 'peer'; readonly reference: PeerReference }
  | { readonly kind: 'problem'; readonly problem: PeerSyntaxProblem };

/** What is read here throws nothing: a problem is a value, as everywhere. */
type Read<T> = T | PeerSyntaxProblem;

const FORMS =
  'write namespace/name, namespace/any, namespace/[app=api], cluster, internet, external, any, an address or @alias';
const NAME = /^[a-z0-9*]([-a-z0-9.*]*[a-z0-9*])?$/i;
const PORT_NAME = /^(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const WORDS = ['cluster', 'internet', 'external', 'any'] as const;

/** Reads one peer with its port, if there is one; blanks around it do not count. */
export function parsePeerExpression(text: string): PeerReading {
  const whole = trimPiece(pieceOf(text));
  if (whole.text === '') return { kind: 'problem', problem: refuse(whole, 'no peer is written here', FORMS) };
  const [peerPiece, portPiece] = splitPort(whole);
  const port = portPiece === null ? null : parsePort(portPiece);
  const expression = parsePeer(peerPiece);
  if ('problem' in expression) return { kind: 'problem', problem: expression };
  if (port !== null && 'problem' in port) return { kind: 'problem', problem: port };
  return { kind: 'peer', reference: { text: whole.text, expression, port } };
}

/** Reads a port alone: `8080`, `http`, `53/UDP`, `8000-8099`. */
export function parsePortExpression(text: string): PortExpression | PeerSyntaxProblem {
  return parsePort(trimPiece(pieceOf(text)));
}

// The port is behind ` port `, or behind the last colon outside brackets; an IPv6 address has colons of its own.
function splitPort(whole: Piece): readonly [peer: Piece, port: Piece | null] {
  const words = /\s+port\s+/.exec(whole.text);
  if (words !== null) {
    const behind = words.index + words[0].length;
    return [trimPiece(slicePiece(whole, 0, words.index)), trimPiece(slicePiece(whole, behind))];
  }
  if (readAddresses(whole.text) !== undefined) return [whole, null];
  const colon = whole.text.lastIndexOf(':');
  if (colon === -1 || colon < whole.text.lastIndexOf(']')) return [whole, null];
  if (whole.text.indexOf(':') !== colon) return [whole, null];
  return [trimPiece(slicePiece(whole, 0, colon)), slicePiece(whole, colon + 1)];
}

function parsePort(piece: Piece): Read<PortExpression> {
  const slash = piece.text.indexOf('/');
  const protocol = slash === -1 ? 'TCP' : parseProtocol(slicePiece(piece, slash + 1));
  if (typeof protocol !== 'string') return protocol;
  const port = slash === -1 ? piece : slicePiece(piece, 0, slash);
  const range = /^(\d+)(?:-(\d+))?$/.exec(port.text);
  if (range !== null) return parseRange(port, protocol, range[1] ?? '', range[2]);
  if (PORT_NAME.test(port.text) && port.text.length <= 15) return { kind: 'name', protocol, name: port.text };
  return refuse(
    port,
    `"${port.text}" is not a port`,
    'write a number 1-65535, a range 8000-8099 or the name of a container port',
  );
}

function parseRange(piece: Piece, protocol: Protocol, first: string, last: string | undefined): Read<PortExpression> {
  const port = Number(first);
  const endPort = last === undefined ? port : Number(last);
  if (port < 1 || endPort > 65535) return refuse(piece, `"${piece.text}" is out of range`, 'ports are 1-65535');
  if (endPort < port) return refuse(piece, `the range ${piece.text} ends before it starts`, `write ${endPort}-${port}`);
  return { kind: 'range', protocol, port, endPort };
}

function parseProtocol(piece: Piece): Read<Protocol> {
  const protocol = PROTOCOLS.find((known) => known === piece.text.toUpperCase());
  return protocol ?? refuse(piece, `"${piece.text}" is not a protocol`, 'write TCP, UDP or SCTP');
}

function parsePeer(piece: Piece): Read<PeerExpression> {
  const word = WORDS.find((known) => known === piece.text);
  if (word !== undefined) return { kind: word };
  if (piece.text.startsWith('@')) return parseAlias(piece);
  const addresses = readAddresses(piece.text);
  if (addresses !== undefined) return { kind: 'addresses', addresses };
  if (/^[\d.]+(\/\d*)?$/.test(piece.text) || /^[0-9a-f:]*:[0-9a-f:.]*(\/[\d:]*)?$/i.test(piece.text)) {
    const help =
      'write an address such as 8.8.8.8 or 2001:db8::1, or a CIDR such as 10.0.0.0/8; a port after an IPv6 address is written "port 443"';
    return refuse(piece, `"${piece.text}" is not an address`, help);
  }
  return parseWorkloads(piece);
}

function parseAlias(piece: Piece): Read<PeerExpression> {
  const name = piece.text.slice(1);
  if (/^[\w.-]+$/.test(name)) return { kind: 'alias', name };
  return refuse(piece, `"${piece.text}" is not an alias`, 'write @ and the name of an alias, such as @dns');
}

function readAddresses(text: string): IpSet | undefined {
  const address = parseAddress(text);
  return address === undefined ? parseCidr(text)?.addresses : addressSet(address);
}

function parseWorkloads(piece: Piece): Read<PeerExpression> {
  const parts = splitPiece(piece, '/');
  if ('problem' in parts) return parts;
  const [first, second, third, fourth] = parts;
  if (first === undefined || fourth !== undefined) {
    return refuse(fourth ?? piece, `"${piece.text}" has too many parts`, 'write namespace/kind/name at most');
  }
  if (second === undefined) return parseMembers({ kind: 'default' }, null, first);
  const namespace = parseNamespace(first);
  if ('problem' in namespace) return namespace;
  if (third === undefined) return parseMembers(namespace, null, second);
  return NAME.test(second.text) ? parseMembers(namespace, second.text, third) : refuseName(second, 'kind');
}

function parseNamespace(piece: Piece): Read<NamespaceExpression> {
  if (!piece.text.startsWith('ns[')) {
    return NAME.test(piece.text) ? { kind: 'name', name: piece.text } : refuseName(piece, 'namespace');
  }
  const selector = parseSelector(slicePiece(piece, 2));
  return 'problem' in selector ? selector : { kind: 'labels', selector };
}

function parseMembers(namespace: NamespaceExpression, workloadKind: string | null, piece: Piece): Read<PeerExpression> {
  const isQuery = piece.text.startsWith('[');
  if (workloadKind !== null && isQuery) {
    return refuse(piece, 'labels cannot be combined with a kind', 'write namespace/[labels]');
  }
  if (isQuery) {
    const selector = parseSelector(piece);
    return 'problem' in selector ? selector : { kind: 'workloads', namespace, selector };
  }
  if (piece.text === 'any' && workloadKind === null) {
    return { kind: 'workloads', namespace, selector: { requirements: [], at: placeOfPiece(piece) } };
  }
  const [, name = '', part] = /^(.*?)(?:~(\d+))?$/.exec(piece.text) ?? [];
  if (!NAME.test(name)) return refuseName(piece, 'name');
  return { kind: 'workload', namespace, workloadKind, name, part: part === undefined ? null : Number(part) };
}

function parseSelector(piece: Piece): Read<LabelSelector> {
  if (!piece.text.endsWith(']')) {
    const behind = slicePiece(piece, piece.text.lastIndexOf(']') + 1);
    return refuse(behind, `"${behind.text}" stands behind the labels`, 'end the labels with ]');
  }
  const requirements = parseLabelQuery(slicePiece(piece, 1, piece.text.length - 1));
  return 'problem' in requirements ? requirements : { requirements, at: placeOfPiece(piece) };
}

function refuseName(piece: Piece, what: 'namespace' | 'kind' | 'name'): PeerSyntaxProblem {
  if (piece.text === '') return refuse(piece, `a ${what} is missing`, FORMS);
  const bracket = piece.text.indexOf('[');
  if (bracket > 0) {
    const head = piece.text.slice(0, bracket);
    const help =
      what === 'namespace'
        ? `namespaces by labels are written ns${piece.text.slice(bracket)}`
        : `pods by labels are written ${piece.text.slice(bracket)}, without a name before them`;
    return refuse(piece, `"${head}" stands before labels`, help);
  }
  const word = nearestWord(piece.text, WORDS);
  return refuse(piece, `"${piece.text}" is not a ${what}`, word === undefined ? FORMS : `did you mean ${word}?`);
}
