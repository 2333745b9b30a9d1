/** Policies as lines of a snapshot: what they say, not where and in which order they say it. */

import type { Cluster } from '../../model/cluster.ts';
import type { LabelSelector } from '../../model/labels.ts';
import { formatSelector } from '../../model/labels.ts';
import { compareText } from '../../model/order.ts';
import type { Direction, Policy, Rule, RulePeer, RulePort } from '../../model/policy.ts';
import { selectsPod } from '../../semantics/isolation.ts';
import type { ResolvedPeer } from '../resolve-peers.ts';
import { formatIpBlock } from '../unknown-causes.ts';

/** Returns the lines of the policies that select one of some peers, or of all; each once, unsorted. */
export function policyLines({ policies }: Cluster, ends: readonly ResolvedPeer[] | null): readonly string[] {
  const concerned = policies.filter((policy) => ends === null || ends.some((end) => isSelected(policy, end)));
  return [
    ...new Set(
      concerned.flatMap((policy) => [
        headLine(policy),
        ...ruleLines(policy, 'egress'),
        ...ruleLines(policy, 'ingress'),
      ]),
    ),
  ];
}

/** Tells whether a policy selects a pod of a peer. */
export function isSelected(policy: Policy, end: ResolvedPeer): boolean {
  return end.kind === 'workload' && end.peer.pods.some((pod) => selectsPod(policy, pod));
}

function headLine({ id, podSelector, directions }: Policy): string {
  const isolated = [...(directions.egress ? ['egress'] : []), ...(directions.ingress ? ['ingress'] : [])];
  return `${id} selects ${podsText(podSelector)} for ${isolated.join(' and ') || 'nothing'}`;
}

function ruleLines({ id, directions, rules }: Policy, direction: Direction): readonly string[] {
  if (!directions[direction]) return [];
  return rules[direction].flatMap((rule) => {
    const ports = rulePortsText(rule);
    const peers = rule.peers === 'all' ? ['anyone'] : rule.peers.map(rulePeerText);
    return peers.map((peer) => `${id} ${direction} ${direction === 'ingress' ? 'from' : 'to'} ${peer} on ${ports}`);
  });
}

function rulePeerText(peer: RulePeer): string {
  if (peer.kind === 'ipBlock') return formatIpBlock(peer);
  const pods = peer.podSelector === null ? 'any' : podsText(peer.podSelector);
  return peer.namespaceSelector === null ? pods : `ns[${formatSelector(peer.namespaceSelector)}]/${pods}`;
}

function podsText(selector: LabelSelector): string {
  return selector.requirements.length === 0 ? 'any' : `[${formatSelector(selector)}]`;
}

function rulePortsText({ ports }: Rule): string {
  return ports === 'all' ? 'all ports' : ports.map(rulePortText).toSorted(compareText).join(' ');
}

function rulePortText(port: RulePort): string {
  if (port.kind === 'name') return `"${port.name}"/${port.protocol}`;
  if (port.port === 1 && port.endPort === 65535) return port.protocol;
  return `${port.port === port.endPort ? port.port : `${port.port}-${port.endPort}`}/${port.protocol}`;
}
