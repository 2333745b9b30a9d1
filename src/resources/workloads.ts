/** Groups pods and controllers into workloads, and decides what stands for a workload's pods (design.md section 5). */

import type { Pod, Workload } from '../model/cluster.ts';
import type { Labels } from '../model/labels.ts';
import { compareNamed, compareText } from '../model/order.ts';
import type { AddressFinder } from './addresses.ts';
import { labelsOfOrdinal, labelsOfPods } from './controller-labels.ts';
import type { WorkloadName } from './owners.ts';
import { createOwnerFinder, workloadName } from './owners.ts';
import type { ControllerResource, PodResource } from './resource.ts';

/** What workloads are made of. */
export interface WorkloadParts {
  readonly pods: readonly PodResource[];
  readonly controllers: readonly ControllerResource[];
  readonly addresses: AddressFinder;
  /** Whether policies tell the pods of a StatefulSet apart, so that each has to be there. */
  readonly expandsOrdinals: boolean;
}

interface Group {
  readonly workload: WorkloadName;
  readonly pods: PodResource[];
  readonly controllers: ControllerResource[];
}

/** Returns workloads sorted by namespace, name, kind; pods that ended belong to none. */
export function assembleWorkloads(parts: WorkloadParts): readonly Workload[] {
  const { addresses, expandsOrdinals } = parts;
  const running = parts.pods.filter((pod) => !pod.hasEnded);
  const { groups, idsWithPods } = groupByWorkload(running, parts.controllers);
  return [...groups.values()].sort(compareGroups).flatMap(({ workload, pods, controllers }) => {
    pods.sort((left, right) => compareText(left.identity.name, right.identity.name));
    controllers.sort(compareControllers);
    const outermost = controllers.filter((controller) => idOf(controller) === workload.id);
    const first = outermost[0] ?? pods[0] ?? controllers[0];
    if (first === undefined) return [];
    const bare = controllers.filter((controller) => !idsWithPods.has(idOf(controller)));
    const templates = standingTemplates(workload, pods.length > 0, bare);
    return {
      ...workload,
      at: first.identity.at,
      replicas: pods.length > 0 ? pods.length : sumReplicas(outermost.length > 0 ? outermost : controllers),
      pods: [
        ...pods.map((pod) => runningPod(pod, addresses)),
        ...templates.flatMap((controller) => podsOfTemplate(controller, addresses, expandsOrdinals)),
      ],
    };
  });
}

function groupByWorkload(
  pods: readonly PodResource[],
  controllers: readonly ControllerResource[],
): { readonly groups: ReadonlyMap<string, Group>; readonly idsWithPods: ReadonlySet<string> } {
  const owners = createOwnerFinder(controllers);
  const groups = new Map<string, Group>();
  const idsWithPods = new Set<string>();
  const groupOf = (workload: WorkloadName): Group => {
    const known = groups.get(workload.id);
    if (known !== undefined) return known;
    const group: Group = { workload, pods: [], controllers: [] };
    groups.set(workload.id, group);
    return group;
  };
  for (const pod of pods) {
    const { workload, ids } = owners.ofPod(pod);
    for (const id of ids) idsWithPods.add(id);
    groupOf(workload).pods.push(pod);
  }
  for (const controller of controllers) groupOf(owners.ofController(controller).workload).controllers.push(controller);
  return { groups, idsWithPods };
}

// ReplicaSets that a rollout has scaled to 0 say nothing of their workload, unless there is nothing else to go by.
function standingTemplates(
  workload: WorkloadName,
  hasPods: boolean,
  controllers: readonly ControllerResource[],
): readonly ControllerResource[] {
  const current = controllers.filter(
    (controller) =>
      controller.identity.kind !== 'ReplicaSet' || controller.replicas !== 0 || idOf(controller) === workload.id,
  );
  return hasPods || current.length > 0 ? current : controllers;
}

function sumReplicas(controllers: readonly ControllerResource[]): number | null {
  let sum = 0;
  for (const { replicas } of controllers) {
    if (replicas === null) return null;
    sum += replicas;
  }
  return sum;
}

function runningPod(pod: PodResource, addresses: AddressFinder): Pod {
  const { identity, labels, network } = pod;
  return {
    namespace: identity.namespace,
    name: identity.name,
    at: identity.at,
    labels,
    ports: network.ports,
    hostNetwork: network.hostNetwork,
    addresses: addresses.ofPod(pod),
  };
}

function podsOfTemplate(
  controller: ControllerResource,
  addresses: AddressFinder,
  expandsOrdinals: boolean,
): readonly Pod[] {
  const { identity, template, replicas, firstOrdinal } = controller;
  const made = (name: string | null, labels: Labels): Pod => ({
    namespace: identity.namespace,
    name,
    at: template.at,
    labels,
    ports: template.network.ports,
    hostNetwork: template.network.hostNetwork,
    addresses: addresses.ofTemplate(template.network),
  });
  if (identity.kind !== 'StatefulSet' || !expandsOrdinals) return [made(null, labelsOfPods(controller))];
  // A StatefulSet of no pods is judged as if it had one.
  return Array.from({ length: Math.max(replicas ?? 1, 1) }, (_, index) => {
    const ordinal = firstOrdinal + index;
    return made(`${identity.name}-${ordinal}`, labelsOfOrdinal(controller, ordinal));
  });
}

function idOf(controller: ControllerResource): string {
  return workloadName(controller.identity).id;
}

function compareGroups(left: Group, right: Group): number {
  return compareNamed(left.workload, right.workload) || compareText(left.workload.kind, right.workload.kind);
}

// Several objects of one generateName share a name; then it is the text that tells their order.
function compareControllers(left: ControllerResource, right: ControllerResource): number {
  const [one, other] = [left.identity, right.identity];
  return (
    compareText(one.kind, other.kind) ||
    compareText(one.name, other.name) ||
    compareText(one.at.source.file, other.at.source.file) ||
    one.at.source.document - other.at.source.document ||
    one.at.offset - other.at.offset
  );
}
