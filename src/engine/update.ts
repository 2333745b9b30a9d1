/**
 * A cluster after an edit. What is the same object as before is not computed again: a changed policy moves the classes of its
 * own namespace to other signatures, and nothing else happens unless the edit tells pods apart that were alike.
 */

import type { Cluster, Namespace, Workload } from '../model/cluster.ts';
import type { LabelSelector } from '../model/labels.ts';
import type { Policy } from '../model/policy.ts';
import { DIRECTIONS } from '../model/policy.ts';
import type { Answers, Side } from './answers.ts';
import { keepPeers, placePeers, sideOf } from './answers.ts';
import type { CompiledPolicy } from './grants.ts';
import { compilePolicy } from './grants.ts';
import { matchesLabels } from './label-index.ts';
import { createSelectors } from './selectors.ts';
import { FREE } from './signatures.ts';
import type { WorkloadPart } from './workload-peers.ts';
import { splitWorkload } from './workload-peers.ts';

/** Returns the answers for a changed cluster on the same line; null where the line must be built anew. */
export function updateAnswers(before: Answers, cluster: Cluster): Answers | null {
  const { universe } = before;
  const added = cluster.policies.filter((policy) => !before.compiled.has(policy));
  if (cluster.settings !== before.cluster.settings || !added.every(universe.mentions.covers)) return null;
  const partsOf = splitChanged(before, cluster);
  if (partsOf === null) return null;

  const sameNamespaces = cluster.namespaces === before.cluster.namespaces;
  const selectors = sameNamespaces ? before.selectors : createSelectors(universe, cluster.namespaces);
  const isStale = sameNamespaces ? () => false : staleness(before.cluster.namespaces, cluster.namespaces);
  const compiled = new Map<Policy, CompiledPolicy>();
  const touched = new Set<string>();
  for (const policy of cluster.policies) {
    const known = isStale(policy) ? undefined : before.compiled.get(policy);
    compiled.set(policy, known ?? compilePolicy(universe, selectors, policy));
    if (known === undefined) touched.add(policy.namespace);
  }
  for (const policy of before.compiled.keys()) if (!compiled.has(policy)) touched.add(policy.namespace);

  const sides = {
    egress: updateSide(before, 'egress', touched, [...compiled.values()]),
    ingress: updateSide(before, 'ingress', touched, [...compiled.values()]),
  };
  const { external } = before;
  const standing =
    partsOf === before.partsOf ? keepPeers(before, sides) : placePeers(universe, sides, partsOf, external);
  return { cluster, universe, selectors, compiled, sides, external, ...standing };
}

// Null where a pod is unlike every pod that the line was built for.
function splitChanged(before: Answers, cluster: Cluster): ReadonlyMap<Workload, readonly WorkloadPart[]> | null {
  if (cluster.workloads === before.cluster.workloads) return before.partsOf;
  const parts = new Map<Workload, readonly WorkloadPart[]>();
  for (const workload of cluster.workloads) {
    const known = before.partsOf.get(workload);
    const own = known ?? splitWorkload(workload, before.universe.classesOfPods(workload, cluster.settings));
    if (own === null) return null;
    parts.set(workload, own);
  }
  return parts;
}

// Tells whether a namespaceSelector of a policy sees some namespace otherwise than before.
function staleness(
  before: ReadonlyMap<string, Namespace>,
  after: ReadonlyMap<string, Namespace>,
): (policy: Policy) => boolean {
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  const seesChange = (selector: LabelSelector): boolean =>
    changed.some(
      (name) => matchesNamespace(selector, before.get(name)) !== matchesNamespace(selector, after.get(name)),
    );
  return ({ directions, rules }) =>
    DIRECTIONS.some(
      (direction) =>
        directions[direction] &&
        rules[direction].some(
          ({ peers }) =>
            peers !== 'all' &&
            peers.some(
              (peer) => peer.kind === 'pods' && peer.namespaceSelector !== null && seesChange(peer.namespaceSelector),
            ),
        ),
    );
}

function matchesNamespace({ requirements }: LabelSelector, namespace: Namespace | undefined): boolean {
  return namespace !== undefined && matchesLabels(requirements, namespace.labels.values);
}

function updateSide(
  { universe, sides }: Answers,
  direction: 'egress' | 'ingress',
  touched: ReadonlySet<string>,
  policies: readonly CompiledPolicy[],
): Side {
  if (touched.size === 0) return sides[direction];
  const { signatures } = sides[direction];
  const signatureOf = sides[direction].signatureOf.slice();
  for (const namespace of touched) signatureOf.fill(FREE, ...universe.classesOf(namespace));
  signatures.assign(
    signatureOf,
    policies.filter(({ policy }) => touched.has(policy.namespace)),
  );
  const isSame = signatureOf.every((signature, end) => signature === sides[direction].signatureOf[end]);
  return isSame ? sides[direction] : sideOf(universe, signatures, signatureOf);
}
