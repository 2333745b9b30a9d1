/**
 * Why a connection is possible or not: the specification's own trace of each pair and port that was asked for, with
 * what comes closest, what would allow it, and what the verdict rests on. Equal traces are told once.
 */

import type { Connectivity } from '../engine/connectivity.ts';
import type { ContainerPort } from '../model/cluster.ts';
import type { PortExpression } from '../model/peer-expression.ts';
import type { PortSet } from '../model/ports.ts';
import { ALL_PORTS, isNoPorts, NO_PORTS, portRange, portRangesOf, unionPorts } from '../model/ports.ts';
import type { Judgement, RuleTrace, Verdict } from '../model/verdict.ts';
import { isNodeTraffic } from '../semantics/isolation.ts';
import { nearestRule } from '../semantics/nearest.ts';
import { choicesBehind } from './explain-choices.ts';
import { keyOfJudgement } from './explain-key.ts';
import { portsTreatedAlike } from './explain-ports.ts';
import { remediesFor } from './explain-remedy.ts';
import type {
  ExplainAnswer,
  ExplainedPair,
  ExplainedRow,
  ExplainProblem,
  Explanation,
  NamedPeer,
} from './explanation.ts';
import { judgePair } from './judge-pair.ts';
import { combineFamilies } from './pair.ts';
import { namePeers } from './peer-names.ts';
import { askedPortsOf } from './port-question.ts';
import type { ResolvedPeer } from './resolve-peers.ts';
import type { FindUnknownCauses } from './unknown-causes.ts';
import { createUnknownCauses } from './unknown-causes.ts';

/** What is asked: every pair of these. */
export interface ExplainQuestion {
  readonly from: readonly ResolvedPeer[];
  readonly to: readonly ResolvedPeer[];
  /** The port behind the destination; null for its declared ports. */
  readonly port: PortExpression | null;
}

/** How many explanations are given before the rest is only counted. */
const MOST_EXPLANATIONS = 50;

/** Returns why each pair and port that is asked for is as it is, or why that cannot be asked. */
export function explain(connectivity: Connectivity, question: ExplainQuestion): ExplainAnswer | ExplainProblem {
  const pairs = pairsOf(connectivity, question);
  const [first] = pairs;
  if (first === undefined) return problemOf(connectivity, question);
  const groups = new Map<string, JudgedGroup>();
  const rows: ExplainedRow[] = [];
  const withoutPort = new Set<string>();
  for (const pair of pairs) {
    const asked = portsOf(pair, pair.to.resolved.port ?? question.port);
    if (isNoPorts(asked)) withoutPort.add(pair.to.title);
    for (const ports of portsTreatedAlike(connectivity.cluster, pair, asked)) {
      const judged = judgePorts(connectivity, pair, ports);
      rows.push(rowOf(pair, ports, judged));
      const key = keyOfJudgement(judged, pair);
      const group = groups.get(key);
      groups.set(key, group === undefined ? { pairs: [pair], ports, judgement: judged } : extend(group, pair, ports));
    }
  }
  if (rows.length === 0) return noSuchPort(first, first.to.resolved.port ?? question.port);
  const causes = createUnknownCauses(connectivity).find;
  const all = [...groups.values()];
  return {
    verdict: commonVerdict(rows.map(({ verdict }) => verdict)),
    explanations: all.slice(0, MOST_EXPLANATIONS).map((group) => explainGroup(connectivity, causes, group)),
    omitted: Math.max(0, all.length - MOST_EXPLANATIONS),
    rows: mergeRows(rows),
    withoutPort: [...withoutPort],
  };
}

interface JudgedGroup {
  readonly pairs: readonly [ExplainedPair, ...ExplainedPair[]];
  readonly ports: PortSet;
  readonly judgement: Judgement;
}

function extend(group: JudgedGroup, pair: ExplainedPair, ports: PortSet): JudgedGroup {
  const isKnown = group.pairs.some(({ from, to }) => from.id === pair.from.id && to.id === pair.to.id);
  return {
    ...group,
    pairs: isKnown ? group.pairs : [...group.pairs, pair],
    ports: unionPorts(group.ports, ports),
  };
}

function explainGroup(connectivity: Connectivity, causes: FindUnknownCauses, group: JudgedGroup): Explanation {
  const { cluster, between } = connectivity;
  const { judgement } = group;
  const [{ from, to }] = group.pairs;
  const [source, destination] = [from.resolved, to.resolved];
  const isDenied = judgement.verdict === 'denied';
  const shown = judgement.families.find(({ verdict }) => verdict === judgement.verdict);
  const nearestOf = (direction: 'egress' | 'ingress'): RuleTrace | null =>
    shown === undefined || shown[direction].verdict === 'allowed' ? null : nearestRule(shown[direction]);
  return {
    ...group,
    nearest: { egress: nearestOf('egress'), ingress: nearestOf('ingress') },
    remedies:
      shown === undefined || !isDenied
        ? []
        : remediesFor({ from: source, to: destination }, judgement.connection, shown),
    choices: choicesBehind(cluster, judgement, source, destination),
    unknownCauses: judgement.verdict === 'unknown' ? causes(source.index, destination.index) : [],
    openBackwards: isDenied ? combineFamilies(between(destination.index, source.index), 'both').open : NO_PORTS,
    mayBeOwnNode:
      shown?.ingress.verdict === 'denied' &&
      (source.kind === 'external' || source.peer.pods.some((pod) => isNodeTraffic(cluster, pod))),
    declared: declaredPorts(destination),
  };
}

