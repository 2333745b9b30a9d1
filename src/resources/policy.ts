/** Decodes a NetworkPolicy, networking.k8s.io/v1: validation and defaulting as the API server does them (semantics.md 2.5). */

import type { Direction, Policy, Rule, RulePeer } from '../model/policy.ts';
import type { Cursor } from './cursor.ts';
import {
  elementStringOf,
  fieldOf,
  isPresent,
  itemsOf,
  keyPlaceOf,
  nameOf,
  pathOf,
  placeOf,
  reportAt,
} from './cursor.ts';
import { decodeIpBlock } from './ip-block.ts';
import { decodeSelector } from './labels.ts';
import type { ObjectIdentity, Resource } from './resource.ts';
import { decodeRulePort } from './rule-port.ts';

const POLICY_TYPES: readonly string[] = ['Ingress', 'Egress'];

/** Returns a policy whose directions are defaulted and whose every part knows its place. */
export function decodePolicy(object: Cursor, identity: ObjectIdentity): Resource {
  const { namespace, name, at } = identity;
  const spec = fieldOf(object, 'spec');
  const policy: Policy = {
    kind: 'NetworkPolicy',
    id: `${namespace}/${name}`,
    namespace,
    name,
    at,
    podSelector: decodeSelector(fieldOf(spec, 'podSelector')),
    rules: {
      ingress: itemsOf(fieldOf(spec, 'ingress')).map((item) => decodeRule(item, 'ingress')),
      egress: itemsOf(fieldOf(spec, 'egress')).map((item) => decodeRule(item, 'egress')),
    },
    directions: decodeDirections(spec),
  };
  return { kind: 'policy', identity, policy };
}

// Spec: SetDefaults_NetworkPolicy. A list with a null or bad entry is not empty, so it is not defaulted.
function decodeDirections(spec: Cursor): Policy['directions'] {
  const policyTypes = fieldOf(spec, 'policyTypes');
  const items = itemsOf(policyTypes);
  checkPolicyTypes(policyTypes, items);
  if (items.length === 0) return { ingress: true, egress: itemsOf(fieldOf(spec, 'egress')).length > 0 };
  const types = items.map(elementStringOf);
  return { ingress: types.includes('Ingress'), egress: types.includes('Egress') };
}

function checkPolicyTypes(policyTypes: Cursor, items: readonly Cursor[]): void {
  if (items.length > POLICY_TYPES.length) {
    reportAt(policyTypes, { code: 'too-many-policy-types', type: 'Invalid', args: { count: items.length } });
    return;
  }
  for (const item of items) {
    const value = elementStringOf(item);
    if (value !== undefined && !POLICY_TYPES.includes(value)) {
      const args = { field: nameOf(item), value, supported: POLICY_TYPES };
      reportAt(item, { code: 'unsupported-value', type: 'NotSupported', args });
    }
  }
}

function decodeRule(item: Cursor, direction: Direction): Rule {
  const peers = itemsOf(fieldOf(item, direction === 'ingress' ? 'from' : 'to'));
  const ports = itemsOf(fieldOf(item, 'ports'));
  const decodedPorts = ports.flatMap((port) => decodeRulePort(port) ?? []);
  const decodedPeers = peers.flatMap((peer) => decodePeer(peer, direction) ?? []);
  return {
    direction,
    path: pathOf(item),
    at: placeOf(item),
    // An absent or empty list matches everything; a null item of a list is an item.
    peers: peers.length === 0 ? 'all' : decodedPeers,
    ports: ports.length === 0 ? 'all' : decodedPorts,
  };
}

function decodePeer(item: Cursor, direction: Direction): RulePeer | undefined {
  const podSelector = fieldOf(item, 'podSelector');
  const namespaceSelector = fieldOf(item, 'namespaceSelector');
  const ipBlock = fieldOf(item, 'ipBlock');
  const selectors = [podSelector, namespaceSelector].filter(isPresent);
  const place = { path: pathOf(item), at: placeOf(item) };
  const pods: RulePeer = {
    kind: 'pods',
    ...place,
    podSelector: isPresent(podSelector) ? decodeSelector(podSelector) : null,
    namespaceSelector: isPresent(namespaceSelector) ? decodeSelector(namespaceSelector) : null,
  };
  if (!isPresent(ipBlock)) {
    if (selectors.length > 0) return pods;
    if (!isPresent(item) || item.node?.kind === 'mapping')
      reportAt(item, { code: 'empty-peer', type: 'Required', args: { direction } });
    return undefined;
  }
  if (selectors.length > 0) {
    const args = { selectors: selectors.map(({ step }) => String(step)) };
    reportAt(item, { code: 'mixed-peer', type: 'Forbidden', at: keyPlaceOf(ipBlock), args });
  }
  const block = decodeIpBlock(ipBlock);
  return block === undefined ? undefined : { kind: 'ipBlock', ...place, ...block };
}
