/** Why a test failed, in one line each: what every format of `check` says, be it for people or for machines. */

import type { ContainerPort } from '../model/cluster.ts';
import { isNoPorts } from '../model/ports.ts';
import { formatPlace } from '../model/provenance.ts';
import type { TestEntry } from '../model/tests.ts';
import type {
  ConnectionReason,
  LatentReason,
  NothingToTestReason,
  PolicyReason,
  RuleReason,
  SideReason,
  SnapshotReason,
  TestReason,
  WorkloadReason,
} from '../views/tests/outcome.ts';
import { printable } from './columns.ts';
import { counted, enumeration } from './messages/words.ts';
import { peerProblemText } from './peer-problem.ts';
import { formatPorts, formatRange } from './port-text.ts';
import { describeMismatch } from './rule-text.ts';
import { unknownReason } from './unknown-text.ts';

/** Returns what a test expects, as a sentence without full stop. */
export function expectationText({ expectation }: TestEntry): string {
  switch (expectation.kind) {
    case 'allow':
    case 'deny': {
      const connections = expectation.connections.map(({ text }) => text).join(', ');
      const except = expectation.except.map(({ text }) => text).join(', ');
      const some = expectation.anyOf ? 'some' : 'every';
      const which = expectation.kind === 'deny' ? 'no' : some;
      return `${which} connection of ${connections} is open${except === '' ? '' : `, except ${except}`}`;
    }
    case 'only': {
      const peers = expectation.peers.length === 0 ? 'nobody' : enumeration(expectation.peers.map(({ text }) => text));
      return expectation.direction === 'to'
        ? `only ${peers} may reach ${expectation.subject.text}`
        : `${expectation.subject.text} may reach only ${peers}`;
    }
    case 'every':
      return `every workload of ${expectation.subject.text} is ${enumeration(expectation.properties)}`;
    case 'snapshot':
      return `the ${expectation.view === 'policies' ? 'policies are' : 'matrix is'} as in ${expectation.file}`;
    case 'policies': {
      const of = expectation.of === null ? '' : ` of ${expectation.of.text}`;
      return `each policy${of}: ${expectation.properties.join(', ')}`;
    }
    case 'equivalent':
      return `the policies open the same as those of ${expectation.path}`;
    case 'within':
      return `the policies open nothing that those of ${expectation.path} do not`;
    case 'permits':
      return `everything that ${expectation.path} states is open`;
    case 'forbids':
      return `nothing that ${expectation.path} states is open`;
  }
}

/** Returns one reason as a sentence without full stop. */
export function reasonText(reason: TestReason): string {
  switch (reason.kind) {
    case 'connection':
      return `${connectionText(reason)} is ${verdictText(reason)}: ${causeText(reason)}`;
    case 'more':
      return `and ${counted(reason.count, 'connection')} more`;
    case 'latent':
      return latentText(reason);
    case 'names-nothing':
      return `tests nothing: ${peerProblemText(reason.problem)}`;
    case 'nothing-to-test':
      return `tests nothing: ${emptinessText(reason)}`;
    case 'no-port': {
      const lacking = reason.destinations.length === 1 ? 'declares no port' : 'declare no port';
      const names = enumeration(reason.destinations.map(printable));
      return reason.port === null
        ? `needs a port: ${names} ${lacking}; write one, as in A -> B:8080`
        : `${names} ${lacking} "${reason.port}"`;
    }
    case 'workload':
      return `${printable(reason.workload.name)} ${lackText(reason)}`;
    case 'snapshot':
      return snapshotText(reason);
    case 'policy':
      return policyText(reason);
    case 'no-policies-at':
      return `there are no policies at ${printable(reason.path)}`;
    case 'skipped':
      return `skipped: ${reason.reason}`;
    case 'todo':
      return `known to fail for now: ${reason.reason}`;
  }
}

/** Returns which connection would fail too if the other side did not stop it. */
export function latentText({ source, destination, openSide }: LatentReason, arrow = '->'): string {
  const ends = `${printable(source.name)} ${arrow} ${printable(destination.name)}`;
  return openSide === 'ingress'
    ? `${ends}: let in here too, only the egress policies of ${printable(source.name)} stop it`
    : `${ends}: let out here too, only the ingress policies of ${printable(destination.name)} stop it`;
}

/** Returns `shop/api -> data/redis:6379` with all the ports that are meant. */
export function connectionText({ source, destination, ports }: ConnectionReason, arrow = '->'): string {
  const ends = `${printable(source.name)} ${arrow} ${printable(destination.name)}`;
  return isNoPorts(ports) ? ends : `${ends} on ${portWords(ports)}`;
}

const PORTS_SHOWN = 4;

function portWords(ports: ConnectionReason['ports']): string {
  const texts = formatPorts(ports, 'every port');
  const shown = texts.slice(0, PORTS_SHOWN).join(', ');
  return texts.length > PORTS_SHOWN ? `${shown} and ${texts.length - PORTS_SHOWN} more` : shown;
}

