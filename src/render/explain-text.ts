/** Why a connection is possible or not, for people at a terminal (ux.md section 4.2). */

import type { ContainerPort } from '../model/cluster.ts';
import type { Direction } from '../model/policy.ts';
import type { PortSet } from '../model/ports.ts';
import { hasPort, isAllPorts, isNoPorts, portRangesOf } from '../model/ports.ts';
import { formatPlace } from '../model/provenance.ts';
import type { End, FamilyJudgement, Verdict } from '../model/verdict.ts';
import type { Choice } from '../views/explain-choices.ts';
import type { ExplainAnswer, ExplainedPair, Explanation } from '../views/explanation.ts';
import { padEnd, printable, widthOf, wrapWords } from './columns.ts';
import type { ToldDirection } from './explain-trace.ts';
import { traceLines } from './explain-trace.ts';
import { formatPorts, formatRange } from './port-text.ts';
import type { RemedyText } from './remedy-text.ts';
import { remedyText } from './remedy-text.ts';
import { verdictSign } from './rule-text.ts';
import type { Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';
import { unknownReason, unknownRemedy } from './unknown-text.ts';

const PAIRS_LISTED = 5;

/** What a person may ask of the text. */
export interface ExplainTextOptions {
  /** Whether every rule of every isolating policy is told. Default: false. */
  readonly hasAllRules: boolean;
}

/** Returns the explanation as text. */
export function renderExplainText(
  answer: ExplainAnswer,
  style: Style,
  options: ExplainTextOptions = { hasAllRules: false },
): string {
  const blocks = [
    ...(answer.rows.length > 1 ? [tableLines(answer, style)] : []),
    ...answer.explanations.map((explanation) => explanationLines(explanation, style, options)),
    ...(answer.withoutPort.length === 0
      ? []
      : [wrapWords(answer.withoutPort.map(printable), ', ', 'no container declares the port: ', style)]),
    ...(answer.omitted === 0
      ? []
      : [[`and ${answer.omitted} more explanations; ask for fewer peers or one port to see them`]]),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function explanationLines(explanation: Explanation, style: Style, options: ExplainTextOptions): readonly string[] {
  const { judgement, pairs, ports } = explanation;
  const [pair, ...others] = pairs;
  const shown = judgement.families.find(({ verdict }) => verdict === judgement.verdict);
  return [
    titleLine(judgement.verdict, pair, ports, style),
    ...othersLines(others, style),
    '',
    ...(shown === undefined ? noFamilyLines(pair, style) : traces(explanation, pair, shown, style, options)),
    ...footerLines(explanation, style),
  ];
}

function titleLine(verdict: Verdict, { from, to }: ExplainedPair, ports: PortSet, style: Style): string {
  const { arrow } = glyphsOf(style);
  const { strong } = coloursOf(style);
  const ends = `${printable(from.title)} ${arrow} ${printable(to.title)}`;
  return `${verdictSign(verdict, style)} ${strong(verdict.toUpperCase())}  ${ends}${portsSuffix(to.title, ports)}`;
}

function portsSuffix(title: string, ports: PortSet): string {
  const [range, ...others] = portRangesOf(ports);
  if (isAllPorts(ports)) return ' on all ports';
  if (range === undefined || others.length > 0) return ` on ${formatPorts(ports).join(', ')}`;
  const numbers = range.port === range.endPort ? `${range.port}` : `${range.port}-${range.endPort}`;
  // Behind an IPv6 address a colon would be read as part of it.
  return title.includes(':') ? ` port ${numbers}/${range.protocol}` : `:${numbers}/${range.protocol}`;
}

function othersLines(others: readonly ExplainedPair[], style: Style): readonly string[] {
  if (others.length === 0) return [];
  const { arrow } = glyphsOf(style);
  const named = others
    .slice(0, PAIRS_LISTED)
    .map(({ from, to }) => `${printable(from.title)} ${arrow} ${printable(to.title)}`);
  const hidden = others.length - named.length;
  return wrapWords(hidden === 0 ? named : [...named, `and ${hidden} more`], ', ', '  so too  ', style);
}

function noFamilyLines({ from, to }: ExplainedPair, style: Style): readonly string[] {
  const text = `${printable(from.title)} and ${printable(to.title)} have no address family in common, so there is no connection between them`;
  return wrapWords(text.split(' '), ' ', '  ', style);
}

function traces(
  { judgement, nearest, declared }: Explanation,
  { from, to }: ExplainedPair,
  shown: FamilyJudgement,
  style: Style,
  { hasAllRules }: ExplainTextOptions,
): readonly string[] {
  const { source, destination } = judgement.connection;
  const told = (direction: Direction, title: string, end: End): ToldDirection => ({
    trace: shown[direction],
    words: {
      governed: printable(title),
      ungoverned: ungovernedText(end, shown[direction].isolated),
      destination: printable(to.title),
      declared,
      nearest: nearest[direction],
      hasAllRules,
    },
  });
  return traceLines([told('egress', from.title, source), told('ingress', to.title, destination)], style);
}

function ungovernedText(end: End, isIsolated: boolean): string | null {
  if (end.kind === 'external') return 'is outside the cluster: no policy governs it';
  return end.pod.hostNetwork && !isIsolated ? 'runs in the host network: no policy governs it' : null;
}

function footerLines(explanation: Explanation, style: Style): readonly string[] {
  const { judgement, remedies, choices, unknownCauses, openBackwards, mayBeOwnNode, pairs } = explanation;
  const [{ to }] = pairs;
  const { strong } = coloursOf(style);
  const say = (label: string, text: string): readonly string[] =>
    wrapWords(text.split(' '), ' ', `  ${strong(label)} `, style);
  const lines = [
    ...remedies.flatMap((remedy, at) =>
      remedyLines(at === 0 ? 'To allow it:' : '        and:', remedyText(remedy, style), style),
    ),
    ...(unknownCauses.length === 0
      ? []
      : [
          ...say('Unknown:', unknownReason(unknownCauses)),
          ...unknownCauses.map(({ block }) => `    ${printable(formatPlace(block.at))}`),
          ...say('To know it:', unknownRemedy(unknownCauses)),
        ]),
    ...familyLines(judgement.families).flatMap((text) => say('Families:', text)),
    ...judgement.assumes.flatMap((text) => say('Assumes:', printable(text))),
    ...choices.flatMap((choice) => say('Rests on:', choiceText(choice))),
    ...(isNoPorts(openBackwards)
      ? []
      : say('Note:', `the other direction is open (${formatPorts(openBackwards).join(', ')}); replies need no rule`)),
    ...(mayBeOwnNode
      ? say('Note:', `the node that runs ${printable(to.title)} is always let in (kubelet probes)`)
      : []),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}

function remedyLines(label: string, { place, change, yaml }: RemedyText, style: Style): readonly string[] {
  const head = `  ${coloursOf(style).strong(label)} ${place}`;
  const line = `${head}  ${change}`;
  return [...(widthOf(line) <= style.width ? [line] : [head, `    ${change}`]), ...yaml.map((text) => `      ${text}`)];
}

function familyLines(families: readonly FamilyJudgement[]): readonly string[] {
  if (new Set(families.map(({ verdict }) => verdict)).size < 2) return [];
  return [families.map(({ family, verdict }) => `${verdict} over ${family}`).join(', ')];
}

function choiceText(choice: Choice): string {
  switch (choice.kind) {
    case 'ipBlocks':
      return choice.value === 'all'
        ? `ipBlocks: all, so an ipBlock matches pods by their addresses (with --ip-blocks external: ${choice.otherwise})`
        : `ipBlocks: external, so an ipBlock matches no pod (with --ip-blocks all: ${choice.otherwise})`;
    case 'hostNetwork':
      return choice.value === 'node'
        ? `hostNetwork: node, so pods in the host network are traffic of their node (with --host-network pod: ${choice.otherwise})`
        : `hostNetwork: pod, so pods in the host network are pods as any other (with --host-network node: ${choice.otherwise})`;
    case 'podCIDRs':
    case 'nodeCIDRs':
      return `the default ${choice.kind}, the private ranges (elsewhere: ${choice.otherwise}); set cluster.${choice.kind} to the real ones`;
  }
}

function tableLines({ rows, explanations }: ExplainAnswer, style: Style): readonly string[] {
  const { arrow, noPair } = glyphsOf(style);
  const { quiet } = coloursOf(style);
  const declaredOf = new Map(explanations.flatMap(({ pairs, declared }) => pairs.map(({ to }) => [to.id, declared])));
  const cells = rows.map(({ pair: { from, to }, ports, verdict, egress, ingress }) => [
    `${printable(from.title)} ${arrow} ${printable(to.title)}`,
    portWords(ports, declaredOf.get(to.id) ?? []),
    `${verdictSign(verdict, style)} ${verdict}`,
    egress === null ? noPair : verdictSign(egress, style),
    ingress === null ? noPair : verdictSign(ingress, style),
  ]);
  const head = ['connection', 'port', 'verdict', 'egress', 'ingress'];
  const widths = head.map((title, at) => Math.max(widthOf(title), ...cells.map((row) => widthOf(row[at] ?? ''))));
  const line = (row: readonly string[]): string =>
    `  ${row.map((text, at) => padEnd(text, widths[at] ?? 0)).join('  ')}`.trimEnd();
  return [quiet(line(head)), ...cells.map(line)];
}

function portWords(ports: PortSet, declared: readonly ContainerPort[]): string {
  if (isAllPorts(ports)) return 'all';
  return portRangesOf(ports)
    .map((range) => {
      const named = declared.find(
        ({ name, protocol, port }) => name !== null && protocol === range.protocol && port === range.port,
      );
      const isNamed = range.port === range.endPort && named !== undefined && hasPort(ports, named.protocol, named.port);
      return isNamed ? `${formatRange(range)} ${printable(named.name ?? '')}` : formatRange(range);
    })
    .join(', ');
}
