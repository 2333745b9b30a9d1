/**
 * What Kubernetes allows as names, label keys and values, and port names: each function returns every rule a text breaks.
 * Spec: k8s.io/apimachinery/pkg/util/validation. Lengths are bytes there, and all allowed characters are single bytes.
 */

import type { NameProblem } from '../model/diagnostics/resources.ts';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN_LENGTH = 253;
const LABEL_LENGTH = 63;
const PORT_NAME_LENGTH = 15;

/** Returns the length in bytes of UTF-8, as Go counts it. */
export function byteLength(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += 1 + Number(point > 0x7f) + Number(point > 0x7ff) + Number(point > 0xffff);
  }
  return length;
}

/** Checks a DNS-1123 subdomain, the form of most object names. */
export function subdomainProblems(text: string): readonly NameProblem[] {
  const problems = lengthProblems(text, SUBDOMAIN_LENGTH);
  return SUBDOMAIN.test(text) ? problems : [...problems, { kind: 'subdomain' }];
}

/** Checks a DNS-1123 label, the form of namespace and container names. */
export function dnsLabelProblems(text: string): readonly NameProblem[] {
  const problems = lengthProblems(text, LABEL_LENGTH);
  if (DNS_LABEL.test(text)) return problems;
  return [...problems, { kind: text.includes('.') && SUBDOMAIN.test(text) ? 'dots' : 'dns-label' }];
}

/** Checks a label key: an optional subdomain and `/`, then a name. */
export function labelKeyProblems(key: string): readonly NameProblem[] {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) return [{ kind: 'slashes' }];
  const prefix = parts.length === 2 ? (parts[0] ?? '') : undefined;
  const problems: NameProblem[] = [];
  if (prefix === '') problems.push({ kind: 'empty-prefix' });
  else if (prefix !== undefined) problems.push(...subdomainProblems(prefix));
  if (name === '') problems.push({ kind: prefix === undefined ? 'empty' : 'empty-name' });
  else problems.push(...lengthProblems(name, LABEL_LENGTH));
  if (name !== '' && !LABEL_NAME.test(name)) problems.push({ kind: 'label-name' });
  return problems;
}

/** Checks a label value: empty, or at most 63 letters, digits, `-`, `_` and `.`. */
export function labelValueProblems(value: string): readonly NameProblem[] {
  const problems = lengthProblems(value, LABEL_LENGTH);
  return value === '' || LABEL_NAME.test(value) ? problems : [...problems, { kind: 'label-value' }];
}

/** Checks a port name (an IANA service name). */
export function portNameProblems(name: string): readonly NameProblem[] {
  const problems = lengthProblems(name, PORT_NAME_LENGTH);
  if (!/^[-a-z0-9]+$/.test(name)) problems.push({ kind: 'port-characters' });
  if (!/[a-z]/.test(name)) problems.push({ kind: 'port-no-letter' });
  if (name.includes('--')) problems.push({ kind: 'port-consecutive-hyphens' });
  if (name.startsWith('-') || name.endsWith('-')) problems.push({ kind: 'port-hyphen-at-end' });
  return problems;
}

function lengthProblems(text: string, max: number): NameProblem[] {
  // UTF-8 takes three bytes a unit at most, so that a short text need not be encoded.
  return text.length * 3 > max && byteLength(text) > max ? [{ kind: 'too-long', max }] : [];
}
