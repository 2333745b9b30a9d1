/** `check -o json`, as docs/formats/check.md describes it. */

import type { Edit } from '../model/edits.ts';
import type { Finding } from '../model/findings.ts';
import type { CheckView } from '../views/check.ts';
import type {
  ConnectionReason,
  DescribedChange,
  RuleReason,
  SideReason,
  TestOutcome,
  TestReason,
} from '../views/tests/outcome.ts';
import { changeText } from './check-fix-text.ts';
import { peerFailure, portFailure, reasonText } from './check-reason-text.ts';
import { diagnosticJson } from './diagnostics-json.ts';
import type { Json } from './json-lines.ts';
import { placeFields, writeJson } from './json-lines.ts';
import { portsJson } from './port-json.ts';
import { PLAIN } from './style.ts';

/** Writes the answer of `check` as JSON, one diagnostic, finding or test a line. */
export function renderCheckJson({ summary, diagnostics, findings, tests }: CheckView): Iterable<string> {
  return writeJson([
    { name: 'version', value: 1 },
    { name: 'summary', value: { ...summary } },
    { name: 'diagnostics', items: diagnostics.map(diagnosticJson) },
    { name: 'findings', items: findings.map(findingJson) },
    { name: 'tests', items: tests.map(testJson) },
  ]);
}

function findingJson({ rule, name, severity, message, at, path, related, help, fix, suppressed }: Finding): Json {
  return {
    rule,
    name,
    severity,
    message,
    ...placeFields(at),
    path,
    related: related.map((place) => ({ ...placeFields(place.at), message: place.message })),
    help,
    fix: fix === undefined ? undefined : { safe: fix.safe, edits: fix.edits.map(editJson) },
    suppressed: suppressed === undefined ? undefined : { ...suppressed },
  };
}

function testJson({ test, outcome, reasons, fix }: TestOutcome): Json {
  const { name, at, severity, because, tags } = test;
  return {
    name,
    ...placeFields(at),
    outcome,
    severity,
    because: because ?? undefined,
    tags: tags.length === 0 ? undefined : tags,
    reasons: reasons.map(reasonJson),
    fix: fix === null ? undefined : fix.changes.map(changeJson),
  };
}

function changeJson(change: DescribedChange): Json {
  const { policy, edit } = change;
  const { text, place, yaml } = changeText(change, PLAIN);
  return {
    message: text,
    policy,
    at: place,
    yaml: yaml.length === 0 ? undefined : yaml,
    edit: edit === null ? undefined : editJson(edit),
  };
}

function editJson({ at, end, text }: Edit): Json {
  return { ...placeFields(at), end: placeFields({ ...at, offset: end }).at, text };
}

function reasonJson(reason: TestReason): Json {
  const told = { kind: reason.kind, message: reasonText(reason) };
  switch (reason.kind) {
    case 'connection':
      return { ...told, ...connectionFields(reason) };
    case 'latent':
      return { ...told, from: reason.source.id, to: reason.destination.id };
    case 'more':
      return { ...told, count: reason.count };
    case 'no-port':
      return { ...told, to: reason.destinations };
    case 'workload':
      return { ...told, workload: reason.workload.id, property: reason.property, ...placeFields(reason.at) };
    case 'snapshot': {
      const { file, isMissing, added, removed } = reason;
      return { ...told, file, missing: isMissing, added, removed };
    }
    case 'policy':
      return {
        ...told,
        policy: reason.policy.id,
        property: reason.property,
        path: reason.rule?.path,
        ...placeFields(reason.rule?.at ?? reason.policy.at),
        by: reason.by.map(({ path, at }) => ({ path, ...placeFields(at) })),
      };
    case 'no-policies-at':
    case 'names-nothing':
    case 'nothing-to-test':
    case 'skipped':
    case 'todo':
      return told;
  }
}

function connectionFields(reason: ConnectionReason): { readonly [key: string]: Json | undefined } {
  const [egress, ingress] = reason.sides;
  return {
    from: reason.source.id,
    to: reason.destination.id,
    fromAddresses: reason.source.addresses ?? undefined,
    toAddresses: reason.destination.addresses ?? undefined,
    ports: portsJson(reason.ports),
    verdict: reason.verdict,
    families: reason.families,
    egress: egress === undefined ? undefined : sideJson(egress),
    ingress: ingress === undefined ? undefined : sideJson(ingress),
    assumes: reason.assumes.length === 0 ? undefined : reason.assumes,
  };
}

function sideJson({ trace, rule }: SideReason): Json {
  return {
    verdict: trace.verdict,
    isolated: trace.isolated,
    policies: trace.policies.map(({ policy }) => policy.id),
    rule: rule === null ? undefined : ruleJson(rule),
  };
}

function ruleJson(reason: RuleReason): Json {
  const { policy, rule, peer, port } = reason;
  return {
    policy: policy.id,
    path: rule.rule.path,
    ...placeFields(rule.rule.at),
    matches: rule.matches === 'yes',
    peer:
      peer === null
        ? 'all'
        : {
            path: peer.peer.path,
            ...placeFields(peer.peer.at),
            matches: peer.matches === 'yes',
            why: peerFailure(reason) || undefined,
          },
    port:
      port === null
        ? 'all'
        : {
            path: port.port.path,
            ...placeFields(port.port.at),
            matches: port.matches === 'yes',
            why: portFailure(reason) || undefined,
          },
  };
}
