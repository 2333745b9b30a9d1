/**
 * Labels that controllers add to their pods beyond those of the template. A value that no manifest tells is null:
 * the label exists and equals nothing. Running pods carry the real ones, so nothing is added to them.
 */

import type { Labels, LabelValue } from '../model/labels.ts';
import type { Policy } from '../model/policy.ts';
import type { Place } from '../model/provenance.ts';
import type { ControllerResource } from './resource.ts';

// Spec: StatefulSetPodNameLabel and PodIndexLabel in apps/v1.
const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

type AddedLabels = Readonly<Record<string, LabelValue>>;

type LabelAdder = (controller: ControllerResource) => AddedLabels;

const ADDED_BY_KIND: ReadonlyMap<string, LabelAdder> = new Map<string, LabelAdder>([
  ['Deployment', () => ({ 'pod-template-hash': null })],
  ['StatefulSet', () => ({ 'controller-revision-hash': null, [POD_NAME_LABEL]: null, [POD_INDEX_LABEL]: null })],
  ['DaemonSet', () => ({ 'controller-revision-hash': null, 'pod-template-generation': null })],
  ['Job', ({ identity, template }) => jobLabels(identity.isGenerated ? null : identity.name, template.labels)],
  ['CronJob', ({ template }) => jobLabels(null, template.labels)],
  // Argo Rollouts: DefaultRolloutUniqueLabelKey.
  ['Rollout', () => ({ 'rollouts-pod-template-hash': null })],
  // OpenShift apps/v1: DeploymentConfigLabel and DeploymentLabel.
  ['DeploymentConfig', ({ identity }) => ({ deploymentconfig: identity.name, deployment: null })],
]);

/** Returns the labels of the pods that a controller makes, as far as they are the same for all of them. */
export function labelsOfPods(controller: ControllerResource): Labels {
  const { identity, template } = controller;
  const added = ADDED_BY_KIND.get(identity.kind)?.(controller);
  return added === undefined ? template.labels : withLabels(template.labels, added, identity.at);
}

/** Returns the labels of one pod of a StatefulSet. */
export function labelsOfOrdinal(controller: ControllerResource, ordinal: number): Labels {
  const { identity } = controller;
  const added = { [POD_NAME_LABEL]: `${identity.name}-${ordinal}`, [POD_INDEX_LABEL]: String(ordinal) };
  return withLabels(labelsOfPods(controller), added, identity.at);
}

/** Tells whether some policy can tell the pods of a StatefulSet apart. */
export function mentionsOrdinals(policies: readonly Policy[]): boolean {
  return policies.some(({ podSelector, rules }) => {
    const peers = [...rules.ingress, ...rules.egress].flatMap((rule) => (rule.peers === 'all' ? [] : rule.peers));
    const selectors = [podSelector, ...peers.map((peer) => (peer.kind === 'pods' ? peer.podSelector : null))];
    return selectors.some(
      (selector) =>
        selector?.requirements.some(({ key }) => key === POD_NAME_LABEL || key === POD_INDEX_LABEL) === true,
    );
  });
}

/** Returns labels with others set over them, written where `at` says. */
export function withLabels(labels: Labels, added: AddedLabels, at: Place): Labels {
  return {
    values: new Map([...labels.values, ...Object.entries(added)]),
    placeOf: (key) => (Object.hasOwn(added, key) ? at : labels.placeOf(key)),
  };
}

// The server writes a Job's uid into its template, so a Job read from a cluster tells it.
function jobLabels(name: string | null, written: Labels): AddedLabels {
  const known = (key: string): LabelValue => written.values.get(key) ?? null;
  return {
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': known('controller-uid'),
    'batch.kubernetes.io/controller-uid': known('batch.kubernetes.io/controller-uid'),
  };
}
