/** One direction of an explanation: who isolates, which rules match, or which comes closest and what fails in it. */

import type { ContainerPort } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import type { Place } from '../model/provenance.ts';
import { formatPlace } from '../model/provenance.ts';
import type { DirectionTrace, PolicyTrace, RulePeerTrace, RulePortTrace, RuleTrace } from '../model/verdict.ts';
import { padEnd, printable, widthOf, wrapWords } from './columns.ts';
import { formatRange } from './port-text.ts';
import { describeMismatch, describePeer, describePort, matchSign, verdictSign } from './rule-text.ts';
import type { Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

/** What the trace of one direction is told with. */
export interface TraceWords {
  /** The end whose policies are asked. */
  readonly governed: string;
  /** Why no policy governs it; null for a pod that policies may select. */
  readonly ungoverned: string | null;
  readonly destination: string;
  readonly declared: readonly ContainerPort[];
  readonly nearest: RuleTrace | null;
  /** Whether every rule is told, not only those that decide. */
  readonly hasAllRules: boolean;
}

const LABEL_WIDTH = 9;
const RULE_INDENT = ' '.repeat(13);
const ITEM_INDENT = ' '.repeat(15);
const LEAST_PLACE_COLUMN = 42;
const MOST_PLACE_COLUMN = 52;
const ITEMS_SHOWN = 3;

/** One direction with the words it is told with. */
export interface ToldDirection {
  readonly trace: DirectionTrace;
  readonly words: TraceWords;
}

/** Returns the lines of several directions, with their places in one column. */
export function traceLines(directions: readonly ToldDirection[], style: Style): readonly string[] {
  const told = directions.map((direction) => ({ ...direction, items: itemsOfDirection(direction, style) }));
  const widest = Math.max(
    LEAST_PLACE_COLUMN,
    ...told.flatMap(({ items }) => items.map(({ text }) => widthOf(text) + 2)),
  );
  const column = Math.min(widest, MOST_PLACE_COLUMN);
  return told.flatMap(({ trace, words, items }) => {
    const head = `  ${padEnd(trace.direction, LABEL_WIDTH)}${verdictSign(trace.verdict, style)} ${padEnd(trace.verdict, 10)}`;
    const note = closingNote(trace);
    return [
      ...wrapWords(isolationText(trace, words).split(' '), ' ', head, style),
      ...items.flatMap((item) => itemLine(item, column, style)),
      ...(note === null ? [] : [`${RULE_INDENT}${note}`]),
    ];
  });
}

interface ShownRule {
  readonly policy: Policy;
  readonly rule: RuleTrace;
}

/** A line of the trace: what, where, and a word about it. */
interface Item {
  readonly text: string;
  readonly at: Place | null;
  readonly note: string;
}

function isolationText(
  { direction, isolated, policies }: DirectionTrace,
  { governed, ungoverned }: TraceWords,
): string {
  if (ungoverned !== null) return `${governed} ${ungoverned}`;
  if (!isolated) return `${governed} is not isolated: no policy selects it for ${direction}`;
  const names = policies.map(({ policy }) => printable(policy.name)).join(', ');
  return `${governed} is isolated by ${policies.length === 1 ? '1 policy' : `${policies.length} policies`}: ${names}`;
}

// A verdict rests on the rules that match; where none does, on the one that comes closest.
function rulesShown({ policies, verdict }: DirectionTrace, { nearest, hasAllRules }: TraceWords): readonly ShownRule[] {
  const all = policies.flatMap(({ policy, rules }: PolicyTrace) => rules.map((rule) => ({ policy, rule })));
  if (hasAllRules) return all;
  const deciding = all.filter(({ rule }) => rule.matches === (verdict === 'unknown' ? 'unknown' : 'yes'));
  return deciding.length > 0 ? deciding : all.filter(({ rule }) => rule === nearest);
}

function closingNote({ verdict, isolated, policies }: DirectionTrace): string | null {
  const rules = policies.flatMap((policy) => policy.rules);
  if (verdict === 'denied' && isolated && rules.length === 0)
    return policies.length === 1 ? 'it has no rule' : 'none of them has a rule';
  const isRedundant = verdict === 'allowed' && rules.filter(({ matches }) => matches === 'yes').length > 1;
  return isRedundant ? 'remove any one of the rules that match and it stays open' : null;
}

function itemsOfDirection({ trace, words }: ToldDirection, style: Style): readonly Item[] {
  const total = trace.policies.reduce((sum, { rules }) => sum + rules.length, 0);
  const { quiet } = coloursOf(style);
  return rulesShown(trace, words).flatMap(({ policy, rule }) => {
    const isNearest = rule === words.nearest && rule.matches === 'no';
    const rank = total === 1 ? 'the only rule' : `closest of ${total}`;
    const name = `${printable(policy.name)} ${glyphsOf(style).inside} ${rule.rule.path.replace(/^spec\./, '')}`;
    const sign = words.hasAllRules ? `  ${matchSign(rule.matches, style)}` : '';
    const head = `${RULE_INDENT}${name}${sign}${isNearest ? quiet(`, ${rank}`) : ''}`;
    return [{ text: head, at: rule.rule.at, note: '' }, ...itemsOfRule(policy, rule, words, style)];
  });
}

function itemsOfRule(
  policy: Policy,
  { rule, peers, ports }: RuleTrace,
  words: TraceWords,
  style: Style,
): readonly Item[] {
  const list = rule.direction === 'ingress' ? 'from' : 'to  ';
  const anyone = rule.direction === 'ingress' ? 'anyone' : 'anywhere';
  return [
    ...itemLines<RulePeerTrace>(peers, `${list}  `, `${anyone}  ${matchSign('yes', style)}`, (peer) => ({
      text: describePeer(peer, policy.namespace, style),
      at: peer.peer.at,
      note: peer.matches === 'no' ? describeMismatch(peer) : '',
    })),
    ...itemLines<RulePortTrace>(ports, 'port  ', `any  ${matchSign('yes', style)}`, (port) => ({
      text: describePort(port, style),
      at: port.port.at,
      note: port.matches === 'no' && port.resolved.length === 0 && port.port.kind === 'name' ? declaredText(words) : '',
    })),
  ];
}

// Items that match, if any, are what counts; otherwise all that fail, up to a few.
function itemLines<T extends { readonly matches: string }>(
  items: 'all' | readonly T[],
  label: string,
  all: string,
  describe: (item: T) => Item,
): readonly Item[] {
  if (items === 'all') return [{ text: `${ITEM_INDENT}${label}${all}`, at: null, note: '' }];
  const matching = items.filter(({ matches }) => matches !== 'no');
  const shown = (matching.length > 0 ? matching : items).slice(0, ITEMS_SHOWN);
  const hidden = (matching.length > 0 ? 0 : items.length) - shown.length;
  const lines = shown.map((item): Item => {
    const described = describe(item);
    return { ...described, text: `${ITEM_INDENT}${label}${described.text}` };
  });
  return hidden > 0
    ? [...lines, { text: `${ITEM_INDENT}${label}and ${hidden} more that do not match`, at: null, note: '' }]
    : lines;
}

function declaredText({ destination, declared }: TraceWords): string {
  if (declared.length === 0) return `${destination} declares no ports`;
  const ports = declared.map(
    (one) => `${one.name === null ? '' : `${printable(one.name)}=`}${formatRange({ ...one, endPort: one.port })}`,
  );
  return `${destination} declares: ${ports.join(', ')}`;
}

function itemLine({ text, at, note }: Item, column: number, style: Style): readonly string[] {
  const place = at === null ? '' : coloursOf(style).quiet(printable(formatPlace(at)));
  const isShort = widthOf(text) + 2 <= column || place === '';
  const line = `${isShort ? padEnd(text, column) : `${text}\n${' '.repeat(column)}`}${place}`.trimEnd();
  const last = line.split('\n').at(-1) ?? '';
  if (note === '') return [line];
  if (place !== '' && widthOf(last) + 2 + widthOf(note) <= style.width) return [`${line}  ${note}`];
  return [line, ...wrapWords(note.split(' '), ' ', `${ITEM_INDENT}      `, style)];
}
