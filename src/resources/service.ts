/** Decodes a Service: name and selector, for hints; policies never see it. Spec: ValidateService, the part that concerns ports. */

import type { Cursor } from './cursor.ts';
import { fieldOf, isPresent, itemsOf, reportAt, stringOf } from './cursor.ts';
import { decodeMapSelector } from './labels.ts';
import { checkNameField } from './metadata.ts';
import { dnsLabelProblems } from './names.ts';
import type { ObjectIdentity, Resource } from './resource.ts';
import { checkPortName, checkPortNumber, decodeProtocol } from './rule-port.ts';

const TYPES: readonly string[] = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

/** Returns a Service with its selector. */
export function decodeService(object: Cursor, identity: ObjectIdentity): Resource {
  const spec = fieldOf(object, 'spec');
  checkType(fieldOf(spec, 'type'));
  checkPorts(spec);
  const { namespace, name, at } = identity;
  return {
    kind: 'service',
    identity,
    service: { namespace, name, at, selector: decodeMapSelector(fieldOf(spec, 'selector')) },
  };
}

function checkType(field: Cursor): void {
  const value = stringOf(field);
  if (value === undefined || value === '' || TYPES.includes(value)) return;
  reportAt(field, {
    code: 'unsupported-value',
    type: 'NotSupported',
    args: { field: 'type', value, supported: TYPES },
  });
}

function checkPorts(spec: Cursor): void {
  const field = fieldOf(spec, 'ports');
  const ports = itemsOf(field);
  const needsNone =
    stringOf(fieldOf(spec, 'type')) === 'ExternalName' || stringOf(fieldOf(spec, 'clusterIP')) === 'None';
  if (ports.length === 0 && !needsNone && (!isPresent(field) || field.node?.kind === 'sequence'))
    reportAt(field, { code: 'missing-field', type: 'Required', args: { field: 'ports' } });
  const seen = new Set<string>();
  for (const port of ports) checkPort(port, ports.length > 1, seen);
}

function checkPort(port: Cursor, needsName: boolean, seen: Set<string>): void {
  const nameField = fieldOf(port, 'name');
  const name = stringOf(nameField) ?? '';
  checkNameField(nameField, dnsLabelProblems);
  if (name === '' && needsName && (!isPresent(nameField) || stringOf(nameField) === ''))
    reportAt(nameField, { code: 'missing-field', type: 'Required', args: { field: 'name' } });
  if (name !== '' && seen.has(name))
    reportAt(nameField, { code: 'duplicate-value', type: 'Duplicate', args: { field: 'name', value: name } });
  seen.add(name);
  decodeProtocol(fieldOf(port, 'protocol'));
  checkServicePort(fieldOf(port, 'port'));
  const target = fieldOf(port, 'targetPort');
  checkPortNumber(target);
  checkPortName(target);
}

// Spec: an absent port is 0, and 0 is out of range.
function checkServicePort(field: Cursor): void {
  if (isPresent(field)) checkPortNumber(field);
  else reportAt(field, { code: 'missing-field', type: 'Invalid', args: { field: 'port' } });
}
