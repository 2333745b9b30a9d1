/** Objects that are given more than once: the same twice is one object, and of two that differ neither counts. */

import type { RelatedPlace, Report } from '../model/diagnostics.ts';
import type { Place } from '../model/provenance.ts';
import { NameIndex } from './name-index.ts';
import type { ObjectIdentity, Resource } from './resource.ts';

// Where something is written, and what tells objects apart anyway: no part of what an object says.
const NOT_COMPARED: ReadonlySet<string> = new Set(['at', 'identity']);

/** Returns resources without repetitions and without objects of one name that contradict each other; reports both. */
export function removeDuplicates(resources: readonly Resource[], report: Report): readonly Resource[] {
  // The resource's own kind keeps a Knative Service apart from a Service.
  const firstByKind = new Map<Resource['kind'], NameIndex<Resource>>();
  const leftOut = new Set<Resource>();
  for (const resource of resources) {
    if (!isUnique(resource)) continue;
    const firstByName = firstByKind.get(resource.kind) ?? new NameIndex<Resource>();
    firstByKind.set(resource.kind, firstByName);
    const first = firstByName.get(resource.identity);
    if (first === undefined) {
      firstByName.set(resource.identity, resource);
      continue;
    }
    const isSame = isSameValue(first, resource);
    leftOut.add(resource);
    if (!isSame) leftOut.add(first);
    reportDuplicate(isSame, resource.identity, first.identity.at, report);
  }
  return leftOut.size === 0 ? resources : resources.filter((resource) => !leftOut.has(resource));
}

// The server makes a new name of each generateName; of what is not decoded, or refused, there is nothing to compare.
function isUnique({ kind, identity }: Resource): boolean {
  return kind !== 'unsupported' && kind !== 'other' && kind !== 'invalid' && !identity.isGenerated;
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