function judgePorts({ cluster }: Connectivity, { from, to }: ExplainedPair, ports: PortSet): Judgement {
  const { protocol, port } = portRangesOf(ports)[0] ?? { protocol: 'TCP', port: 1 };
  return judgePair(cluster, { from: from.resolved, to: to.resolved, protocol, port });
}

function rowOf(pair: ExplainedPair, ports: PortSet, { verdict, families }: Judgement): ExplainedRow {
  const shown = families.find((family) => family.verdict === verdict);
  return { pair, ports, verdict, egress: shown?.egress.verdict ?? null, ingress: shown?.ingress.verdict ?? null };
}

// Ports of one pair that differ in their reasons only are one line of the table.
function mergeRows(rows: readonly ExplainedRow[]): readonly ExplainedRow[] {
  const merged = new Map<string, ExplainedRow>();
  for (const row of rows) {
    const { pair, verdict, egress, ingress } = row;
    const key = [pair.from.id, pair.to.id, verdict, egress, ingress].join(' ');
    const known = merged.get(key);
    merged.set(key, known === undefined ? row : { ...known, ports: unionPorts(known.ports, row.ports) });
  }
  return [...merged.values()];
}

function pairsOf({ peers, cluster }: Connectivity, question: ExplainQuestion): readonly ExplainedPair[] {
  const titles = namePeers(peers);
  const named = (resolved: ResolvedPeer): NamedPeer => ({
    id: resolved.peer.id,
    title: titles[resolved.index] ?? resolved.peer.id,
    resolved,
  });
  // Addresses of a family that the cluster lacks reach nothing; they are told of only where nothing else was asked for.
  const isReachable = (resolved: ResolvedPeer): boolean =>
    resolved.kind === 'workload' ||
    cluster.settings.families.some(
      (family) => (family === 'IPv4' ? resolved.addresses.v4 : resolved.addresses.v6).length > 0,
    );
  const prefer = (all: readonly ResolvedPeer[]): readonly ResolvedPeer[] =>
    all.some(isReachable) ? all.filter(isReachable) : all;
  return prefer(question.from).flatMap((from) =>
    prefer(question.to)
      .filter((to) => isPair(from, to))
      .map((to) => ({ from: named(from), to: named(to) })),
  );
}

function isPair(from: ResolvedPeer, to: ResolvedPeer): boolean {
  if (from.kind === 'external') return to.kind === 'workload';
  return from.index !== to.index || from.peer.workload.kind !== 'Pod';
}

function portsOf({ to }: ExplainedPair, asked: PortExpression | null): PortSet {
  if (asked !== null) return askedPortsOf(asked, to.resolved.peer);
  const declared = declaredPorts(to.resolved)
    .map(({ protocol, port }) => portRange(protocol, port))
    .reduce(unionPorts, NO_PORTS);
  return isNoPorts(declared) ? ALL_PORTS : declared;
}

function declaredPorts(resolved: ResolvedPeer): readonly ContainerPort[] {
  if (resolved.kind === 'external') return [];
  const ports = resolved.peer.pods.flatMap((pod) => pod.ports);
  return [...new Map(ports.map((port) => [`${port.name} ${port.protocol} ${port.port}`, port])).values()];
}

function commonVerdict(verdicts: readonly Verdict[]): ExplainAnswer['verdict'] {
  const [first = 'denied', ...others] = new Set(verdicts);
  if (others.length === 0) return first;
  return verdicts.includes('unknown') ? 'unknown' : 'mixed';
}

function problemOf({ peers }: Connectivity, { from, to }: ExplainQuestion): ExplainProblem {
  const titles = namePeers(peers);
  const title = (resolved: readonly ResolvedPeer[]): string => titles[resolved[0]?.index ?? -1] ?? '';
  if (from[0]?.kind === 'external') return { kind: 'two-external', from: title(from), to: title(to) };
  return { kind: 'itself', title: title(from) };
}

function noSuchPort({ to }: ExplainedPair, port: PortExpression | null): ExplainProblem {
  const name = port?.kind === 'name' ? port.name : '';
  return { kind: 'no-such-port', title: to.title, name, declared: declaredPorts(to.resolved) };
}
