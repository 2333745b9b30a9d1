/** What people may write for a peer, and what they are told when it is none. */

import { describe, expect, test } from 'vitest';
import { parsePeerExpression } from '../../src/config/peer-grammar.ts';
import { cidrsOf } from '../../src/model/ip.ts';
import type { LabelRequirement, LabelSelector } from '../../src/model/labels.ts';
import type { NamespaceExpression, PeerReference, PeerSyntaxProblem } from '../../src/model/peer-expression.ts';

describe('peers', () => {
  test.each([
    ['shop/api', 'workload shop . api'],
    ['api', 'workload (default) . api'],
    ['shop/deployment/api', 'workload shop deployment api'],
    ['deploy/api', 'workload deploy . api'],
    ['shop/api~2', 'workload shop . api ~2'],
    ['shop/migrate-*', 'workload shop . migrate-*'],
    ['shop/any', 'workloads shop []'],
    ['shop/[app=api,tier in (a,b),!legacy]', 'workloads shop [app In api; tier In a,b; legacy DoesNotExist]'],
    ['shop/[a!=b, c notin (d) ,e.f/g, h==i]', 'workloads shop [a NotIn b; c NotIn d; e.f/g Exists; h In i]'],
    ['shop/[a=]', 'workloads shop [a In ]'],
    ['[app=api]', 'workloads (default) [app In api]'],
    ['ns[env=prod]/any', 'workloads ns[env In prod] []'],
    ['ns[]/[k8s-app=kube-dns]', 'workloads ns[] [k8s-app In kube-dns]'],
    ['ns[kubernetes.io/metadata.name=a]/api', 'workload ns[kubernetes.io/metadata.name In a] . api'],
    ['cluster', 'cluster'],
    ['internet', 'internet'],
    ['external', 'external'],
    ['any', 'any'],
    ['pod/any/any', 'workload pod any any'],
    ['@dns', 'alias dns'],
    ['10.0.0.0/8', 'addresses 10.0.0.0/8'],
    ['8.8.8.8', 'addresses 8.8.8.8/32'],
    ['2001:db8::/32', 'addresses 2001:db8::/32'],
    ['  shop/api ', 'workload shop . api'],
  ])('%s', (text, expected) => {
    expect(describeExpression(reference(text))).toBe(expected);
    expect(reference(text).port).toBeNull();
  });
});

describe('ports', () => {
  test.each([
    ['shop/api:8080', 'TCP 8080-8080'],
    ['shop/api:http', 'TCP http'],
    ['kube-system/[k8s-app=kube-dns]:53/UDP', 'UDP 53-53'],
    ['shop/any:8000-8099', 'TCP 8000-8099'],
    ['10.0.0.0/8:443', 'TCP 443-443'],
    ['2001:db8::1 port 443/tcp', 'TCP 443-443'],
    ['shop/api port sip/SCTP', 'SCTP sip'],
    ['@dns:53', 'TCP 53-53'],
  ])('%s', (text, expected) => {
    const { port } = reference(text);
    const shown = port?.kind === 'range' ? `${port.port}-${port.endPort}` : port?.name;
    expect(`${port?.protocol} ${shown}`).toBe(expected);
  });
});

describe('what is none is refused at its character, with a remedy', () => {
  test.each([
    ['', 0, 'no peer is written here'],
    ['shop/', 5, 'a name is missing'],
    ['/api', 0, 'a namespace is missing'],
    ['shop/deployment/api/x', 20, 'too many parts'],
    ['shop/api:0', 9, 'out of range'],
    ['shop/api:99999', 9, 'out of range'],
    ['shop/api:9-8', 9, 'ends before it starts'],
    ['shop/api:80/ICMP', 12, 'not a protocol'],
    ['shop/api:', 9, 'not a port'],
    ['shop/[app=api', 5, 'never closed'],
    ['shop/app=api]', 12, 'closes nothing'],
    ['shop/[app~api]', 6, 'not a requirement'],
    ['shop/[tier in (a b)]', 15, 'not a label value'],
    ['shop/[a,,b]', 8, 'a requirement is missing'],
    ['shop[app=api]/any', 0, 'stands before labels'],
    ['shop/api[app=x]', 5, 'stands before labels'],
    ['10.0.0.0/33', 0, 'not an address'],
    ['10.0.0.256', 0, 'not an address'],
    ['2001:db8::1:http', 0, 'not a name'],
    ['2001:db8::/32:443', 0, 'not an address'],
    ['shop/api:80:90', 5, 'not a name'],
    ['@', 0, 'not an alias'],
    ['shop/depl oy/x', 5, 'not a kind'],
  ])('%s', (text, offset, problem) => {
    const found = refusal(text);
    expect(found.problem).toContain(problem);
    expect(found.offset).toBe(offset);
    expect(found.help).not.toBe('');
  });
});

function reference(text: string): PeerReference {
  const reading = parsePeerExpression(text);
  if (reading.kind === 'problem') throw new Error(`${text}: ${reading.problem.problem}`);
  return reading.reference;
}

function refusal(text: string): PeerSyntaxProblem {
  const reading = parsePeerExpression(text);
  if (reading.kind === 'peer') throw new Error(`${text} was read as a peer`);
  return reading.problem;
}

function describeExpression({ expression }: PeerReference): string {
  switch (expression.kind) {
    case 'workload': {
      const { namespace, workloadKind, name, part } = expression;
      const shown = `workload ${describeNamespace(namespace)} ${workloadKind ?? '.'} ${name}`;
      return part === null ? shown : `${shown} ~${part}`;
    }
    case 'workloads':
      return `workloads ${describeNamespace(expression.namespace)} [${describeSelector(expression.selector)}]`;
    case 'addresses':
      return `addresses ${cidrsOf(expression.addresses).join(' ')}`;
    case 'alias':
      return `alias ${expression.name}`;
    default:
      return expression.kind;
  }
}

function describeNamespace(namespace: NamespaceExpression): string {
  if (namespace.kind === 'default') return '(default)';
  return namespace.kind === 'name' ? namespace.name : `ns[${describeSelector(namespace.selector)}]`;
}

function describeSelector({ requirements }: LabelSelector): string {
  return requirements.map(describeRequirement).join('; ');
}

function describeRequirement(requirement: LabelRequirement): string {
  const values = 'values' in requirement ? ` ${requirement.values.join(',')}` : '';
  return `${requirement.key} ${requirement.operator}${values}`;
}
