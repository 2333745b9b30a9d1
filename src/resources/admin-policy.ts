/**
 * Validates AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy as their CRDs do: the rules of
 * `admin-rules.ts` and the few that the CRDs write in CEL. Nothing is evaluated yet.
 */

import { readCidr } from '../model/ip.ts';
import type { FieldRule } from './admin-rules.ts';
import { ADMIN_RULES, ONE_OF_TYPES } from './admin-rules.ts';
import type { Cursor } from './cursor.ts';
import {
  elementStringOf,
  entriesOf,
  fieldAt,
  fieldOf,
  integerOf,
  isPresent,
  itemsOf,
  keyPlaceOf,
  nameOf,
  reportAt,
  stringOf,
} from './cursor.ts';
import { fieldsOf, objectTypeOf } from './fields.ts';
import { byteLength } from './names.ts';
import type { ObjectIdentity, Resource } from './resource.ts';

/** Checks an AdminNetworkPolicy or ClusterNetworkPolicy. */
export function decodeAdminPolicy(object: Cursor, identity: ObjectIdentity): Resource {
  checkObject(object, identity.kind);
  return { kind: 'unsupported', identity };
}

/** Checks a BaselineAdminNetworkPolicy, of which a cluster has one, named `default`. */
export function decodeBaselinePolicy(object: Cursor, identity: ObjectIdentity): Resource {
  if (identity.name !== 'default' && identity.name !== '') {
    const args = { field: 'name', value: identity.name, supported: ['default'] };
    reportAt(fieldAt(object, 'metadata', 'name'), { code: 'unsupported-value', type: 'Invalid', args });
  }
  return decodeAdminPolicy(object, identity);
}

function checkObject(object: Cursor, type: string): void {
  // Another type was reported by the structure check.
  if (isPresent(object) && object.node?.kind !== 'mapping') return;
  const rules = ADMIN_RULES[type] ?? {};
  if (ONE_OF_TYPES.has(type)) checkOneOf(object, type);
  for (const [name, rule] of Object.entries(rules)) checkField(fieldOf(object, name), rule, type);
  checkExpressions(object, type);
  for (const [name, fieldType] of fieldsOf(type)) {
    const inner = name === 'metadata' || name === 'status' ? undefined : objectTypeOf(fieldType);
    const field = fieldOf(object, name);
    if (inner === undefined || !isPresent(field)) continue;
    for (const value of fieldType.kind === 'list' ? itemsOf(field) : [field]) checkObject(value, inner);
  }
}

function checkOneOf(object: Cursor, type: string): void {
  const known = [...fieldsOf(type).keys()];
  const given = entriesOf(object).flatMap((entry) =>
    isPresent(entry) && known.includes(entry.step) ? [entry.step] : [],
  );
  if (given.length === 1) return;
  reportAt(object, { code: 'not-one-of', type: given.length === 0 ? 'Invalid' : 'TooMany', args: { given, known } });
}

function checkField(field: Cursor, rule: FieldRule, type: string): void {
  if (!isPresent(field)) {
    if (rule.isRequired)
      reportAt(field, { code: 'missing-field', type: 'Required', args: { field: String(field.step) } });
    return;
  }
  if (rule.isExperimental) checkChannel(field, type);
  checkValue(field, rule);
  checkNumber(field, rule);
  checkList(field, rule);
}

function checkChannel(field: Cursor, type: string): void {
  const name = String(field.step);
  const at = keyPlaceOf(field);
  if (field.context.options.channel === 'experimental') {
    reportAt(field, { code: 'experimental-field', severity: 'warning', at, args: { field: name } });
    return;
  }
  const rules = ADMIN_RULES[type] ?? {};
  const fields = [...fieldsOf(type).keys()].filter((known) => rules[known]?.isExperimental !== true);
  const parent = field.parent === null ? '' : nameOf(field.parent);
  const args = { field: name, parent, hint: { kind: 'known', fields }, corrected: [] } as const;
  reportAt(field, { code: 'unknown-field', type: 'StrictDecoding', at, args });
}

