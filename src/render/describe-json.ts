/** Policies told in plain language, for programs: each sentence with the place it comes from. */

import { DIRECTIONS } from '../model/policy.ts';
import type { DirectionDescription, PolicyDescription } from '../views/describe.ts';
import { printable } from './columns.ts';
import type { Json } from './json-lines.ts';
import { placeFields, writeJson } from './json-lines.ts';
import { omissionWords, ruleWords, selectionWords, undeclaredWords } from './policy-words.ts';

/** Returns the descriptions as JSON, version 1. */
export function renderDescribeJson(descriptions: readonly PolicyDescription[]): Iterable<string> {
  return writeJson([
    { name: 'version', value: 1 },
    { name: 'policies', items: descriptions.map(descriptionJson) },
  ]);
}

function descriptionJson(description: PolicyDescription): Json {
  const { policy, selects, directions } = description;
  const { id, kind, at } = policy;
  return {
    id,
    kind,
    ...placeFields(at),
    text: selectionWords(policy, printable),
    selects: selects.map(({ peer }) => peer.id),
    ...Object.fromEntries(DIRECTIONS.map((one) => [one, directionJson(directions[one], description)])),
    not: omissionWords(description, printable),
  };
}

function directionJson({ isolates, rules, others }: DirectionDescription, { policy }: PolicyDescription): Json {
  return {
    isolates,
    rules: rules.map((told) => ({
      path: told.rule.path,
      ...placeFields(told.rule.at),
      text: ruleWords(told, policy, printable),
      but: undeclaredWords(told, printable) ?? undefined,
    })),
    others: others.map(({ id }) => id),
  };
}
