/**
 * What a set of policies can tell pods and addresses apart by: labels that selectors mention, names of ports, and
 * ipBlocks. Nothing else about a pod matters to any verdict.
 */

import { unionBounds } from '../model/intervals.ts';
import type { IpSet } from '../model/ip.ts';
import { NO_ADDRESSES } from '../model/ip.ts';
import type { LabelSelector, Labels, LabelValue } from '../model/labels.ts';
import type { Policy, Rule } from '../model/policy.ts';
import { DIRECTIONS } from '../model/policy.ts';
import type { Interner } from './intern.ts';
import { createInterner, foldBalanced, rememberTexts } from './intern.ts';

/** What policies can tell pods and addresses apart by. */
export interface Mentions {
  /** Returns those of a pod's labels that some selector in reach of its namespace asks for, as numbers; equal ones give equal lists. */
  readonly visibleLabels: (namespace: string, labels: Labels) => readonly number[];
  /** Returns the labels of such numbers. */
  readonly labelsOf: (numbers: readonly number[]) => VisibleLabels;
  /** Returns the number of a named port that some rule mentions; undefined for one that none does. */
  readonly portName: (name: string) => number | undefined;
  /** Whether a rule has ipBlocks and named ports at once. */
  readonly mixesBlocksAndNames: boolean;
  /** The addresses of each rule that has ipBlocks, without duplicates. */
  readonly blocks: readonly IpSet[];
  /** Tells whether all that a policy mentions is mentioned here, so that nothing need be cut anew for it. */
  readonly covers: (policy: Policy) => boolean;
}

/** Labels as selectors see them: a value that none mentions is null, and a key that none mentions is left out. */
export type VisibleLabels = ReadonlyMap<string, LabelValue>;

type Label = readonly [key: string, value: LabelValue];

interface KeyMentions {
  /** Numbers of the labels with a value that some requirement names. */
  readonly values: Map<string, number>;
  /** Number of the label with any other value; undefined where no requirement asks for the key alone. */
  exists: number | undefined;
}

type Scope = Map<string, KeyMentions>;

/** Returns the rules that have an effect: those of the directions that the policy isolates. */
export function effectiveRules(policy: Policy): readonly Rule[] {
  return DIRECTIONS.flatMap((direction) => (policy.directions[direction] ? policy.rules[direction] : []));
}

/** Returns the union of a rule's ipBlocks; null for a rule without any. */
export function addressesOfRule(rule: Rule): IpSet | null {
  if (rule.peers === 'all') return null;
  const blocks = rule.peers.flatMap((peer) => (peer.kind === 'ipBlock' ? [peer.addresses] : []));
  if (blocks.length === 0) return null;
  return foldBalanced(blocks, NO_ADDRESSES, (left, right) => ({
    v4: unionBounds(left.v4, right.v4),
    v6: unionBounds(left.v6, right.v6),
  }));
}