function checkValue(field: Cursor, { values, maxLength }: FieldRule): void {
  const value = stringOf(field);
  if (value === undefined) return;
  if (values !== undefined && !values.includes(value)) {
    const args = { field: String(field.step), value, supported: values };
    reportAt(field, { code: 'unsupported-value', type: 'NotSupported', args });
  }
  if (maxLength !== undefined) checkLength(field, value, maxLength);
}

function checkLength(field: Cursor, text: string, max: number): void {
  const length = byteLength(text);
  if (length <= max) return;
  reportAt(field, { code: 'text-too-long', type: 'TooLong', args: { field: nameOf(field), length, max } });
}

function checkNumber(field: Cursor, { range }: FieldRule): void {
  const value = integerOf(field);
  if (value === undefined || range === undefined) return;
  const [min, max] = range;
  if (value >= min && value <= max) return;
  reportAt(field, { code: 'out-of-range', type: 'Invalid', args: { field: String(field.step), value, min, max } });
}

function checkList(field: Cursor, { items: bounds, texts, maxLength }: FieldRule): void {
  if (field.node?.kind !== 'sequence') return;
  const items = itemsOf(field);
  const [min, max] = bounds ?? [0, Number.POSITIVE_INFINITY];
  if (items.length < min || items.length > max) {
    const args = { field: String(field.step), length: items.length, min, max };
    reportAt(field, { code: 'wrong-length', type: items.length < min ? 'Invalid' : 'TooMany', args });
  }
  if (texts === undefined) return;
  const seen = new Set<string>();
  for (const item of items) {
    const text = elementStringOf(item);
    if (text === undefined) continue;
    if (maxLength !== undefined) checkLength(item, text, maxLength);
    if (texts === 'cidrs') checkNetwork(item, text);
    else checkDomainName(item, text);
    if (seen.has(text))
      reportAt(item, { code: 'duplicate-value', type: 'Duplicate', args: { field: nameOf(item), value: text } });
    seen.add(text);
  }
}

// Spec: CEL isCIDR, which is netip.ParsePrefix without IPv4-mapped addresses. Host bits are allowed.
function checkNetwork(item: Cursor, text: string): void {
  const read = readCidr(text);
  const problem = read?.oddities.find((oddity) => oddity === 'leading-zeros' || oddity === 'ipv4-mapped');
  if (read !== undefined && problem === undefined) return;
  const args = { text, problem: problem ?? 'not-a-cidr', ...(read && { suggestion: read.canonical }) } as const;
  reportAt(item, { code: 'invalid-cidr', type: 'Invalid', args });
}

// Spec: the CRD's pattern as it is; its `A-z` lets some signs through.
const DOMAIN_NAME = /^(\*\.)?([a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.)+[a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.?$/;

function checkDomainName(item: Cursor, text: string): void {
  if (!DOMAIN_NAME.test(text)) reportAt(item, { code: 'invalid-domain-name', type: 'Invalid', args: { text } });
}

// The rules that the CRDs write in CEL.
function checkExpressions(object: Cursor, type: string): void {
  if (type === 'ClusterPortRange') checkRange(object);
  if (type.endsWith('EgressRule') && object.context.options.channel === 'experimental') checkNamedPorts(object);
}

function checkRange(range: Cursor): void {
  const start = integerOf(fieldOf(range, 'start'));
  const end = integerOf(fieldOf(range, 'end'));
  if (start === undefined || end === undefined || start < end) return;
  reportAt(range, { code: 'invalid-port-range', type: 'Invalid', args: { start, end } });
}

// Whatever is no pod has no port names. Only the experimental CRDs say so.
function checkNamedPorts(rule: Cursor): void {
  const ports = [...itemsOf(fieldOf(rule, 'ports')), ...itemsOf(fieldOf(rule, 'protocols'))];
  const hasName = ports.some((port) =>
    ['namedPort', 'destinationNamedPort'].some((name) => isPresent(fieldOf(port, name))),
  );
  const peers = itemsOf(fieldOf(rule, 'to'));
  const without = ['networks', 'nodes', 'domainNames'].find((name) =>
    peers.some((peer) => isPresent(fieldOf(peer, name))),
  );
  if (!hasName || without === undefined) return;
  reportAt(rule, { code: 'named-port-without-pods', type: 'Invalid', args: { peer: without } });
}
