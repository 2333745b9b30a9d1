/** Objects that are given more than once: the same twice is one object, and of two that differ neither counts. */

import type { RelatedPlace, Report } from '../model/diagnostics.ts';
import type { Place } from '../model/provenance.ts';
import type { ObjectIdentity, Resource } from './resource.ts';

// Where something is written, and what tells objects apart anyway: no part of what an object says.
const NOT_COMPARED: ReadonlySet<string> = new Set(['at', 'identity']);

/** Returns resources without repetitions and without objects of one name that contradict each other; reports both. */
export function removeDuplicates(resources: readonly Resource[], report: Report): readonly Resource[] {
  const firstByKey = new Map<string, Resource>();
  const contradicted = new Set<string>();
  const repeated = new Set<Resource>();
  for (const resource of resources) {
    if (!isUnique(resource)) continue;
    const key = keyOf(resource);
    const first = firstByKey.get(key);
    if (first === undefined) {
      firstByKey.set(key, resource);
      continue;
    }
    repeated.add(resource);
    const isSame = isSameValue(first, resource);
    if (!isSame) contradicted.add(key);
    reportDuplicate(isSame, resource.identity, first.identity.at, report);
  }
  if (repeated.size === 0) return resources;
  return resources.filter(
    (resource) => !repeated.has(resource) && !(isUnique(resource) && contradicted.has(keyOf(resource))),
  );
}

// The server makes a new name of each generateName; of what is not decoded, or refused, there is nothing to compare.
function isUnique({ kind, identity }: Resource): boolean {
  return kind !== 'unsupported' && kind !== 'other' && kind !== 'invalid' && !identity.isGenerated;
}

// The resource's own kind keeps a Knative Service apart from a Service.
function keyOf({ kind, identity }: Resource): string {
  return `${kind} ${identity.kind} ${identity.namespace}/${identity.name}`;
}

function reportDuplicate(isSame: boolean, identity: ObjectIdentity, first: Place, report: Report): void {
  const { kind, namespace, name, at } = identity;
  const args = { kind, name: namespace === '' ? name : `${namespace}/${name}` };
  const related: readonly RelatedPlace[] = [{ at: first, message: 'first defined here' }];
  report(
    isSame
      ? { code: 'duplicate-object', severity: 'info', at, args, related }
      : { code: 'conflicting-objects', severity: 'error', at, args, related },
  );
}

function isSameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left === 'function' && typeof right === 'function') return true;
  if (left instanceof Map && right instanceof Map) {
    return left.size === right.size && [...left].every(([key, value]) => isSameValue(value, right.get(key)));
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSameValue(item, right[index]));
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => NOT_COMPARED.has(key) || isSameValue(left[key], right[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}