/** Returns what a list of policies mentions. */
export function collectMentions(policies: readonly Policy[]): Mentions {
  const everywhere: Scope = new Map();
  const scopes = new Map<string, Scope>();
  const portNames = new Map<string, number>();
  const blocks = new Map<string, IpSet>();
  const labels = createInterner<Label>(([key, value]) => (value === null ? key : `${key}=${value}`));
  let mixesBlocksAndNames = false;

  for (const policy of policies) {
    const own = scopes.get(policy.namespace) ?? new Map<string, KeyMentions>();
    scopes.set(policy.namespace, own);
    for (const [selector, reach] of podSelectorsOf(policy))
      mention(reach === 'own' ? own : everywhere, selector, labels);
    for (const rule of effectiveRules(policy)) {
      const names = portNamesOf(rule);
      for (const name of names) if (!portNames.has(name)) portNames.set(name, portNames.size);
      const addresses = addressesOfRule(rule);
      if (addresses === null) continue;
      blocks.set(keyOfAddresses(addresses), addresses);
      mixesBlocksAndNames ||= names.length > 0;
    }
  }

  const noScope: Scope = new Map();
  const mentionsIn = rememberTexts((namespace) => joinScopes(scopes.get(namespace) ?? noScope, everywhere));
  return {
    visibleLabels: (namespace, { values }) => {
      const keys = mentionsIn(namespace);
      if (keys.size > MANY_KEYS) {
        const numbers = [...values].flatMap(([key, value]) => numberOf(keys.get(key), value) ?? []);
        return numbers.sort((left, right) => left - right);
      }
      const visible: number[] = [];
      for (const [key, mentioned] of keys) {
        const value = values.get(key);
        const number = value === undefined ? undefined : numberOf(mentioned, value);
        if (number !== undefined) visible.push(number);
      }
      return visible;
    },
    labelsOf: (numbers) => new Map(numbers.map(labels.valueOf)),
    portName: (name) => portNames.get(name),
    mixesBlocksAndNames,
    blocks: [...blocks.values()],
    covers: (policy) =>
      podSelectorsOf(policy).every(([selector, reach]) =>
        isMentioned(reach === 'own' ? [everywhere, scopes.get(policy.namespace) ?? noScope] : [everywhere], selector),
      ) && effectiveRules(policy).every((rule) => coversRule(rule)),
  };

  function coversRule(rule: Rule): boolean {
    const names = portNamesOf(rule);
    const addresses = addressesOfRule(rule);
    if (!names.every((name) => portNames.has(name))) return false;
    return addresses === null || (blocks.has(keyOfAddresses(addresses)) && (names.length === 0 || mixesBlocksAndNames));
  }
}

/** Returns a text that equal sets of addresses share. */
export function keyOfAddresses(set: IpSet): string {
  return `${set.v4.join()};${set.v6.join()}`;
}

// With the namespaces in whose pods each looks: the policy's own, or possibly any.
function podSelectorsOf(policy: Policy): readonly (readonly [selector: LabelSelector, reach: 'own' | 'any'])[] {
  const peers = effectiveRules(policy).flatMap((rule) => (rule.peers === 'all' ? [] : rule.peers));
  return [
    [policy.podSelector, 'own'],
    ...peers.flatMap((peer) => {
      if (peer.kind !== 'pods' || peer.podSelector === null) return [];
      return [[peer.podSelector, peer.namespaceSelector === null ? 'own' : 'any'] as const];
    }),
  ];
}

function portNamesOf(rule: Rule): readonly string[] {
  return rule.ports === 'all' ? [] : rule.ports.flatMap((port) => (port.kind === 'name' ? [port.name] : []));
}

// Above it a pod's labels are asked whether they are mentioned; below, the mentioned ones whether the pod has them.
const MANY_KEYS = 16;

interface MentionedKey {
  /** Mentions by selectors of the namespace, and by those that look everywhere. */
  readonly here: KeyMentions | undefined;
  readonly there: KeyMentions | undefined;
}

function joinScopes(own: Scope, everywhere: Scope): ReadonlyMap<string, MentionedKey> {
  const keys = new Set([...own.keys(), ...everywhere.keys()]);
  return new Map([...keys].map((key) => [key, { here: own.get(key), there: everywhere.get(key) }]));
}

function numberOf(mentioned: MentionedKey | undefined, value: LabelValue): number | undefined {
  if (mentioned === undefined) return undefined;
  const { here, there } = mentioned;
  const named = value === null ? undefined : (here?.values.get(value) ?? there?.values.get(value));
  return named ?? here?.exists ?? there?.exists;
}

function mention(scope: Scope, selector: LabelSelector, labels: Interner<Label>): void {
  for (const requirement of selector.requirements) {
    const { key } = requirement;
    const known = scope.get(key) ?? { values: new Map<string, number>(), exists: undefined };
    scope.set(key, known);
    if (requirement.operator === 'In' || requirement.operator === 'NotIn')
      for (const value of requirement.values) known.values.set(value, labels.idOf([key, value]));
    else known.exists = labels.idOf([key, null]);
  }
}

function isMentioned(scopes: readonly Scope[], selector: LabelSelector): boolean {
  return selector.requirements.every((requirement) => {
    const known = scopes.flatMap((scope) => scope.get(requirement.key) ?? []);
    return requirement.operator === 'In' || requirement.operator === 'NotIn'
      ? requirement.values.every((value) => known.some(({ values }) => values.has(value)))
      : known.some(({ exists }) => exists !== undefined);
  });
}
