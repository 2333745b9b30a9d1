/** Snapshots: a view as sorted lines, compared with a file that a person accepted before. */

import { compareText } from '../../model/order.ts';
import type { PortSet } from '../../model/ports.ts';
import { isAllPorts, isNoPorts, portRangesOf } from '../../model/ports.ts';
import type { SnapshotExpectation } from '../../model/tests.ts';
import { combineFamilies } from '../pair.ts';
import type { ResolvedPeer } from '../resolve-peers.ts';
import type { Bench } from './bench.ts';
import { connectionReasons } from './connection-reasons.ts';
import { isJudgedPair } from './judged-pair.ts';
import type { Miss, SnapshotReason, TestFinding } from './outcome.ts';
import { policyLines } from './policy-lines.ts';
import { wholePeer } from './resolved-peer.ts';

/** Compares a view with the file's text, which is null where there is no file. */
export function testSnapshot(expectation: SnapshotExpectation, written: string | null, bench: Bench): TestFinding {
  const { view, of, file } = expectation;
  const resolution = of === null ? null : bench.resolve(of);
  if (resolution?.kind === 'problem') {
    return { measure: null, reasons: [{ kind: 'names-nothing', problem: resolution.problem }], hangsOnUnknown: false };
  }
  const ends = resolution === null ? null : resolution.peers;
  const pairs = view === 'matrix' ? connectionLines(bench, ends) : [];
  const unsorted =
    view === 'matrix' ? pairs.flatMap(({ lines }) => lines) : policyLines(bench.connectivity.cluster, ends);
  const lines = unsorted.toSorted(compareText);
  const reason = compareLines(file, lines, written);
  const opened = reason === null ? [] : newlyOpen(pairs, reason, bench);
  const changed = reason === null ? 0 : reason.added.length + reason.removed.length;
  return {
    measure: { of: 'lines', looked: lines.length, failed: changed },
    reasons: reason === null ? [] : [reason, ...connectionReasons({ misses: opened, missCount: opened.length }, bench)],
    hangsOnUnknown: false,
    snapshot: { file, text: lines.map((line) => `${line}\n`).join('') },
  };
}

function compareLines(file: string, lines: readonly string[], written: string | null): SnapshotReason | null {
  if (written === null) return { kind: 'snapshot', file, isMissing: true, added: lines, removed: [] };
  const before = written.split(/\r?\n/).filter((line) => line.trim() !== '');
  const known = new Set(before);
  const present = new Set(lines);
  const added = lines.filter((line) => !known.has(line));
  const removed = before.filter((line) => !present.has(line));
  return added.length + removed.length === 0 ? null : { kind: 'snapshot', file, isMissing: false, added, removed };
}

/** A pair with what the snapshot says of it. */
interface PairLines {
  readonly source: number;
  readonly destination: number;
  readonly open: PortSet;
  readonly lines: readonly string[];
}

function connectionLines(bench: Bench, ends: readonly ResolvedPeer[] | null): readonly PairLines[] {
  const { peers, possibleRectangles } = bench.connectivity;
  const inside = ends === null ? null : new Set(ends.map(({ index }) => index));
  const isAsked = (source: number, destination: number): boolean =>
    inside === null || inside.has(source) || inside.has(destination);
  const lines: PairLines[] = [];
  for (const { sources, destinations } of possibleRectangles()) {
    for (const source of sources) {
      for (const destination of destinations) {
        const [from, to] = [peers[source], peers[destination]];
        const isPair = from !== undefined && to !== undefined && isJudgedPair(from, to);
        const isShown = !bench.isHidden(source) && !bench.isHidden(destination);
        if (isPair && isShown && isAsked(source, destination)) lines.push(pairLines(source, destination, bench));
      }
    }
  }
  return lines.toSorted((left, right) => left.source - right.source || left.destination - right.destination);
}

function pairLines(source: number, destination: number, { connectivity, nameOf }: Bench): PairLines {
  const { open, slices, unknown } = combineFamilies(connectivity.between(source, destination), 'both');
  const ends = `${nameOf(source)} -> ${nameOf(destination)}`;
  const known = slices.map(
    ({ ports, families }) => `${ends} ${portsText(ports)}${families === null ? '' : ` over ${families.join(', ')}`}`,
  );
  return {
    source,
    destination,
    open,
    lines: isNoPorts(unknown) ? known : [...known, `${ends} unknown ${portsText(unknown)}`],
  };
}

// A new line without an old one for the same pair is a connection that was closed: somebody opened it.
function newlyOpen(
  pairs: readonly PairLines[],
  { isMissing, added, removed }: SnapshotReason,
  bench: Bench,
): readonly Miss[] {
  if (isMissing) return [];
  const { connectivity, nameOf } = bench;
  const isNew = new Set(added);
  return pairs.flatMap(({ source, destination, open, lines }): readonly Miss[] => {
    const ends = `${nameOf(source)} -> ${nameOf(destination)} `;
    if (!lines.some((line) => isNew.has(line)) || removed.some((line) => line.startsWith(ends))) return [];
    const [from, to] = [wholePeer(connectivity.peers, source), wholePeer(connectivity.peers, destination)];
    if (from === null || to === null || isNoPorts(open)) return [];
    const external = from.kind === 'external' ? from : to;
    const addresses = external.kind === 'external' ? external.addresses : null;
    const families = connectivity.between(source, destination).map(({ family }) => family);
    return [
      { expected: 'denied', verdict: 'allowed', source: from, destination: to, addresses, ports: open, families },
    ];
  });
}

function portsText(ports: PortSet): string {
  if (isAllPorts(ports)) return 'all ports';
  return portRangesOf(ports)
    .map(({ protocol, port, endPort }) => `${port === endPort ? port : `${port}-${endPort}`}/${protocol}`)
    .join(' ');
}
