/**
 * Which workload a pod belongs to: the outermost owner that is known. Owners are followed as far as they are loaded;
 * of a ReplicaSet that is named after its template's hash, the Deployment's name is known without it.
 */

import type { Labels } from '../model/labels.ts';
import type { ControllerResource, OwnerReference, PodResource } from './resource.ts';

/** What a workload is called. */
export interface WorkloadName {
  /** `namespace/kind/name`, kind in lower case. */
  readonly id: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Finds the workload of pods and of controllers. */
export interface OwnerFinder {
  readonly ofPod: (pod: PodResource) => OwnerChain;
  readonly ofController: (controller: ControllerResource) => OwnerChain;
}

/** The owners of something, from the nearest to the workload itself. */
export interface OwnerChain {
  readonly workload: WorkloadName;
  /** Ids of the owners, the workload's last; a pod without owner or an outermost controller is its own workload. */
  readonly ids: readonly string[];
}

/** The labels that hold the suffix of a ReplicaSet's name, and the kind of owner that sets them. */
const HASH_LABELS: readonly (readonly [label: string, kind: string])[] = [
  ['pod-template-hash', 'Deployment'],
  ['rollouts-pod-template-hash', 'Rollout'],
];

/** Returns a finder among the controllers loaded. */
export function createOwnerFinder(controllers: readonly ControllerResource[]): OwnerFinder {
  const controllersById = new Map(
    controllers.map((controller) => [workloadName(controller.identity).id, controller] as const),
  );
  // Pods of one owner share a chain, and so one walk.
  const chainsByOwner = new Map<string, OwnerChain>();

  const chainFrom = (nearest: WorkloadName, labels: Labels): OwnerChain => {
    const ids = [nearest.id];
    let outermost = nearest;
    for (;;) {
      const owner = loadedOwner(outermost, controllersById) ?? ownerByHash(outermost, labels);
      // A circle of owners ends where it began, at whatever owner comes first.
      if (owner === undefined || ids.includes(owner.id)) return { workload: outermost, ids };
      ids.push(owner.id);
      outermost = owner;
    }
  };

  const ofPod = (pod: PodResource): OwnerChain => {
    const { identity, labels } = pod;
    if (pod.owner === null || isNode(pod.owner)) {
      const workload = workloadName(identity);
      return { workload, ids: [workload.id] };
    }
    const nearest = ownerName(identity.namespace, pod.owner);
    const hashes = HASH_LABELS.map(([label]) => labels.values.get(label) ?? '');
    const key = `${nearest.id} ${hashes.join(' ')}`;
    const known = chainsByOwner.get(key);
    if (known !== undefined) return known;
    const chain = chainFrom(nearest, labels);
    chainsByOwner.set(key, chain);
    return chain;
  };

  return {
    ofPod,
    ofController: ({ identity, template }) => chainFrom(workloadName(identity), template.labels),
  };
}

/** Returns how a workload is called. */
export function workloadName(of: {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}): WorkloadName {
  const { kind, namespace, name } = of;
  return { id: `${namespace}/${kind.toLowerCase()}/${name}`, kind, namespace, name };
}

// Choice: a reference that does not say the owner's kind (the server asks for it) speaks of a kind like the pod's own.
function ownerName(namespace: string, { kind, name }: OwnerReference): WorkloadName {
  return workloadName({ kind: kind === '' ? 'Pod' : kind, namespace, name });
}

// The kubelet makes the Node the owner of static pods, which are alone all the same.
function isNode(owner: OwnerReference): boolean {
  return owner.kind === 'Node';
}

function loadedOwner(
  { id, namespace }: WorkloadName,
  controllersById: ReadonlyMap<string, ControllerResource>,
): WorkloadName | undefined {
  const reference = controllersById.get(id)?.owner ?? null;
  if (reference === null) return undefined;
  const owner = ownerName(namespace, reference);
  return controllersById.has(owner.id) ? owner : undefined;
}

function ownerByHash({ kind, namespace, name }: WorkloadName, labels: Labels): WorkloadName | undefined {
  if (kind !== 'ReplicaSet') return undefined;
  const dash = name.lastIndexOf('-');
  const suffix = name.slice(dash + 1);
  for (const [label, ownerKind] of HASH_LABELS) {
    const hash = labels.values.get(label);
    const isHash = hash !== undefined && hash !== null && (hash === suffix || encodeHash(hash) === suffix);
    if (isHash && dash > 0) return workloadName({ kind: ownerKind, namespace, name: name.slice(0, dash) });
  }
  return undefined;
}

// Spec: SafeEncodeString in k8s.io/apimachinery/pkg/util/rand. Before 1.12 only the name was encoded, not the label.
function encodeHash(hash: string): string {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  return Array.from(hash, (digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('');
}
