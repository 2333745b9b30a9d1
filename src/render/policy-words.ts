/**
 * Policies in plain language: whom a selector, a rule and its ports mean. Names and values are set apart by a mark, so that
 * the same words serve a terminal and Markdown.
 */

import type { LabelSelector } from '../model/labels.ts';
import { formatSelector } from '../model/labels.ts';
import type { Direction, Policy, Rule, RulePeer, RulePort } from '../model/policy.ts';
import { PROTOCOLS } from '../model/ports.ts';
import type { DirectionDescription, PolicyDescription, RuleDescription } from '../views/describe.ts';
import { formatIpBlock } from '../views/unknown-causes.ts';
import { alternatives, counted, enumeration } from './messages/words.ts';

/** Sets a name or value from a manifest apart, and makes it safe to print. */
export type Mark = (text: string) => string;

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Returns whom a policy selects: ``pods labelled `app=api` of namespace `shop` ``. */
export function selectionWords({ podSelector, namespace }: Policy, mark: Mark): string {
  return `${podWords(podSelector, mark)} of namespace ${mark(namespace)}`;
}

/** Returns what a rule lets through, without a verb: ``pods labelled `app=api` of namespace `shop`, on TCP port 8080``. */
export function ruleWords({ rule, peers }: RuleDescription, policy: Policy, mark: Mark): string {
  if (rule.peers === 'all' && rule.ports === 'all') return 'everything';
  const whom =
    peers === 'all'
      ? 'every pod and every address'
      : alternatives(
          peers.map(({ peer, workloads }) => {
            const nobody = workloads?.length === 0 ? ' (no such pod is loaded)' : '';
            return `${rulePeerWords(peer, policy, mark)}${nobody}`;
          }),
        );
  return `${whom}, on ${portWords(rule, mark)}`;
}

/** Returns the ports by name of a rule that nobody declares, as a sentence without a full stop; null where there are none. */
export function undeclaredWords({ rule, undeclaredPorts }: RuleDescription, mark: Mark): string | null {
  if (undeclaredPorts.length === 0) return null;
  const names = undeclaredPorts.flatMap((port) => (port.kind === 'name' ? [mark(port.name)] : []));
  const where = rule.direction === 'ingress' ? 'the selected pods' : 'these pods';
  return `no container of ${where} declares a port ${alternatives(names)}`;
}

/** Returns what a policy leaves open or to others, each a sentence without a full stop. */
export function omissionWords(description: PolicyDescription, mark: Mark): readonly string[] {
  const { policy, selects, directions } = description;
  const free = (['ingress', 'egress'] as const).filter((direction) => !policy.directions[direction]);
  const ofNodes = selects.filter(({ isNodeTraffic }) => isNodeTraffic).map(({ peer }) => mark(peer.title));
  return [
    ...(selects.length === 0 ? ['It has no effect today: it selects no pod that is loaded'] : []),
    ...(ofNodes.length === 0 ? [] : [`It does not isolate ${enumeration(ofNodes)}: pods in the host network`]),
    ...free.flatMap((direction) => freeWords(direction, directions[direction])),
  ];
}

/** Returns which other policies let more through for the same pods, as a sentence without a full stop; null where none can. */
export function othersWords({ directions }: PolicyDescription, mark: Mark): string | null {
  const isolating = (['ingress', 'egress'] as const).filter((direction) => directions[direction].isolates);
  const others = new Map(
    isolating.flatMap((direction) =>
      directions[direction].others.flatMap(({ id, name, rules }) => (rules[direction].length > 0 ? [[id, name]] : [])),
    ),
  );
  if (others.size === 0) return null;
  return `Policies add up: what ${alternatives([...others.values()].map(mark))} allows for the same pods is allowed too`;
}

/** Returns what a policy isolates for in a direction and lets through, up to the rules. */
export function isolationWords(direction: Direction, { rules }: DirectionDescription): string {
  const isolates = `It isolates them for ${direction}`;
  if (rules.length > 0) return `${isolates}, and ${direction === 'ingress' ? 'lets in' : 'lets out to'}`;
  return `${isolates}, and lets nothing ${direction === 'ingress' ? 'in' : 'out'}`;
}

function freeWords(direction: Direction, { rules }: DirectionDescription): readonly string[] {
  const type = direction === 'ingress' ? 'Ingress' : 'Egress';
  const limits = `It does not limit ${direction}`;
  if (rules.length === 0) return [limits];
  return [
    `${limits}: policyTypes leaves out ${type}, so its ${counted(rules.length, `${direction} rule`)} count for nothing`,
  ];
}

function rulePeerWords(peer: RulePeer, policy: Policy, mark: Mark): string {
  if (peer.kind === 'ipBlock') return `addresses in ${mark(formatIpBlock(peer))}`;
  const pods = peer.podSelector === null ? 'every pod' : podWords(peer.podSelector, mark);
  const { namespaceSelector } = peer;
  if (namespaceSelector === null) return `${pods} of namespace ${mark(policy.namespace)}`;
  return `${pods} of ${namespaceWords(namespaceSelector, mark)}`;
}

function podWords(selector: LabelSelector, mark: Mark): string {
  return selector.requirements.length === 0 ? 'every pod' : `pods ${labelWords(selector, mark)}`;
}

function namespaceWords(selector: LabelSelector, mark: Mark): string {
  const [first, ...others] = selector.requirements;
  if (first === undefined) return 'every namespace';
  if (others.length === 0 && first.operator === 'In' && first.key === NAME_LABEL) {
    return `namespace ${alternatives(first.values.map(mark))}`;
  }
  return `namespaces ${labelWords(selector, mark)}`;
}

function labelWords(selector: LabelSelector, mark: Mark): string {
  const isPlain = selector.requirements.every((one) => one.operator === 'In' && one.values.length === 1);
  return `${isPlain ? 'labelled' : 'matching'} ${mark(formatSelector(selector))}`;
}

function portWords({ ports }: Rule, mark: Mark): string {
  if (ports === 'all') return 'every port';
  const byProtocol = PROTOCOLS.flatMap((protocol) => {
    const own = ports.filter((port) => port.protocol === protocol);
    if (own.length === 0) return [];
    if (own.some((port) => port.kind === 'range' && port.port === 1 && port.endPort === 65535)) {
      return [`every ${protocol} port`];
    }
    const isOne = own.length === 1 && !own.some((port) => port.kind === 'range' && port.endPort > port.port);
    return [`${protocol} port${isOne ? '' : 's'} ${enumeration(own.map((port) => portText(port, mark)))}`];
  });
  return enumeration(byProtocol);
}

function portText(port: RulePort, mark: Mark): string {
  if (port.kind === 'name') return mark(port.name);
  return port.port === port.endPort ? `${port.port}` : `${port.port}-${port.endPort}`;
}
