/**
 * The `spec` of pods, in a Pod or in a template: what it says of their network, and what the API server refuses in it.
 * Only parts that verdicts rest on are checked beyond their structure: containers, their names and ports.
 */

import type { ContainerPort } from '../model/cluster.ts';
import { PROTOCOLS } from '../model/ports.ts';
import type { Cursor, Problem } from './cursor.ts';
import {
  booleanOf,
  fieldAt,
  fieldOf,
  integerOf,
  isPresent,
  itemsOf,
  placeOf,
  reportAt,
  reportHarmless,
  stringOf,
} from './cursor.ts';
import { decodeLabels } from './labels.ts';
import { checkNameField } from './metadata.ts';
import { dnsLabelProblems, portNameProblems } from './names.ts';
import type { PodNetwork, PodTemplate } from './resource.ts';

const LAST_PORT = 65535;

/** When the kubelet starts a pod's containers again. Spec: core/v1 RestartPolicy. */
export const RESTART_POLICIES: readonly string[] = ['Always', 'OnFailure', 'Never'];

/** Returns what a `template` says of the pods made from it. */
export function decodePodTemplate(template: Cursor): PodTemplate {
  return {
    at: placeOf(template),
    labels: decodeLabels(fieldAt(template, 'metadata', 'labels')),
    network: decodePodNetwork(fieldOf(template, 'spec')),
  };
}

/** Returns what a pod's `spec` says of its network; ports that no pod can have are left out. */
export function decodePodNetwork(spec: Cursor): PodNetwork {
  // Spec: sentence 26 of semantics.md; ordinary init containers have ended when the pod serves.
  const sidecars = itemsOf(fieldOf(spec, 'initContainers')).filter(
    (container) => stringOf(fieldOf(container, 'restartPolicy')) === 'Always',
  );
  const containers = [...itemsOf(fieldOf(spec, 'containers')), ...sidecars];
  return {
    ports: containers.flatMap((container) => itemsOf(fieldOf(container, 'ports')).flatMap(decodePort)),
    hostNetwork: booleanOf(fieldOf(spec, 'hostNetwork')) ?? false,
    nodeName: stringOf(fieldOf(spec, 'nodeName')) || null,
  };
}

/** Reports what the API server refuses in a pod's `spec`. Spec: ValidatePodSpec, for the fields read here. */
export function checkPodSpec(spec: Cursor, restartPolicies: readonly string[]): void {
  const containers = fieldOf(spec, 'containers');
  if (!isPresent(containers) || (containers.node?.kind === 'sequence' && itemsOf(containers).length === 0))
    reportMissing(containers);
  const isHostNetwork = booleanOf(fieldOf(spec, 'hostNetwork')) === true;
  const names = new Set<string>();
  for (const container of [...itemsOf(containers), ...itemsOf(fieldOf(spec, 'initContainers'))]) {
    checkContainerName(fieldOf(container, 'name'), names);
    if (isAbsentOrEmpty(fieldOf(container, 'image'))) reportMissing(fieldOf(container, 'image'));
    checkPorts(fieldOf(container, 'ports'), isHostNetwork);
  }
  checkRestartPolicy(fieldOf(spec, 'restartPolicy'), restartPolicies);
}

function decodePort(item: Cursor): readonly ContainerPort[] {
  const port = integerOf(fieldOf(item, 'containerPort'));
  const written = stringOf(fieldOf(item, 'protocol')) || 'TCP';
  const protocol = PROTOCOLS.find((known) => known === written);
  if (port === undefined || !isPort(port) || protocol === undefined) return [];
  return [{ name: stringOf(fieldOf(item, 'name')) || null, protocol, port, at: placeOf(item) }];
}

function checkContainerName(field: Cursor, names: Set<string>): void {
  if (isAbsentOrEmpty(field)) reportMissing(field);
  checkNameField(field, dnsLabelProblems);
  checkIsNew(field, names);
}

function checkPorts(ports: Cursor, isHostNetwork: boolean): void {
  const names = new Set<string>();
  for (const item of itemsOf(ports)) {
    checkPortName(fieldOf(item, 'name'), names);
    checkPortNumbers(item, isHostNetwork);
    const protocol = fieldOf(item, 'protocol');
    const written = stringOf(protocol);
    // An empty protocol is defaulted like an absent one: the field is not a pointer.
    if (written && !PROTOCOLS.some((known) => known === written))
      reportAt(protocol, unsupportedValue(protocol, written, PROTOCOLS));
  }
}

function checkPortName(field: Cursor, names: Set<string>): void {
  const name = stringOf(field);
  if (name === undefined || name === '') return;
  for (const problem of portNameProblems(name))
    reportAt(field, { code: 'invalid-port-name', type: 'Invalid', args: { name, problem } });
  checkIsNew(field, names);
}

function checkPortNumbers(item: Cursor, isHostNetwork: boolean): void {
  const containerField = fieldOf(item, 'containerPort');
  const hostField = fieldOf(item, 'hostPort');
  const containerPort = integerOf(containerField);
  const hostPort = integerOf(hostField) ?? 0;
  if (!isPresent(containerField) || containerPort === 0) reportMissing(containerField);
  else if (containerPort !== undefined && !isPort(containerPort)) reportRange(containerField, containerPort);
  if (hostPort !== 0 && !isPort(hostPort)) reportRange(hostField, hostPort);
  // Under hostNetwork an absent hostPort, or 0, is defaulted to the containerPort.
  if (isHostNetwork && hostPort !== 0 && containerPort !== undefined && hostPort !== containerPort)
    reportHarmless(hostField, { code: 'host-port-mismatch', type: 'Invalid', args: { hostPort, containerPort } });
}

function checkRestartPolicy(field: Cursor, allowed: readonly string[]): void {
  const written = stringOf(field);
  if (written === undefined && isPresent(field)) return;
  const policy = written || 'Always';
  if (allowed.includes(policy)) return;
  if (written) reportHarmless(field, unsupportedValue(field, policy, allowed));
  else reportMissing(field);
}

function checkIsNew(field: Cursor, seen: Set<string>): void {
  const value = stringOf(field);
  if (value === undefined || value === '') return;
  if (seen.has(value))
    reportHarmless(field, { code: 'duplicate-value', type: 'Duplicate', args: { field: String(field.step), value } });
  seen.add(value);
}

function reportMissing(field: Cursor): void {
  reportHarmless(field, { code: 'missing-field', type: 'Required', args: { field: String(field.step) } });
}

function unsupportedValue(field: Cursor, value: string, supported: readonly string[]): Problem {
  const meant = supported.find((known) => known.toLowerCase() === value.toLowerCase());
  const args = { field: String(field.step), value, supported, ...(meant !== undefined && { meant }) };
  return { code: 'unsupported-value', type: 'NotSupported', args };
}

function reportRange(field: Cursor, value: number): void {
  const args = { field: String(field.step), value, min: 1, max: LAST_PORT };
  reportAt(field, { code: 'out-of-range', type: 'Invalid', args });
}

// A value of a wrong type counts as there: `checkFields` has said that it is wrong.
function isAbsentOrEmpty(field: Cursor): boolean {
  return !isPresent(field) || stringOf(field) === '';
}

function isPort(port: number): boolean {
  return port >= 1 && port <= LAST_PORT;
}
