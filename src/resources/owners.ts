/**
 * Which workload a pod belongs to: the outermost owner that is known. Owners are followed as far as they are loaded;
 * of a ReplicaSet that is named after its template's hash, the Deployment's name is known without it.
 */

import type { Labels } from '../model/labels.ts';
import type { ObjectName } from './name-index.ts';
import { NameIndex } from './name-index.ts';
import type { ControllerResource, OwnerReference, PodResource } from './resource.ts';

/** Finds the workload of pods and of controllers. */
export interface OwnerFinder {
  /** Null for a pod that nothing owns: it is a workload of its own. */
  readonly ofPod: (pod: PodResource) => OwnerChain | null;
  readonly ofController: (controller: ControllerResource) => OwnerChain;
}

/** Owners from the nearest, or the controller itself, to the workload; pods of one owner share one value. */
export interface OwnerChain {
  readonly workload: ObjectName;
  /** The workload last. */
  readonly owners: readonly ObjectName[];
}

/** The labels that hold the suffix of a ReplicaSet's name, and the kind of owner that sets them. */
const HASH_LABELS = [
  { label: 'pod-template-hash', ownerKind: 'Deployment' },
  { label: 'rollouts-pod-template-hash', ownerKind: 'Rollout' },
] as const;

/** Returns a finder among the controllers loaded. */
export function createOwnerFinder(controllers: readonly ControllerResource[]): OwnerFinder {
  const loaded = new NameIndex<ControllerResource>();
  for (const controller of controllers) loaded.set(controller.identity, controller);
  // By owner, then by hash: pods of one owner differ in it only where somebody has forged a label.
  const chains = new NameIndex<Map<string, OwnerChain>>();

  const chainFrom = (nearest: ObjectName, labels: Labels): OwnerChain => {
    const owners = [nearest];
    let workload = nearest;
    for (;;) {
      const owner = loadedOwner(workload, loaded) ?? ownerByHash(workload, labels);
      // A circle of owners ends where it began, at whatever owner comes first.
      if (owner === undefined || owners.some((one) => isSameName(one, owner))) return { workload, owners };
      owners.push(owner);
      workload = owner;
    }
  };

  const ofPod = ({ owner, identity, labels }: PodResource): OwnerChain | null => {
    if (owner === null || isNode(owner)) return null;
    const nearest = ownerName(identity.namespace, owner);
    const hash = hashOf(labels)?.hash ?? '';
    const chainsByHash = chains.get(nearest) ?? new Map<string, OwnerChain>();
    const known = chainsByHash.get(hash);
    if (known !== undefined) return known;
    const chain = chainFrom(nearest, labels);
    chains.set(nearest, chainsByHash.set(hash, chain));
    return chain;
  };

  return { ofPod, ofController: ({ identity, template }) => chainFrom(identity, template.labels) };
}

/** Tells whether two names are of one object. */
export function isSameName(left: ObjectName, right: ObjectName): boolean {
  return left.name === right.name && left.kind === right.kind && left.namespace === right.namespace;
}

// Choice: a reference that does not say the owner's kind (the server asks for it) speaks of a kind like the pod's own.
function ownerName(namespace: string, { kind, name }: OwnerReference): ObjectName {
  return { kind: kind === '' ? 'Pod' : kind, namespace, name };
}

// The kubelet makes the Node the owner of static pods, which are alone all the same.
function isNode(owner: OwnerReference): boolean {
  return owner.kind === 'Node';
}

function loadedOwner(of: ObjectName, loaded: NameIndex<ControllerResource>): ObjectName | undefined {
  const reference = loaded.get(of)?.owner ?? null;
  if (reference === null) return undefined;
  const owner = ownerName(of.namespace, reference);
  return loaded.get(owner) === undefined ? undefined : owner;
}

function ownerByHash({ kind, namespace, name }: ObjectName, labels: Labels): ObjectName | undefined {
  const template = hashOf(labels);
  if (kind !== 'ReplicaSet' || template === undefined) return undefined;
  const dash = name.lastIndexOf('-');
  const isHash = [template.hash, encodeHash(template.hash)].includes(name.slice(dash + 1));
  return isHash && dash > 0 ? { kind: template.ownerKind, namespace, name: name.slice(0, dash) } : undefined;
}

function hashOf(labels: Labels): { readonly hash: string; readonly ownerKind: string } | undefined {
  for (const { label, ownerKind } of HASH_LABELS) {
    const hash = labels.values.get(label);
    if (typeof hash === 'string') return { hash, ownerKind };
  }
  return undefined;
}

// Spec: SafeEncodeString in k8s.io/apimachinery/pkg/util/rand. Before 1.12 only the name was encoded, not the label.
function encodeHash(hash: string): string {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  return Array.from(hash, (digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('');
}
