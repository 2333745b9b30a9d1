/** The matrix for programs (design.md section 6), in pieces: a cluster of thousands of workloads is never one string. */

import { cidrsOf } from '../model/ip.ts';
import { isNoPorts } from '../model/ports.ts';
import type { MatrixCell } from '../views/cell.ts';
import type { Matrix, MatrixEntry } from '../views/matrix.ts';
import { possibleEntriesOf } from '../views/matrix.ts';
import type { MatrixPeer, SingleMatrixPeer } from '../views/matrix-peer.ts';
import { countPods, isIsolated, podNamesOf } from '../views/matrix-peer.ts';
import { diagnosticJson } from './diagnostics-json.ts';
import type { Json } from './json-lines.ts';
import { placeFields, writeJson } from './json-lines.ts';
import { portsJson, slicesJson } from './port-json.ts';
import { unknownReason } from './unknown-text.ts';

/** Returns the matrix as JSON, version 1. */
export function renderMatrixJson(matrix: Matrix): Iterable<string> {
  return writeJson([
    { name: 'version', value: 1 },
    { name: 'peers', items: peersJson(matrix) },
    { name: 'connections', texts: connectionTexts(matrix) },
    { name: 'unknown', items: hasUnknown(matrix) ? unknownJson(matrix) : [] },
    ...(matrix.leftOut.length === 0 ? [] : [{ name: 'leftOut', value: matrix.leftOut }]),
    { name: 'diagnostics', items: matrix.diagnostics.map(diagnosticJson) },
  ]);
}

function* peersJson({ peers, sources, destinations }: Matrix): Generator<Json, void, undefined> {
  const shown = new Set([...sources, ...destinations]);
  for (const [index, peer] of peers.entries()) if (shown.has(index)) yield peerJson(peer);
}

// A connection is its two ends and what its cell says, which many connections share: each is put into text once.
function* connectionTexts(matrix: Matrix): Generator<string, void, undefined> {
  const ids = matrix.peers.map(({ id }) => JSON.stringify(id));
  const isGrouped = matrix.peers.some(({ kind }) => kind === 'namespace');
  const said = new WeakMap<MatrixCell, string>();
  for (const { source, destination, cell } of possibleEntriesOf(matrix)) {
    if (isNoPorts(cell.open)) continue;
    let text = said.get(cell);
    if (text === undefined) {
      text = cellText(cell, isGrouped);
      said.set(cell, text);
    }
    yield `{"from":${ids[source]},"to":${ids[destination]},${text}`;
  }
}

// The fields of a connection behind its ends, and the brace that closes it.
function cellText({ pairs: { open, of }, slices }: MatrixCell, isGrouped: boolean): string {
  return JSON.stringify({ ...(isGrouped && { pairs: { open, of } }), ...slicesJson(slices) }).slice(1);
}

// INVARIANT: each unknown pair has a cause, and each cause its warning.
function hasUnknown({ diagnostics }: Matrix): boolean {
  return diagnostics.some(({ code }) => code === 'unknown-verdicts');
}

function* unknownJson(matrix: Matrix): Generator<Json, void, undefined> {
  for (const { source, destination, cell } of unknownEntriesOf(matrix)) {
    const causes = matrix.unknownCauses(source, destination);
    const [first] = causes;
    yield {
      ...endsJson(matrix, source, destination),
      ports: portsJson(cell.unknown),
      because: unknownReason(causes),
      ...(first !== undefined && placeFields(first.block.at)),
    };
  }
}

// Few pairs of a large cluster are unknown, and the engine knows between which peers they are.
function* unknownEntriesOf(matrix: Matrix): Generator<MatrixEntry, void, undefined> {
  const blocks = [...(matrix.shortcuts?.unknownBlocks() ?? [])];
  const rows = new Set(blocks.flatMap(({ sources }) => sources));
  const sources = matrix.shortcuts === null ? matrix.sources : matrix.sources.filter((index) => rows.has(index));
  for (const entry of possibleEntriesOf({ ...matrix, sources })) if (!isNoPorts(entry.cell.unknown)) yield entry;
}

function endsJson(
  { peers }: Matrix,
  source: number,
  destination: number,
): { readonly from: string; readonly to: string } {
  return { from: peers[source]?.id ?? '', to: peers[destination]?.id ?? '' };
}

function peerJson(peer: MatrixPeer): Json {
  const { id } = peer;
  switch (peer.kind) {
    case 'external':
      return { id, kind: 'External', name: peer.peer.name, cidrs: cidrsOf(peer.peer.addresses) };
    case 'namespace':
      return { id, kind: 'Namespace', name: peer.namespace };
    case 'workload':
      return workloadJson(peer);
    case 'folded':
      return {
        id,
        kind: commonKind(peer.members),
        namespace: peer.namespace,
        name: peer.label,
        pods: sumOfPods(peer.members),
        isolated: isolatedJson(peer),
        members: peer.members.map((member) => member.id),
      };
  }
}

function workloadJson(single: SingleMatrixPeer): Json {
  const { workload, part } = single.peer;
  return {
    id: single.id,
    kind: workload.kind,
    namespace: workload.namespace,
    name: workload.name,
    ...(part !== null && { part, podNames: podNamesOf(single.peer) }),
    pods: countPods(single.peer),
    isolated: isolatedJson(single),
    ...placeFields(workload.at),
  };
}

function isolatedJson(peer: MatrixPeer): Json {
  return { ingress: isIsolated(peer, 'ingress'), egress: isIsolated(peer, 'egress') };
}

function commonKind(members: readonly SingleMatrixPeer[]): string {
  const kinds = new Set(members.map(({ peer }) => peer.workload.kind));
  return kinds.size === 1 ? [...kinds].join() : 'Workloads';
}

function sumOfPods(members: readonly SingleMatrixPeer[]): number | null {
  return members.reduce<number | null>((sum, { peer }) => {
    const pods = countPods(peer);
    return sum === null || pods === null ? null : sum + pods;
  }, 0);
}
