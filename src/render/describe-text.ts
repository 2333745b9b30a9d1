/** Policies told in plain language, for people at a terminal. */

import type { Direction } from '../model/policy.ts';
import type { Place } from '../model/provenance.ts';
import { formatPlace } from '../model/provenance.ts';
import type { PolicyDescription } from '../views/describe.ts';
import { padEnd, printable, widthOf } from './columns.ts';
import { enumeration } from './messages/words.ts';
import {
  isolationWords,
  omissionWords,
  othersWords,
  ruleWords,
  selectionWords,
  undeclaredWords,
} from './policy-words.ts';
import type { Style } from './style.ts';
import { coloursOf } from './style.ts';

const NAMED_WORKLOADS = 8;
const PLACE_GAP = '  ';
const TEXT_SHARE = 0.7;

/** A line of text, and the place in a manifest that it comes from. */
interface ToldLine {
  readonly text: string;
  readonly at: Place | null;
}

/** Returns each policy as a paragraph, with file and line of what it says. */
export function renderDescribeText(descriptions: readonly PolicyDescription[], style: Style): string {
  if (descriptions.length === 0) return 'no policies found: nothing to describe\n';
  const paragraphs = descriptions.map((description) => linesOf(description, style));
  const widths = paragraphs.flat().map(({ text, at }) => (at === null ? 0 : widthOf(text)));
  // One long rule must not push all places off the screen.
  const width = Math.max(0, ...widths.filter((own) => own <= style.width * TEXT_SHARE));
  const { quiet } = coloursOf(style);
  const format = ({ text, at }: ToldLine): string =>
    at === null ? text : `${padEnd(text, width)}${PLACE_GAP}${quiet(printable(formatPlace(at)))}`;
  return `${paragraphs.map((lines) => lines.map(format).join('\n')).join('\n\n')}\n`;
}

function linesOf(description: PolicyDescription, style: Style): readonly ToldLine[] {
  const { policy } = description;
  const { strong } = coloursOf(style);
  const others = othersWords(description, printable);
  return [
    { text: strong(printable(policy.id)), at: policy.at },
    plain(`It selects ${selectionWords(policy, printable)}${workloadsOf(description)}.`),
    ...directionLines(description, 'ingress', style),
    ...directionLines(description, 'egress', style),
    ...omissionWords(description, printable).map((sentence) => plain(`${sentence}.`)),
    ...(others === null ? [] : [plain(`${others}.`)]),
  ];
}

function directionLines(description: PolicyDescription, direction: Direction, style: Style): readonly ToldLine[] {
  const { policy, directions } = description;
  const { isolates, rules } = directions[direction];
  const { careful } = coloursOf(style);
  if (!isolates) return [];
  return [
    plain(`${isolationWords(direction, directions[direction])}${rules.length === 0 ? '.' : ':'}`),
    ...rules.flatMap((rule): readonly ToldLine[] => {
      const missing = undeclaredWords(rule, printable);
      return [
        { text: `    ${ruleWords(rule, policy, printable)}`, at: rule.rule.at },
        ...(missing === null ? [] : [plain(careful(`    but ${missing}`))]),
      ];
    }),
  ];
}

function workloadsOf({ selects }: PolicyDescription): string {
  if (selects.length === 0) return '';
  const named = selects.slice(0, NAMED_WORKLOADS).map(({ peer }) => printable(peer.title));
  const hidden = selects.length - named.length;
  return `: ${enumeration(hidden === 0 ? named : [...named, `${hidden} more`])}`;
}

function plain(text: string): ToldLine {
  return { text: `  ${text}`, at: null };
}
