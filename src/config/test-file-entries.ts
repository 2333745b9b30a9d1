/** The entries of a test file, form by form. */

import { nearestWord } from '../model/nearest.ts';
import { compareText } from '../model/order.ts';
import type { PeerReference, PortExpression } from '../model/peer-expression.ts';
import type { ConnectionExpression, Expectation, PolicySetExpectation, TestEntry } from '../model/tests.ts';
import type { DocumentPart } from './check-schema.ts';
import { checkPart, reportProblem, reportUnknownKey } from './check-schema.ts';
import type { TextContext } from './test-file-peers.ts';
import { decodeConnection, decodePeer, decodePort, decodeSource, textsAt } from './test-file-peers.ts';
import type {
  AllowEntry,
  CommonKeys,
  DenyEntry,
  EntryForm,
  EveryEntry,
  LongEntry,
  OnlyEntry,
  PoliciesEntry,
  PolicySetEntry,
  SnapshotEntry,
  WrittenPort,
  WrittenTestFile,
} from './test-file-schema.ts';
import { FORM_KEYS, FORMS } from './test-file-schema.ts';

type Defaults = NonNullable<WrittenTestFile['defaults']>;

/** An entry that fits its form, and what is needed to read the texts in it. */
interface EntryContext extends TextContext {
  readonly path: DocumentPart['path'];
}

/** What an entry expects, with the name it has when it gives none. */
interface Stated {
  readonly expectation: Expectation;
  readonly title: string;
}

/** Reads one entry of `tests:`; undefined after its problems were reported. */
export function decodeEntry(part: DocumentPart, defaults: Defaults, texts: TextContext): TestEntry | undefined {
  const key = formKeyOf(part, texts);
  if (key === undefined) return undefined;
  const context: EntryContext = { ...texts, path: part.path };
  const decodeWith = <Entry extends CommonKeys>(
    form: EntryForm<Entry>,
    decode: (entry: Entry, context: EntryContext) => Stated | undefined,
  ): TestEntry | undefined => {
    const entry = checkPart(part, form.schema, texts.report);
    const stated = entry === undefined ? undefined : decode(entry, context);
    return entry === undefined || stated === undefined ? undefined : withCommonKeys(entry, stated, defaults, context);
  };
  switch (key) {
    case FORMS.allow.key:
      return decodeWith(FORMS.allow, decodeAllow);
    case FORMS.deny.key:
      return decodeWith(FORMS.deny, decodeDeny);
    case FORMS.long.key:
      return decodeWith(FORMS.long, decodeLong);
    case FORMS.only.key:
      return decodeWith(FORMS.only, decodeOnly);
    case FORMS.every.key:
      return decodeWith(FORMS.every, decodeEvery);
    case FORMS.snapshot.key:
      return decodeWith(FORMS.snapshot, decodeSnapshot);
    case FORMS.policies.key:
      return decodeWith(FORMS.policies, decodePolicies);
    default: {
      const form = FORMS.policySets.find((one) => one.key === key);
      return form === undefined ? undefined : decodeWith(form, decodePolicySet);
    }
  }
}

