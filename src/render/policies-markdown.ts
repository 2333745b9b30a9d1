/** Policies as a Markdown table: each with its plain-language sentences, and a link to the line it stands on. */

import { DIRECTIONS } from '../model/policy.ts';
import type { PolicyDescription } from '../views/describe.ts';
import { codeSpan, placeLink, sentenceTable } from './markdown-text.ts';
import { enumeration } from './messages/words.ts';
import { isolationWords, omissionWords, ruleWords, selectionWords, undeclaredWords } from './policy-words.ts';

const NAMED_WORKLOADS = 8;
const NOTE =
  'Policies add up: a connection is open when, on each side, no policy isolates the pod or some policy allows it.';

/** Returns the table for a document in `folder`, which is relative to the working directory as the files of manifests are. */
export function renderPoliciesMarkdown(descriptions: readonly PolicyDescription[], folder: string): string {
  if (descriptions.length === 0) return 'There is no NetworkPolicy: everything is allowed.\n';
  const rows = descriptions.map((description) => {
    const { policy } = description;
    return [codeSpan(policy.id), sentencesOf(description).join(' '), placeLink(policy.at, folder)];
  });
  return `${sentenceTable(['Policy', 'What it does', 'Where'], rows)}\n\n${NOTE}\n`;
}

function sentencesOf(description: PolicyDescription): readonly string[] {
  const { policy, directions } = description;
  const isolations = DIRECTIONS.toReversed().flatMap((direction) => {
    const { isolates, rules } = directions[direction];
    if (!isolates) return [];
    const listed = rules.map((rule) => {
      const missing = undeclaredWords(rule, codeSpan);
      return `${ruleWords(rule, policy, codeSpan)}${missing === null ? '' : ` (but ${missing})`}`;
    });
    return [
      [isolationWords(direction, directions[direction]), ...(listed.length === 0 ? [] : [listed.join('; ')])].join(' '),
    ];
  });
  return [
    `It selects ${selectionWords(policy, codeSpan)}${workloadsOf(description)}`,
    ...isolations,
    ...omissionWords(description, codeSpan),
  ].map((sentence) => `${sentence}.`);
}

function workloadsOf({ selects }: PolicyDescription): string {
  if (selects.length === 0) return '';
  const named = selects.slice(0, NAMED_WORKLOADS).map(({ peer }) => codeSpan(peer.title));
  const hidden = selects.length - named.length;
  return ` (${enumeration(hidden === 0 ? named : [...named, `${hidden} more`])})`;
}
