/** One failed test for people: what was expected, what is so instead, and the lines of the manifests that make it so. */

import type { Place } from '../model/provenance.ts';
import { formatPlace, positionOf } from '../model/provenance.ts';
import type { TestEntry } from '../model/tests.ts';
import type { ConnectionReason, SideReason, SnapshotReason, TestedEnd, TestOutcome } from '../views/tests/outcome.ts';
import { changeText } from './check-fix-text.ts';
import {
  connectionText,
  expectationText,
  latentText,
  misnamedPort,
  peerFailure,
  reasonText,
  ruleName,
  verdictText,
} from './check-reason-text.ts';
import { outcomeSign, testName } from './check-signs.ts';
import { padEnd, printable, widthOf, wrapWords } from './columns.ts';
import { frameOf } from './diagnostics-text.ts';
import { counted } from './messages/words.ts';
import { describePeer, describePort } from './rule-text.ts';
import type { Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';
import { unknownReason, unknownRemedy } from './unknown-text.ts';

const LABEL_WIDTH = 10;
const INDENT = '     ';
const PLACE_COLUMN = 60;
/** How many connections are told with their rules, where those differ. */
const EXPLAINED = 3;

/** Returns the block of a failed test. */
export function failureLines(outcome: TestOutcome, style: Style): readonly string[] {
  const { test, reasons } = outcome;
  const { file, line } = positionOf(test.at);
  const { strong } = coloursOf(style);
  const head = ` ${outcomeSign(outcome, style)} ${strong(testName(test.name, style))}`;
  const connections = reasons.filter((reason) => reason.kind === 'connection');
  const others = reasons.filter(({ kind }) => kind !== 'connection' && kind !== 'more' && kind !== 'latent');
  const latent = reasons.filter((reason) => reason.kind === 'latent');
  const isSnapshot = test.expectation.kind === 'snapshot';
  return [
    placed(head, printable(`${file}:${line}`), style),
    ...labelled('expected', testName(expectationText(test), style), style),
    ...(test.because === null ? [] : labelled('because', printable(test.because), style)),
    ...others.flatMap((reason, index) => [
      ...labelled(index === 0 ? 'got' : '', reasonText(reason), style),
      ...(reason.kind === 'snapshot' && !reason.isMissing ? snapshotLines(reason, style) : []),
    ]),
    ...(isSnapshot ? [] : gotLines(outcome, connections, others.length > 0, style)),
    ...differingConnections(connections).flatMap((reason, index) => [
      ...(index === 0 && !isSnapshot
        ? []
        : labelled(isSnapshot ? 'opened' : 'also', connectionText(reason, glyphsOf(style).arrow), style)),
      ...causeLines(reason, style),
    ]),
    ...latent.flatMap((reason, index) =>
      labelled(index === 0 ? 'latent' : '', latentText(reason, glyphsOf(style).arrow), style),
    ),
    ...fixLines(outcome, style),
  ];
}

function fixLines({ fix }: TestOutcome, style: Style): readonly string[] {
  const indent = ' '.repeat(INDENT.length + LABEL_WIDTH);
  return (fix?.changes ?? []).flatMap((change, index) => {
    const { place, text, yaml } = changeText(change, style);
    const label = `${INDENT}${coloursOf(style).strong(padEnd(index === 0 ? 'fix' : '', LABEL_WIDTH))}`;
    const line = `${label}${place}  ${text}`;
    const head = widthOf(line) <= style.width ? [line] : [`${label}${place}`, `${indent}${text}`];
    return [...head, ...yaml.map((one) => `${indent}  ${one}`)];
  });
}

const LINES_SHOWN = 10;

// What a snapshot gained and lost, as a diff shows it.
function snapshotLines({ added, removed }: SnapshotReason, style: Style): readonly string[] {
  const { good, bad } = coloursOf(style);
  const lines = [
    ...removed.map((line) => bad(`- ${printable(line)}`)),
    ...added.map((line) => good(`+ ${printable(line)}`)),
  ];
  const shown = lines.slice(0, LINES_SHOWN);
  const rest = lines.length - shown.length;
  const indent = ' '.repeat(INDENT.length + LABEL_WIDTH);
  return [...shown, ...(rest === 0 ? [] : [`and ${counted(rest, 'line')} more`])].map((line) => indent + line);
}

function gotLines(
  { test, reasons }: TestOutcome,
  connections: readonly ConnectionReason[],
  isContinued: boolean,
  style: Style,
): readonly string[] {
  const { arrow } = glyphsOf(style);
  const texts = connections.map(
    (reason) => `${connectionText(reason, arrow)} is ${verdictText(reason)}${elsewhereText(reason, test)}`,
  );
  const more = reasons.flatMap((reason) =>
    reason.kind === 'more' ? [`and ${counted(reason.count, 'connection')} more`] : [],
  );
  return [...texts, ...more].flatMap((text, index) => labelled(index === 0 && !isContinued ? 'got' : '', text, style));
}

// With other policies in their place the verdict is the other one.
function elsewhereText({ expected }: ConnectionReason, { expectation }: TestEntry): string {
  if (expectation.kind !== 'equivalent') return '';
  return expected === 'allowed' ? '; there it is open' : '; there it is closed';
}

// Connections with the same rules in question need to be told once.
function differingConnections(connections: readonly ConnectionReason[]): readonly ConnectionReason[] {
  const byRules = new Map<string, ConnectionReason>();
  for (const reason of connections) {
    const key = reason.sides
      .map(({ trace, rule }) =>
        [trace.verdict, trace.isolated, rule === null ? '' : formatPlace(rule.rule.rule.at)].join(),
      )
      .join(';');
    if (!byRules.has(key)) byRules.set(key, reason);
  }
  return [...byRules.values()].slice(0, EXPLAINED);
}

function causeLines(reason: ConnectionReason, style: Style): readonly string[] {
  if (reason.judgement === null) return labelled('why', 'the two ends have no address family in common', style);
  const { source, destination } = reason;
  const [egress, ingress] = reason.sides;
  return [
    ...(egress === undefined ? [] : sideLines(egress, source, style)),
    ...(ingress === undefined ? [] : sideLines(ingress, destination, style)),
    ...(reason.unknownCauses.length === 0
      ? []
      : [
          ...labelled('unknown', unknownReason(reason.unknownCauses), style),
          ...labelled('to know', unknownRemedy(reason.unknownCauses), style),
        ]),
    ...reason.assumes.flatMap((text) => labelled('assumes', printable(text), style)),
  ];
}

function sideLines({ trace, rule }: SideReason, governed: TestedEnd, style: Style): readonly string[] {
  const { inside } = glyphsOf(style);
  const verdict = trace.verdict === 'allowed' ? 'allowed' : trace.verdict.toUpperCase();
  const label = `${INDENT}${padEnd(trace.direction, LABEL_WIDTH)}${padEnd(verdict, 9)}`;
  if (!trace.isolated) {
    const why = governed.isExternal
      ? 'is outside the cluster: no policy governs it'
      : 'is not isolated: no policy selects it';
    return [`${label}${printable(governed.name)} ${why}`];
  }
  if (rule === null) {
    const [policy] = trace.policies;
    const names = trace.policies.map((one) => printable(one.policy.name)).join(', ');
    const line = `${label}isolated by ${names}, without a rule`;
    return [policy === undefined ? line : placed(line, placeText(policy.policy.at), style)];
  }
  const closest = { allowed: '', denied: ' comes closest', unknown: ' may match' }[trace.verdict];
  const name = ruleName(rule).replace(' ', ` ${inside} `);
  const { peer, port } = rule;
  const peerText = peer === null ? 'anyone' : describePeer(peer, rule.policy.namespace, style);
  const peerNote = joinNote(peerText, peerFailure(rule));
  const portNote =
    port === null || port.matches === 'yes' ? null : joinNote(describePort(port, style), misnamedPort(rule));
  return [
    placed(`${label}${name}${closest}`, placeText(peer?.peer.at ?? rule.rule.rule.at), style),
    ...noted(peer?.peer.at ?? rule.rule.rule.at, peerNote, style),
    ...(port === null || portNote === null ? [] : noted(port.port.at, portNote, style)),
  ];
}

function joinNote(text: string, failure: string): string {
  return failure === '' ? text : `${text}: ${failure}`;
}

// The line of the manifest with a note that hangs from the column in question.
function noted(place: Place, note: string, style: Style): readonly string[] {
  const { corner } = glyphsOf(style);
  const lines = frameOf(place, style, `${corner} ${note}`);
  const indent = ' '.repeat(LABEL_WIDTH + INDENT.length);
  return lines.length === 0 ? [`${indent}${note}`] : lines.map((line) => `${indent}${line}`);
}

function labelled(label: string, text: string, style: Style): readonly string[] {
  const { strong } = coloursOf(style);
  const head = `${INDENT}${strong(padEnd(label, LABEL_WIDTH))}`;
  const isShort = INDENT.length + LABEL_WIDTH + widthOf(text) <= style.width;
  return isShort ? [head + text] : wrapWords(text.split(' '), ' ', head, style);
}

function placed(text: string, place: string, style: Style): string {
  const { quiet } = coloursOf(style);
  return `${padEnd(text, PLACE_COLUMN)}${' '.repeat(widthOf(text) >= PLACE_COLUMN ? 2 : 0)} ${quiet(place)}`;
}

function placeText(place: Place): string {
  return printable(formatPlace(place));
}
