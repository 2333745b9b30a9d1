/**
 * What a verdict takes for granted: a namespace without object is judged as if it had its name label only (semantics.md 16). If
 * the verdict would be another with a label that some namespaceSelector asks for, that label's absence was assumed.
 */

import type { Cluster, Namespace } from '../model/cluster.ts';
import type { LabelRequirement, LabelValue } from '../model/labels.ts';
import type { Connection, DirectionTrace, End, FamilyJudgement, RequirementTrace } from '../model/verdict.ts';
import { anyVerdict, judgeFamilies } from './families.ts';
import { NAME_LABEL } from './rule-peers.ts';
import { holdsFor } from './selectors.ts';

/** A label that a namespace without object might have. */
interface Supposed {
  readonly namespace: string;
  readonly key: string;
  readonly value: LabelValue;
  readonly askedBy: LabelRequirement;
}

/** Labels supposed together. */
type Hypothesis = readonly Supposed[];

/**
 * Returns the absent labels on which a verdict rests, as `namespace dev has no label team`, sorted. Each selector asked of the
 * other end's namespace suggests labels, and what one side's selectors suggest is tried with what the other side's do; a
 * label is listed when a smallest set of them changes the verdict.
 */
export function assumptionsOf(cluster: Cluster, connection: Connection): readonly string[] {
  const families = judgeFamilies(cluster, connection);
  const verdict = verdictOf(families);
  const ofDestination = hypothesesOn(cluster, connection.destination, families[0]?.egress);
  const ofSource = hypothesesOn(cluster, connection.source, families[0]?.ingress);
  const hypotheses = ofDestination
    .flatMap((one) => ofSource.map((other) => together(one, other)))
    .toSorted((left, right) => left.length - right.length);

  const decisive: Hypothesis[] = [];
  for (const hypothesis of hypotheses) {
    if (decisive.some((smaller) => isPartOf(smaller, hypothesis))) continue;
    if (verdictOf(judgeFamilies(suppose(cluster, hypothesis), connection)) !== verdict) decisive.push(hypothesis);
  }
  const texts = decisive.flat().map(({ namespace, key }) => `namespace ${namespace} has no label ${key}`);
  return [...new Set(texts)].toSorted();
}

/** Returns what might be supposed of an end's namespace, first of all nothing; only that if it is declared. */
function hypothesesOn(cluster: Cluster, end: End, trace: DirectionTrace | undefined): readonly Hypothesis[] {
  if (end.kind === 'external' || trace === undefined) return [[]];
  const { namespace } = end.pod;
  const isDeclared = (cluster.namespaces.get(namespace)?.declared ?? null) !== null;
  if (isDeclared) return [[]];
  return [[], ...askedSelectors(trace).flatMap((asked) => suggestionsOf(namespace, asked))];
}

/** Returns the requirements of every namespaceSelector that was asked, less those on the label every namespace has. */
function askedSelectors(trace: DirectionTrace): readonly (readonly RequirementTrace[])[] {
  return trace.policies
    .flatMap(({ rules }) => rules)
    .flatMap(({ peers }) => (peers === 'all' ? [] : peers))
    .map(({ namespaceRequirements }) =>
      namespaceRequirements.filter(({ requirement }) => requirement.key !== NAME_LABEL),
    );
}

/** Returns the labels one selector suggests: every value of each key, and one set of labels by which all its requirements hold. */
function suggestionsOf(namespace: string, asked: readonly RequirementTrace[]): readonly Hypothesis[] {
  const requirements = asked.map(({ requirement }) => requirement);
  const each = requirements.flatMap((askedBy) =>
    valuesOf(askedBy).map((value): Hypothesis => [{ namespace, key: askedBy.key, value, askedBy }]),
  );
  const failing = [
    ...new Map(asked.filter(({ holds }) => !holds).map(({ requirement }) => [requirement.key, requirement])).values(),
  ];
  const satisfying = failing.flatMap((askedBy): Hypothesis => {
    const ofKey = requirements.filter(({ key }) => key === askedBy.key);
    const value = ofKey.flatMap(valuesOf).find((one) => ofKey.every((requirement) => holdsFor(requirement, one)));
    return value === undefined ? [] : [{ namespace, key: askedBy.key, value, askedBy }];
  });
  return satisfying.length > 1 ? [...each, satisfying] : each;
}

/** Returns the values by which a requirement may tell labels apart; null, which equals nothing, stands for all others. */
function valuesOf(requirement: LabelRequirement): readonly LabelValue[] {
  return 'values' in requirement ? [...requirement.values, null] : [null];
}

function together(left: Hypothesis, right: Hypothesis): Hypothesis {
  const unsaid = right.filter(
    (one) => !left.some(({ namespace, key }) => namespace === one.namespace && key === one.key),
  );
  return [...left, ...unsaid];
}

function isPartOf(part: Hypothesis, whole: Hypothesis): boolean {
  return part.every((one) =>
    whole.some(({ namespace, key, value }) => namespace === one.namespace && key === one.key && value === one.value),
  );
}

function suppose(cluster: Cluster, hypothesis: Hypothesis): Cluster {
  const namespaces = new Map(cluster.namespaces);
  for (const { namespace: name, key, value, askedBy } of hypothesis) {
    const known = namespaces.get(name)?.labels.values ?? new Map<string, LabelValue>([[NAME_LABEL, name]]);
    const labels = { values: new Map(known).set(key, value), placeOf: () => askedBy.at };
    namespaces.set(name, { name, labels, declared: null } satisfies Namespace);
  }
  return { ...cluster, namespaces };
}

function verdictOf(families: readonly FamilyJudgement[]): string {
  return anyVerdict(families.map(({ verdict }) => verdict));
}