// An entry tells its form by one key, so that a slip in another key is told as such and not as an unknown form.
function formKeyOf({ document, path, value }: DocumentPart, { report }: TextContext): string | undefined {
  const help = `write one of ${FORM_KEYS.join(', ')}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reportProblem(document, path, { problem: 'expected a test such as allow: A -> B:8080', help }, report);
    return undefined;
  }
  const keys = Object.keys(value);
  const [form, second] = keys.filter((key) => FORM_KEYS.includes(key));
  if (form !== undefined && second === undefined) return form;
  if (second !== undefined) {
    const problem = `a test expects one thing; this one has ${form} and ${second}`;
    reportProblem(document, [...path, second], { problem, help: 'write two tests' }, report);
    return undefined;
  }
  const misspelt = keys.find((key) => nearestWord(key, FORM_KEYS) !== undefined);
  if (misspelt !== undefined) reportUnknownKey(document, [...path, misspelt], FORM_KEYS, report);
  else reportProblem(document, path, { problem: 'the test does not say what it expects', help }, report);
  return undefined;
}

function withCommonKeys(
  entry: CommonKeys,
  stated: Stated,
  defaults: Defaults,
  { document, path }: EntryContext,
): TestEntry {
  return {
    name: entry.name ?? stated.title,
    at: document.placeOf(path),
    severity: entry.severity ?? defaults.severity ?? 'error',
    because: entry.because ?? null,
    tags: (entry.tags ?? []).toSorted(compareText),
    skip: entry.skip ?? null,
    todo: entry.todo === true ? 'to do' : (entry.todo ?? null),
    onUnknown: entry.onUnknown ?? defaults.onUnknown ?? 'fail',
    allowEmpty: entry.allowEmpty ?? false,
    expectation: stated.expectation,
  };
}

function decodeAllow(entry: AllowEntry, context: EntryContext): Stated | undefined {
  const connections = connectionsAt('allow', entry.allow, context);
  const except = connectionsAt('except', entry.except, context);
  if (connections === undefined || except === undefined) return undefined;
  const expectation: Expectation = { kind: 'allow', connections, except, anyOf: entry.anyOf ?? false };
  return { expectation, title: titleOf('allow', connections) };
}

function decodeDeny(entry: DenyEntry, context: EntryContext): Stated | undefined {
  const connections = connectionsAt('deny', entry.deny, context);
  const except = connectionsAt('except', entry.except, context);
  if (connections === undefined || except === undefined) return undefined;
  return { expectation: { kind: 'deny', connections, except, anyOf: false }, title: titleOf('deny', connections) };
}

function decodeLong(entry: LongEntry, context: EntryContext): Stated | undefined {
  const sources = all(textsAt(entry.from, [...context.path, 'from']).map((text) => decodeSource(text, context)));
  const destinations = all(textsAt(entry.to, [...context.path, 'to']).map((text) => decodePeer(text, context)));
  const ports = all((entry.ports ?? []).map((port, index) => decodeWrittenPort(port, index, context)));
  const except = connectionsAt('except', entry.except, context);
  if (sources === undefined || destinations === undefined || ports === undefined || except === undefined)
    return undefined;
  const at = context.document.placeOf(context.path);
  const connections = sources.flatMap((source) =>
    destinations.map(
      (destination): ConnectionExpression => ({
        at,
        text: `${source.text} -> ${destination.text}${portsText(entry.ports ?? [])}`,
        source,
        destination,
        ports,
      }),
    ),
  );
  const title = `${entry.expect} ${names(sources)} -> ${names(destinations)}${portsText(entry.ports ?? [])}`;
  return { expectation: { kind: entry.expect, connections, except, anyOf: entry.anyOf ?? false }, title };
}

function decodeOnly(entry: OnlyEntry, context: EntryContext): Stated | undefined {
  const direction = entry.to === undefined ? 'from' : 'to';
  const subject = { text: entry.to ?? entry.from ?? '', path: [...context.path, direction] };
  // The port belongs to the destination: to the subject of `to`, to the peers of `from`.
  const isTo = direction === 'to';
  const decodedSubject = isTo ? decodePeer(subject, context) : decodeSource(subject, context);
  const peers = all(
    textsAt(entry.only, [...context.path, 'only']).map((text) =>
      isTo ? decodeSource(text, context) : decodePeer(text, context),
    ),
  );
  if (decodedSubject === undefined || peers === undefined) return undefined;
  const listed = peers.length === 0 ? 'nobody' : names(peers);
  const title = isTo ? `only ${listed} -> ${decodedSubject.text}` : `${decodedSubject.text} -> only ${listed}`;
  return { expectation: { kind: 'only', direction, subject: decodedSubject, peers }, title };
}

function decodeEvery(entry: EveryEntry, context: EntryContext): Stated | undefined {
  const subject = decodePeer({ text: entry.every, path: [...context.path, 'every'] }, context);
  if (subject === undefined) return undefined;
  const properties = typeof entry.is === 'string' ? [entry.is] : entry.is;
  return {
    expectation: { kind: 'every', subject, properties },
    title: `every ${subject.text} is ${properties.join(', ')}`,
  };
}

function decodeSnapshot(entry: SnapshotEntry, context: EntryContext): Stated | undefined {
  const of = decodeOptionalPeer(entry.of, 'of', context);
  if (of === undefined) return undefined;
  if (entry.snapshot === 'exposure') {
    const help = 'use snapshot: matrix or snapshot: policies until then';
    reportProblem(
      context.document,
      [...context.path, 'snapshot'],
      { problem: 'snapshots of exposure come with exposure', help },
      context.report,
    );
    return undefined;
  }
  return {
    expectation: { kind: 'snapshot', view: entry.snapshot, of, file: entry.file },
    title: `snapshot ${entry.file}`,
  };
}

function decodePolicies(entry: PoliciesEntry, context: EntryContext): Stated | undefined {
  const of = decodeOptionalPeer(entry.of, 'of', context);
  if (of === undefined) return undefined;
  const properties = typeof entry.policies === 'string' ? [entry.policies] : entry.policies;
  const title = `policies ${of === null ? '' : `of ${of.text} `}are ${properties.join(', ')}`;
  return { expectation: { kind: 'policies', properties, of }, title };
}

const POLICY_SETS: readonly PolicySetExpectation['kind'][] = ['equivalent', 'within', 'permits', 'forbids'];

function decodePolicySet(entry: PolicySetEntry): Stated | undefined {
  for (const kind of POLICY_SETS) {
    const path = entry[kind];
    if (path !== undefined) return { expectation: { kind, path }, title: `${kind} ${path}` };
  }
  return undefined;
}

function decodeOptionalPeer(
  text: string | undefined,
  key: string,
  context: EntryContext,
): PeerReference | null | undefined {
  return text === undefined ? null : decodePeer({ text, path: [...context.path, key] }, context);
}

function connectionsAt(
  key: string,
  value: string | readonly string[] | undefined,
  context: EntryContext,
): readonly ConnectionExpression[] | undefined {
  return all(textsAt(value, [...context.path, key]).map((text) => decodeConnection(text, context)));
}

function decodeWrittenPort(port: WrittenPort, index: number, context: EntryContext): PortExpression | undefined {
  const path = [...context.path, 'ports', index];
  if (typeof port !== 'object') return decodePort({ text: String(port), path }, context);
  const range = `${port.from}-${port.to}${port.protocol === undefined ? '' : `/${port.protocol}`}`;
  return decodePort({ text: range, path }, context);
}

// A list is decoded whole before it is given up, so that every problem in it is reported.
function all<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  const decoded = items.filter((item) => item !== undefined);
  return decoded.length === items.length ? decoded : undefined;
}

function titleOf(word: string, connections: readonly ConnectionExpression[]): string {
  return `${word} ${connections.map(({ text }) => text).join(', ')}`;
}

function names(peers: readonly PeerReference[]): string {
  return peers.map(({ text }) => text).join(', ');
}

function portsText(ports: readonly WrittenPort[]): string {
  const texts = ports.map((port) => (typeof port === 'object' ? `${port.from}-${port.to}` : String(port)));
  return texts.length === 0 ? '' : ` port ${texts.join(', ')}`;
}
