/**
 * What a verdict takes for granted: a namespace without object is judged as if it had its name label only
 * (semantics.md 16). If the verdict would be another with a label that some namespaceSelector asks for, that
 * label's absence was assumed.
 */

import type { Cluster } from '../model/cluster.ts';
import type { LabelValue } from '../model/labels.ts';
import { placeOfFile } from '../model/provenance.ts';
import type { Connection, DirectionTrace, End, FamilyJudgement, Verdict } from '../model/verdict.ts';
import { anyVerdict, judgeFamilies } from './families.ts';
import { NAME_LABEL } from './rule-peers.ts';
import type { Query } from './suppositions.ts';
import { supposeFor } from './suppositions.ts';

/** A label that a namespace without object might have. */
interface Supposed {
  readonly namespace: string;
  readonly key: string;
  readonly value: LabelValue;
}

/** Labels supposed together. */
type Hypothesis = readonly Supposed[];

/**
 * Returns the absent labels on which a verdict rests, as `namespace dev has no label team`, sorted. Whatever labels
 * are supposed of the destination's namespace are tried with whatever is supposed of the source's; a label is
 * listed when it is among the fewest that change the verdict.
 */
export function assumptionsOf(
  cluster: Cluster,
  connection: Connection,
  families: readonly FamilyJudgement[],
): readonly string[] {
  const verdict = verdictOf(families);
  const ofDestination = hypothesesOn(cluster, connection.destination, families[0]?.egress);
  const ofSource = hypothesesOn(cluster, connection.source, families[0]?.ingress);
  const hypotheses = ofDestination
    .flatMap((one) => ofSource.map((other) => together(one, other)))
    .filter((hypothesis) => hypothesis.length > 0)
    .toSorted((left, right) => left.length - right.length);

  const decisive: Hypothesis[] = [];
  for (const hypothesis of hypotheses) {
    if (decisive.some((smaller) => isPartOf(smaller, hypothesis))) continue;
    if (verdictOf(judgeFamilies(suppose(cluster, hypothesis), connection)) !== verdict) decisive.push(hypothesis);
  }
  const texts = decisive.flat().map(({ namespace, key }) => `namespace ${namespace} has no label ${key}`);
  return [...new Set(texts)].toSorted();
}

/**
 * Returns what might be supposed of an end's namespace, first of all nothing; only that if the namespace is
 * declared.
 */
function hypothesesOn(cluster: Cluster, end: End, trace: DirectionTrace | undefined): readonly Hypothesis[] {
  if (end.kind === 'external' || trace === undefined) return [[]];
  const { namespace } = end.pod;
  const isDeclared = (cluster.namespaces.get(namespace)?.declared ?? null) !== null;
  if (isDeclared) return [[]];
  const labels = supposeFor(askedQueries(trace));
  return [[], ...labels.map((own) => [...own].map(([key, value]) => ({ namespace, key, value })))];
}

/**
 * Returns the namespaceSelectors that matter, less what they ask of the label that every namespace has: those of
 * rules whose ports match, in items whose other requirements hold.
 */
function askedQueries(trace: DirectionTrace): readonly Query[] {
  return trace.policies
    .flatMap(({ rules }) => rules)
    .filter(({ ports }) => ports === 'all' || ports.some(({ matches }) => matches === 'yes'))
    .flatMap(({ peers }) => (peers === 'all' ? [] : peers))
    .filter(({ peer, because }) => peer.kind === 'pods' && peer.namespaceSelector !== null && because === null)
    .filter(({ podRequirements, namespaceRequirements }) =>
      [...podRequirements, ...namespaceRequirements.filter(({ requirement }) => requirement.key === NAME_LABEL)].every(
        ({ holds }) => holds,
      ),
    )
    .map(({ namespaceRequirements }) =>
      namespaceRequirements.map(({ requirement }) => requirement).filter(({ key }) => key !== NAME_LABEL),
    );
}

// Both sides may speak of one namespace; then what the first supposes of a label counts.
function together(left: Hypothesis, right: Hypothesis): Hypothesis {
  const isSaid = (one: Supposed): boolean =>
    left.some((said) => said.namespace === one.namespace && said.key === one.key);
  return [...left, ...right.filter((one) => !isSaid(one))];
}

function isPartOf(part: Hypothesis, whole: Hypothesis): boolean {
  return part.every((one) =>
    whole.some(({ namespace, key, value }) => namespace === one.namespace && key === one.key && value === one.value),
  );
}

function suppose(cluster: Cluster, hypothesis: Hypothesis): Cluster {
  const namespaces = new Map(cluster.namespaces);
  for (const { namespace: name, key, value } of hypothesis) {
    const known = namespaces.get(name)?.labels.values ?? new Map<string, LabelValue>([[NAME_LABEL, name]]);
    const labels = { values: new Map(known).set(key, value), placeOf: () => NOWHERE };
    namespaces.set(name, { name, labels, declared: null });
  }
  return { ...cluster, namespaces };
}

// Of a supposed label nobody sees where it is written.
const NOWHERE = placeOfFile('');

function verdictOf(families: readonly FamilyJudgement[]): Verdict {
  return anyVerdict(families.map(({ verdict }) => verdict));
}
