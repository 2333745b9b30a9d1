/** Decodes a Service: name and selector, for hints; policies never see it. Spec: validateService, the part that concerns ports. */

import type { Cursor } from './cursor.ts';
import { fieldOf, integerOf, isPresent, itemsOf, reportHarmless, stringOf } from './cursor.ts';
import { decodeMapSelector } from './labels.ts';
import { checkNameField } from './metadata.ts';
import { dnsLabelProblems, subdomainProblems } from './names.ts';
import type { ObjectIdentity, Resource } from './resource.ts';
import { checkPortName, checkPortNumber, decodeProtocol } from './rule-port.ts';

const TYPES: readonly string[] = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const AFFINITIES: readonly string[] = ['ClientIP', 'None'];

/** Returns a Service with its selector. */
export function decodeService(object: Cursor, identity: ObjectIdentity): Resource {
  const spec = fieldOf(object, 'spec');
  checkChoice(fieldOf(spec, 'type'), TYPES);
  checkChoice(fieldOf(spec, 'sessionAffinity'), AFFINITIES);
  checkExternalName(spec);
  checkPorts(spec);
  const { namespace, name, at } = identity;
  const selector = decodeMapSelector(fieldOf(spec, 'selector'));
  return { kind: 'service', identity, service: { namespace, name, at, selector } };
}

// An empty text is defaulted, as an absent one.
function checkChoice(field: Cursor, supported: readonly string[]): void {
  const value = stringOf(field);
  if (value === undefined || value === '' || supported.includes(value)) return;
  const args = { field: String(field.step), value, supported };
  reportHarmless(field, { code: 'unsupported-value', type: 'NotSupported', args });
}

function checkExternalName(spec: Cursor): void {
  if (!isExternalName(spec)) return;
  const field = fieldOf(spec, 'externalName');
  if (isMissing(field)) reportMissing(field);
  checkNameField(field, (name) => subdomainProblems(name.replace(/\.$/, '')));
}

function checkPorts(spec: Cursor): void {
  const field = fieldOf(spec, 'ports');
  const ports = itemsOf(field);
  const isHeadless = stringOf(fieldOf(spec, 'clusterIP')) === 'None';
  const isEmpty = !isPresent(field) || (field.node?.kind === 'sequence' && ports.length === 0);
  if (isEmpty && !isHeadless && !isExternalName(spec)) reportMissing(field);
  const seen = new Set<string>();
  for (const port of ports) checkPort(port, ports.length > 1, seen);
}

function checkPort(port: Cursor, needsName: boolean, seen: Set<string>): void {
  checkName(fieldOf(port, 'name'), needsName, seen);
  const protocol = fieldOf(port, 'protocol');
  if (!isMissing(protocol)) decodeProtocol(protocol);
  const number = fieldOf(port, 'port');
  if (isPresent(number)) checkPortNumber(number);
  // Spec: an absent port is 0, and 0 is out of range.
  else reportHarmless(number, { code: 'missing-field', type: 'Invalid', args: { field: 'port' } });
  const target = fieldOf(port, 'targetPort');
  // Spec: SetDefaults_Service; 0 and an empty text mean the port's own number.
  if (isMissing(target) || integerOf(target) === 0) return;
  checkPortNumber(target);
  checkPortName(target);
}

function checkName(field: Cursor, isNeeded: boolean, seen: Set<string>): void {
  if (isMissing(field)) {
    if (isNeeded) reportMissing(field);
    return;
  }
  checkNameField(field, dnsLabelProblems);
  const value = stringOf(field) ?? '';
  if (seen.has(value))
    reportHarmless(field, { code: 'duplicate-value', type: 'Duplicate', args: { field: 'name', value } });
  seen.add(value);
}

function isExternalName(spec: Cursor): boolean {
  return stringOf(fieldOf(spec, 'type')) === 'ExternalName';
}

function isMissing(field: Cursor): boolean {
  return !isPresent(field) || stringOf(field) === '';
}

function reportMissing(field: Cursor): void {
  reportHarmless(field, { code: 'missing-field', type: 'Required', args: { field: String(field.step) } });
}
