/**
 * Decodes Kubernetes' own controllers: one table tells where each kind keeps its pod template and what the API server
 * asks of it.
 */

import type { LabelRequirement, LabelSelector, LabelValue } from '../model/labels.ts';
import type { Cursor } from './cursor.ts';
import { entriesOf, fieldAt, fieldOf, integerOf, isPresent, itemsOf, reportAt, reportHarmless } from './cursor.ts';
import { checkLabels, decodeLabels, decodeMapSelector, decodeSelector } from './labels.ts';
import { decodeOwner } from './pod.ts';
import { checkPodSpec, decodePodTemplate } from './pod-template.ts';
import type { ControllerResource, ObjectIdentity } from './resource.ts';

/** A kind of controller that Kubernetes has. */
export interface ControllerKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Where the object that holds the template and its number is; `spec` but for a CronJob. */
  readonly spec: readonly string[];
  /** The field with the number of pods; null where that depends on the nodes. */
  readonly replicas: string | null;
  /** Whether `selector` has to match the template's labels, may be left out, or is made by the server. */
  readonly selector: 'required' | 'defaulted' | 'generated';
  readonly restartPolicies: readonly string[];
}

const APPS = { apiVersion: 'apps/v1', spec: ['spec'], selector: 'required', restartPolicies: ['Always'] } as const;
const BATCH = { apiVersion: 'batch/v1', selector: 'generated', restartPolicies: ['OnFailure', 'Never'] } as const;

/** Every kind of controller that Kubernetes has. */
export const CONTROLLER_KINDS: readonly ControllerKind[] = [
  { ...APPS, kind: 'Deployment', replicas: 'replicas' },
  { ...APPS, kind: 'ReplicaSet', replicas: 'replicas' },
  { ...APPS, kind: 'StatefulSet', replicas: 'replicas' },
  { ...APPS, kind: 'DaemonSet', replicas: null },
  { ...APPS, apiVersion: 'v1', kind: 'ReplicationController', replicas: 'replicas', selector: 'defaulted' },
  { ...BATCH, kind: 'Job', spec: ['spec'], replicas: 'parallelism' },
  { ...BATCH, kind: 'CronJob', spec: ['spec', 'jobTemplate', 'spec'], replicas: 'parallelism' },
];

/** Returns the decoder of one kind; it reports what the API server refuses in the template and its selector. */
export function controllerDecoder(
  kind: ControllerKind,
): (object: Cursor, identity: ObjectIdentity) => ControllerResource {
  return (object, identity) => {
    const spec = fieldAt(object, ...kind.spec);
    const template = fieldOf(spec, 'template');
    checkLabels(fieldAt(template, 'metadata', 'labels'));
    checkPodSpec(fieldOf(template, 'spec'), kind.restartPolicies);
    checkSelector(spec, kind);
    return {
      kind: 'controller',
      identity,
      owner: decodeOwner(object),
      template: decodePodTemplate(template),
      replicas: kind.replicas === null ? null : decodeReplicas(fieldOf(spec, kind.replicas)),
      firstOrdinal: integerOf(fieldAt(spec, 'ordinals', 'start')) ?? 0,
      isKnownKind: true,
    };
  };
}

function decodeReplicas(field: Cursor): number {
  const replicas = integerOf(field) ?? 1;
  if (replicas >= 0) return replicas;
  const args = { field: String(field.step), value: replicas, min: 0, max: 2 ** 31 - 1 };
  reportAt(field, { code: 'out-of-range', type: 'Invalid', args });
  return 0;
}

// Spec: ValidateDeploymentSpec and its like in pkg/apis/apps/validation; ValidateReplicationControllerSpec in core.
function checkSelector(spec: Cursor, { kind, selector }: ControllerKind): void {
  const field = fieldOf(spec, 'selector');
  if (selector === 'generated') return;
  if (selector === 'defaulted') {
    const equalities = decodeMapSelector(field);
    if (equalities !== null) checkTemplateMatches(spec, equalities, kind);
    return;
  }
  if (!isPresent(field)) {
    reportHarmless(field, { code: 'missing-field', type: 'Required', args: { field: 'selector' } });
    return;
  }
  const decoded = decodeSelector(field);
  if (isEmptySelector(field)) reportHarmless(field, { code: 'empty-selector', type: 'Invalid', args: { kind } });
  else checkTemplateMatches(spec, decoded, kind);
}

function isEmptySelector(selector: Cursor): boolean {
  return (
    selector.node?.kind === 'mapping' &&
    entriesOf(fieldOf(selector, 'matchLabels')).length === 0 &&
    itemsOf(fieldOf(selector, 'matchExpressions')).length === 0
  );
}

function checkTemplateMatches(spec: Cursor, selector: LabelSelector, kind: string): void {
  const labels = fieldAt(spec, 'template', 'metadata', 'labels');
  const { values } = decodeLabels(labels);
  if (selector.requirements.every((requirement) => holdsFor(requirement, values.get(requirement.key)))) return;
  reportHarmless(labels, { code: 'selector-mismatch', type: 'Invalid', args: { kind } });
}

function holdsFor(requirement: LabelRequirement, value: LabelValue | undefined): boolean {
  switch (requirement.operator) {
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'In':
      return typeof value === 'string' && requirement.values.includes(value);
    case 'NotIn':
      return typeof value !== 'string' || !requirement.values.includes(value);
    default:
      return requirement satisfies never;
  }
}
