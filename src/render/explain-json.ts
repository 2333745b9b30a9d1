/** The explanation for programs (design.md section 6): the full trace, one object for one pair and port, else a list. */

import type { ContainerPort } from '../model/cluster.ts';
import { formatRequirement } from '../model/labels.ts';
import { isNoPorts, portRangesOf } from '../model/ports.ts';
import type {
  DirectionTrace,
  FamilyJudgement,
  Match,
  PolicyTrace,
  RequirementTrace,
  RulePeerTrace,
  RulePortTrace,
  RuleTrace,
} from '../model/verdict.ts';
import type { ExplainAnswer, Explanation } from '../views/explanation.ts';
import { formatIpBlock } from '../views/unknown-causes.ts';
import type { Json } from './json-lines.ts';
import { placeFields } from './json-lines.ts';
import { portsJson } from './port-json.ts';
import { remedyText } from './remedy-text.ts';
import { describeMismatch } from './rule-text.ts';
import { PLAIN } from './style.ts';
import { unknownReason } from './unknown-text.ts';

/** Returns the explanation as JSON, version 1. */
export function renderExplainJson(answer: ExplainAnswer): string {
  const [only, ...others] = answer.explanations;
  const isOne = only !== undefined && others.length === 0 && only.pairs.length === 1 && answer.withoutPort.length === 0;
  const value = isOne
    ? { version: 1, ...explanationJson(only) }
    : {
        version: 1,
        verdict: answer.verdict,
        explanations: answer.explanations.map(explanationJson),
        ...(answer.omitted > 0 && { omitted: answer.omitted }),
        ...(answer.withoutPort.length > 0 && { withoutPort: answer.withoutPort }),
      };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function explanationJson(explanation: Explanation): { readonly [key: string]: Json } {
  const { judgement, pairs, nearest, remedies, choices, unknownCauses } = explanation;
  const [{ from, to }, ...others] = pairs;
  const shown = judgement.families.find(({ verdict }) => verdict === judgement.verdict);
  const [cause] = unknownCauses;
  const verdicts = new Set(judgement.families.map(({ verdict }) => verdict));
  return {
    from: from.id,
    to: to.id,
    ...(others.length > 0 && { pairs: pairs.map((pair) => ({ from: pair.from.id, to: pair.to.id })) }),
    ...portsFields(explanation),
    verdict: judgement.verdict,
    ...(shown === undefined
      ? { because: 'no address family in common' }
      : {
          egress: directionJson(shown.egress, nearest.egress),
          ingress: directionJson(shown.ingress, nearest.ingress),
        }),
    ...((verdicts.size > 1 || judgement.families.length === 0) && { families: judgement.families.map(familyJson) }),
    ...(cause !== undefined && { because: unknownReason(unknownCauses), ...placeFieldsOf(cause.block.at) }),
    ...(judgement.assumes.length > 0 && { assumes: judgement.assumes }),
    ...(choices.length > 0 && { choices: choices.map((choice) => ({ ...choice })) }),
    ...(remedies.length > 0 && { remedies: remedies.map(remedyJson) }),
    ...(!isNoPorts(explanation.openBackwards) && { openBackwards: portsJson(explanation.openBackwards) }),
    ...(explanation.mayBeOwnNode && { ownNodeIsLetIn: true }),
  };
}

function portsFields({ ports }: Explanation): { readonly [key: string]: Json } {
  const [range, ...others] = portRangesOf(ports);
  if (range === undefined || others.length > 0 || range.port !== range.endPort) return { ports: portsJson(ports) };
  return { protocol: range.protocol, port: range.port };
}

function familyJson({ family, verdict, egress, ingress }: FamilyJudgement): Json {
  return { family, verdict, egress: egress.verdict, ingress: ingress.verdict };
}

function directionJson({ verdict, isolated, policies }: DirectionTrace, nearest: RuleTrace | null): Json {
  return {
    verdict,
    isolated,
    policies: policies.map(policyJson),
    ...(nearest !== null && {
      nearest: { path: nearest.rule.path, ...placeFieldsOf(nearest.rule.at), why: whyNot(nearest) },
    }),
  };
}

function policyJson({ policy, rules }: PolicyTrace): Json {
  const { id, kind, at } = policy;
  return { id, kind, ...placeFieldsOf(at), rules: rules.map(ruleJson) };
}

function ruleJson({ rule, matches, peers, ports }: RuleTrace): Json {
  return {
    path: rule.path,
    ...placeFieldsOf(rule.at),
    matches: matchJson(matches),
    peers: peers === 'all' ? 'all' : peers.map(peerJson),
    ports: ports === 'all' ? 'all' : ports.map(portJson),
  };
}

function peerJson(trace: RulePeerTrace): Json {
  const { peer, matches, because, namespaceRequirements, podRequirements } = trace;
  const asked: { readonly [key: string]: Json } =
    peer.kind === 'ipBlock'
      ? { ipBlock: formatIpBlock(peer) }
      : {
          namespaceSelector: peer.namespaceSelector === null ? null : namespaceRequirements.map(requirementJson),
          podSelector: peer.podSelector === null ? null : podRequirements.map(requirementJson),
        };
  return {
    path: peer.path,
    ...placeFieldsOf(peer.at),
    matches: matchJson(matches),
    ...asked,
    ...(because !== null && { because }),
  };
}

function requirementJson({ requirement, holds, value, at }: RequirementTrace): Json {
  return {
    requirement: formatRequirement(requirement),
    holds,
    ...(value !== undefined && { value }),
    ...(at !== null && placeFieldsOf(at)),
  };
}

function portJson({ port, matches, resolved }: RulePortTrace): Json {
  const { path, at, protocol } = port;
  const asked: { readonly [key: string]: Json } =
    port.kind === 'name'
      ? { name: port.name, resolved: resolved.map((declared: ContainerPort) => declared.port) }
      : { port: port.port, ...(port.endPort !== port.port && { endPort: port.endPort }) };
  return { path, ...placeFieldsOf(at), matches: matchJson(matches), protocol, ...asked };
}

function remedyJson(remedy: Explanation['remedies'][number]): Json {
  const { change, yaml } = remedyText(remedy, PLAIN);
  return {
    direction: remedy.direction,
    kind: remedy.kind,
    ...placeFieldsOf(remedy.at),
    change,
    ...(yaml.length > 0 && { yaml: yaml.join('\n') }),
  };
}

/** What fails in the rule that comes closest. */
function whyNot({ peers, ports }: RuleTrace): string {
  const peerFailure = failureOf(peers, (peer) => describeMismatch(peer) || 'no peer matches', 'no peer matches');
  const portFailure = failureOf(ports, describePortMismatch, 'no port matches');
  return [...peerFailure, ...portFailure].join('; ');
}

function failureOf<T extends { readonly matches: Match }>(
  items: 'all' | readonly T[],
  describe: (item: T) => string,
  several: string,
): readonly string[] {
  if (items === 'all' || items.some(({ matches }) => matches !== 'no')) return [];
  const [only, ...others] = items;
  return [only === undefined || others.length > 0 ? several : describe(only)];
}

function describePortMismatch({ port, resolved }: RulePortTrace): string {
  const isUnknown = port.kind === 'name' && resolved.length === 0;
  return isUnknown ? `no container of the destination names a port ${port.name}` : 'the port is another one';
}

function matchJson(matches: Match): Json {
  return matches === 'unknown' ? 'unknown' : matches === 'yes';
}

// A place as a part of another object.
function placeFieldsOf(at: Parameters<typeof placeFields>[0]): { readonly [key: string]: Json } {
  const { source, ...fields } = placeFields(at);
  return { ...fields, ...(source !== undefined && { source }) };
}
