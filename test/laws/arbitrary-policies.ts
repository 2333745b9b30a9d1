/** Generators of policies, as the specs that `builders.ts` makes policies of. */

import fc from 'fast-check';
import type { LabelRequirement, LabelSelector } from '../../src/model/labels.ts';
import type { Direction, RulePeer, RulePort } from '../../src/model/policy.ts';
import { PROTOCOLS } from '../../src/model/ports.ts';
import type { PolicySpec, RuleSpec } from '../builders.ts';
import { absent, exists, ipBlock, isIn, notIn, podsHere, podsIn, portNamed, ports, selector } from '../builders.ts';
import {
  anyNamespace,
  NAME_LABEL,
  NAMESPACE_LABELS,
  NAMESPACES,
  POD_LABELS,
  PORT_NAMES,
  PORT_NUMBERS,
  VALUES,
} from './vocabulary.ts';

/** Blocks that nest, overlap and cut the ranges of pods, each with strict subsets that it may except. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  '0.0.0.0/0': ['10.0.0.0/8', '0.0.0.0/1', '128.0.0.0/1', '169.254.169.254/32', '10.0.0.0/28', '10.0.0.7/32'],
  '10.0.0.0/8': ['10.0.0.0/28', '10.0.0.4/30', '10.128.0.0/9', '10.0.0.0/9'],
  '10.0.0.0/28': ['10.0.0.0/29', '10.0.0.8/29', '10.0.0.5/32', '10.0.0.4/30'],
  '10.0.0.8/29': ['10.0.0.8/30', '10.0.0.15/32'],
  '10.0.0.4/30': ['10.0.0.4/32', '10.0.0.5/32'],
  '10.0.0.5/32': [],
  '192.0.2.0/24': ['192.0.2.0/25', '192.0.2.128/25'],
  '::/0': ['fc00::/7', '::/1', '8000::/1', 'fd00::/125'],
  'fc00::/7': ['fd00::/16', 'fd00::4/126'],
  'fd00::/124': ['fd00::/125', 'fd00::8/125', 'fd00::5/128'],
  'fd00::5/128': [],
  '2001:db8::/32': ['2001:db8::/33'],
};

/** Generates policies without a name, in any of the namespaces. */
export function anyPolicySpec(): fc.Arbitrary<PolicySpec> {
  const rules = fc.array(anyRule(), { maxLength: 2 });
  return fc.record({
    namespace: anyNamespace,
    podSelector: anySelector(POD_LABELS, VALUES),
    ingress: rules,
    egress: rules,
    directions: fc.constantFrom<readonly Direction[]>(['ingress'], ['egress'], ['ingress', 'egress']),
  });
}

function anyRule(): fc.Arbitrary<RuleSpec> {
  return fc.record(
    {
      peers: fc.array(anyRulePeer(), { minLength: 1, maxLength: 2 }),
      ports: fc.array(anyRulePort(), { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
}

function anyRulePeer(): fc.Arbitrary<RulePeer> {
  const pods = anySelector(POD_LABELS, VALUES);
  const namespaces = fc.oneof(anySelector(NAMESPACE_LABELS, VALUES), anySelector([NAME_LABEL], NAMESPACES));
  const block = fc
    .constantFrom(...Object.keys(BLOCKS))
    .chain((cidr) => fc.subarray([...(BLOCKS[cidr] ?? [])]).map((except) => ipBlock(cidr, ...except)));
  return fc.oneof(
    pods.map(podsHere),
    namespaces.map((chosen) => podsIn(chosen)),
    fc.tuple(namespaces, pods).map(([chosen, own]) => podsIn(chosen, own)),
    { arbitrary: block, weight: 3 },
  );
}

function anyRulePort(): fc.Arbitrary<RulePort> {
  const protocol = fc.constantFrom(...PROTOCOLS, 'TCP' as const);
  const number = fc.constantFrom(...PORT_NUMBERS);
  return fc.oneof(
    protocol.map((one) => ports(one)),
    fc.tuple(protocol, number).map(([one, port]) => ports(one, port)),
    fc
      .tuple(protocol, number, number)
      .map(([one, left, right]) => ports(one, Math.min(left, right), Math.max(left, right))),
    {
      arbitrary: fc.tuple(protocol, fc.constantFrom(...PORT_NAMES)).map(([one, name]) => portNamed(name, one)),
      weight: 2,
    },
  );
}

/** Generates label selectors of few keys and values, the empty one among them. */
export function anySelector(keys: readonly string[], values: readonly string[]): fc.Arbitrary<LabelSelector> {
  return fc.array(anyRequirement(keys, values), { maxLength: 2 }).map((requirements) => selector({}, ...requirements));
}

function anyRequirement(keys: readonly string[], values: readonly string[]): fc.Arbitrary<LabelRequirement> {
  const key = fc.constantFrom(...keys);
  const some = fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { arbitrary: fc.tuple(key, some).map(([one, set]) => isIn(one, ...set)), weight: 3 },
    fc.tuple(key, some).map(([one, set]) => notIn(one, ...set)),
    key.map(exists),
    key.map(absent),
  );
}
