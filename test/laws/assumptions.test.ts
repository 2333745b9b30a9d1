/**
 * An assumption is named exactly where a verdict would be another if namespaces without object had other labels;
 * here every combination of labels is tried, which the specification need not do.
 */

import fc from 'fast-check';
import { expect } from 'vitest';
import type { Cluster } from '../../src/model/cluster.ts';
import type { Connection } from '../../src/model/verdict.ts';
import { judge } from '../../src/semantics/judge.ts';
import type { LabelsLike, RuleSpec } from '../builders.ts';
import { cluster, end, HERE, labels, pod, podsIn, policy } from '../builders.ts';
import { anySelector } from './arbitrary-policies.ts';
import { law } from './law.ts';
import { NAME_LABEL, NAMESPACE_LABELS, VALUES } from './vocabulary.ts';

const source = pod({ namespace: 'a', at: ['10.0.0.1'] });
const destination = pod({ namespace: 'b', at: ['10.0.0.2'] });
const connection: Connection = { source: end(source), destination: end(destination), protocol: 'TCP', port: 80 };

law('a verdict names what it assumes, and nothing else', 'seldom', [anySide(), anySide()], (egress, ingress) => {
  const policies = [policy({ namespace: 'a', egress }), policy({ namespace: 'b', ingress })];
  const plain = cluster({ pods: [source, destination], policies });
  const { verdict, assumes } = judge(plain, connection);
  const canChange = combinations().some((ofA) =>
    combinations().some((ofB) => judge(withLabels(plain, { a: ofA, b: ofB }), connection).verdict !== verdict),
  );
  expect(assumes.length > 0).toBe(canChange);
});

/** Generates rules that ask for nothing but labels of namespaces. */
function anySide(): fc.Arbitrary<readonly RuleSpec[]> {
  const peers = fc.array(
    anySelector([...NAMESPACE_LABELS, NAME_LABEL], VALUES).map((chosen) => podsIn(chosen)),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  return fc.array(
    peers.map((items) => ({ peers: items })),
    { minLength: 1, maxLength: 2 },
  );
}

/** Returns every combination of labels that selectors can tell apart; null is a value that none mentions. */
function combinations(): readonly LabelsLike[] {
  return NAMESPACE_LABELS.reduce<readonly LabelsLike[]>(
    (all, key) => all.flatMap((one) => [one, ...[...VALUES, null].map((value) => ({ ...one, [key]: value }))]),
    [{}],
  );
}

// The namespaces are declared with these labels, so that nothing is assumed of them any more.
function withLabels(plain: Cluster, added: Readonly<Record<string, LabelsLike>>): Cluster {
  const namespaces = Object.entries(added).map(
    ([name, own]) => [name, { name, labels: labels({ ...own, [NAME_LABEL]: name }), declared: HERE }] as const,
  );
  return { ...plain, namespaces: new Map(namespaces) };
}