/** Returns what the connection is instead of what was expected: `open over IPv6`, `denied`, `unknown`. */
export function verdictText({ verdict, families, judgement }: ConnectionReason): string {
  const word = verdict === 'allowed' ? 'open' : verdict;
  const differs = judgement !== null && judgement.families.length > 1 && families.length === 1;
  return differs ? `${word} over ${families[0]}` : word;
}

// The side that denies, or is unknown, is the cause; of what is open both sides are.
function causeText(reason: ConnectionReason): string {
  if (reason.judgement === null) return 'the two ends have no address family in common';
  if (reason.verdict === 'unknown') return unknownReason(reason.unknownCauses);
  const sides = reason.sides.filter(({ trace }) => trace.verdict === reason.verdict);
  return sides.map((side) => `${side.trace.direction} ${sideText(side)}`).join('; ');
}

/** Returns what one side says and by which rule: `denied: redis › ingress[0] comes closest, no container names a port "redis"`. */
function sideText({ trace, rule }: SideReason): string {
  if (!trace.isolated) return 'allowed: no policy selects it';
  const policies = enumeration(trace.policies.map(({ policy }) => printable(policy.name)));
  if (rule === null) return `${trace.verdict}: isolated by ${policies}, without a rule`;
  const name = ruleName(rule);
  if (trace.verdict === 'allowed') return `allowed by ${name}`;
  const closest = trace.verdict === 'unknown' ? 'may match' : 'comes closest';
  return `${trace.verdict}: ${name} ${closest}${failureText(rule)}`;
}

/** Returns `redis ingress[0].from[0]`: the policy, and the item in it that matters most. */
export function ruleName({ policy, rule, peer }: RuleReason): string {
  const path = peer?.matches === 'yes' ? peer.peer.path : rule.rule.path;
  return `${printable(policy.name)} ${path.replace(/^spec\./, '')}`;
}

function failureText(reason: RuleReason): string {
  const failures = [peerFailure(reason), portFailure(reason)].filter((text) => text !== '');
  return failures.length === 0 ? '' : `, but ${failures.join(' and ')}`;
}

/** Returns why the peer of a rule does not match; nothing where it does. */
export function peerFailure({ policy, peer }: RuleReason): string {
  if (peer === null || peer.matches !== 'no') return '';
  if (peer.peer.kind === 'ipBlock' && peer.because === null) return 'the address is not in the block';
  if (peer.because === 'other-namespace') return `it looks only in namespace ${printable(policy.namespace)}`;
  return describeMismatch(peer);
}

/** Returns why the port of a rule does not match; nothing where it does. */
export function portFailure(reason: RuleReason): string {
  const { port } = reason;
  if (port === null || port.matches !== 'no') return '';
  return port.port.kind === 'range' ? `it opens ${formatRange(port.port)}` : misnamedPort(reason);
}

/** Returns what a port's name stands for at the destination, and what is declared there where it stands for nothing. */
export function misnamedPort({ port, declared }: RuleReason): string {
  if (port === null || port.matches !== 'no' || port.port.kind !== 'name') return '';
  const numberOf = (one: ContainerPort): string => formatRange({ ...one, endPort: one.port });
  if (port.resolved.length > 0) return `there it is ${port.resolved.map(numberOf).join(', ')}`;
  const known = declared.map((one) => (one.name === null ? numberOf(one) : `${printable(one.name)}=${numberOf(one)}`));
  return `no container there names a port so${known.length === 0 ? '' : ` (declared: ${known.join(', ')})`}`;
}

function emptinessText({ why, text }: NothingToTestReason): string {
  switch (why) {
    case 'external-ends':
      return `${text}: both ends are outside the cluster`;
    case 'same-pod':
      return `${text}: a pod and itself`;
    case 'all-excepted':
      return `${text}: everything is left out by except`;
    case 'no-such-port':
      return `${text}: nothing there declares a port of that name`;
    case 'family-not-in-cluster':
      return `${text}: the cluster has no addresses of that family`;
    case 'no-policies':
      return `${text}: no policy is there`;
  }
}

function lackText({ property }: WorkloadReason): string {
  switch (property) {
    case 'ingress-isolated':
      return 'is not isolated: no policy selects it for ingress';
    case 'egress-isolated':
      return 'is not isolated: no policy selects it for egress';
    case 'covered':
      return 'is not covered: no policy selects it';
    case 'dns-ok':
    case 'no-internet-egress':
      return `is not ${property}`;
  }
}

function snapshotText({ file, isMissing, added, removed }: SnapshotReason): string {
  if (isMissing) return `there is no ${file} yet; netpol check --update writes it`;
  return `${file} differs: ${added.length} added, ${removed.length} removed; netpol check --update accepts that`;
}

function policyText({ property, policy, rule, by }: PolicyReason): string {
  const name = printable(policy.id);
  switch (property) {
    case 'select-something':
      return `${name} selects no pod`;
    case 'effective':
      return `${name} changes nothing: without it the same connections are open`;
    case 'not-redundant': {
      const [container] = by;
      const path = rule === null ? '' : ` ${rule.path.replace(/^spec\./, '')}`;
      const others = 'other rules together allow all that it does';
      return `${name}${path} adds nothing: ${container === undefined ? others : `${formatPlace(container.at)} allows all that it does`}`;
    }
  }
}
