/**
 * A matrix in blocks: sources × destinations that share one cell. The engine knows them without walking pairs, so that
 * what is asked of a whole cluster (counts, namespaces, warnings) never costs time for each pair.
 */

import type { Connectivity, FamilyPorts, Rectangle } from '../engine/connectivity.ts';
import type { Peer } from '../model/peers.ts';
import type { PortSet } from '../model/ports.ts';
import { equalPorts, isNoPorts, portRangesOf } from '../model/ports.ts';
import type { MatrixCell } from './cell.ts';
import type { AskedDirection, PairPorts } from './pair.ts';
import { combineFamilies } from './pair.ts';

/** Pairs with one cell; a peer may be on both sides, and what is said then is not said of the peer and itself. */
export interface MatrixBlock {
  readonly sources: readonly number[];
  readonly destinations: readonly number[];
  readonly cell: MatrixCell;
}

/** What the engine knows of a whole matrix of single peers. */
export interface MatrixShortcuts {
  /** Returns the pairs of which there is more to say than that all is denied, each once, none of a peer and itself. */
  readonly blocks: () => Iterable<MatrixBlock>;
  /** Returns those of which some port is unknown, peers and themselves among them. */
  readonly unknownBlocks: () => Iterable<MatrixBlock>;
  /** Returns what is open or unknown in a row, by destination; null where the engine does not know it by rows. */
  readonly possibleInRow: (source: number) => ReadonlyMap<number, MatrixCell> | null;
  /** Returns how many pairs of different peers are asked for between some peers and some others. */
  readonly countAsked: (sources: readonly number[], destinations: readonly number[]) => number;
  /** Returns groups of peers, each ascending, that no policy tells apart, so that they have one row and one column. */
  readonly alike: () => readonly (readonly number[])[];
}

/** Returns shortcuts of a matrix that shows only some of its rows and columns. */
export function limitShortcuts(shortcuts: MatrixShortcuts, shown: ReadonlySet<number>): MatrixShortcuts {
  const among = (indexes: readonly number[]): readonly number[] => indexes.filter((index) => shown.has(index));
  function* limit(blocks: Iterable<MatrixBlock>): Generator<MatrixBlock, void, undefined> {
    for (const { sources, destinations, cell } of blocks)
      yield { sources: among(sources), destinations: among(destinations), cell };
  }
  return {
    blocks: () => limit(shortcuts.blocks()),
    unknownBlocks: () => limit(shortcuts.unknownBlocks()),
    possibleInRow: shortcuts.possibleInRow,
    countAsked: (sources, destinations) => shortcuts.countAsked(among(sources), among(destinations)),
    alike: shortcuts.alike,
  };
}

/** Which pairs are asked for, and which of their ports. */
export interface AskedBlocks {
  readonly direction: AskedDirection;
  readonly sources: ReadonlySet<number>;
  readonly destinations: ReadonlySet<number>;
  /** Peers of which each pair needs one; null where it needs none. */
  readonly ends: ReadonlySet<number> | null;
  /** By destination; none where all ports are asked for. */
  readonly ports: ReadonlyMap<number, PortSet>;
  readonly toCell: (families: readonly FamilyPorts[], ports: PortSet | null) => MatrixCell;
}

/** Returns the pairs of which some port is open, unknown or half-open, each exactly once. */
export function blocksOf(connectivity: Connectivity, asked: AskedBlocks): Iterable<MatrixBlock> {
  return blocksIn(rectanglesOf(connectivity, asked.direction), asked, saysSomething);
}

/** Returns the pairs of which some port is unknown, each exactly once. */
export function unknownBlocksOf(connectivity: Connectivity, asked: AskedBlocks): Iterable<MatrixBlock> {
  const { rectangles, possibleRectangles } = connectivity;
  const isUnknown = ({ unknown }: PairPorts): boolean => !isNoPorts(unknown);
  return blocksIn(asked.direction === 'both' ? possibleRectangles() : rectangles(), asked, isUnknown);
}

/** Returns what is open or unknown from one peer, by destination; null where only one side is asked for. */
export function possibleInRow(
  { reachedFrom }: Connectivity,
  { direction, sources, destinations, ends, ports, toCell }: AskedBlocks,
  source: number,
): ReadonlyMap<number, MatrixCell> | null {
  if (direction !== 'both') return null;
  const row = new Map<number, MatrixCell>();
  if (!sources.has(source)) return row;
  const isEnd = ends?.has(source) ?? true;
  for (const { peers, ports: families } of reachedFrom(source)) {
    for (const destination of peers) {
      if (destination === source || !destinations.has(destination)) continue;
      if (isEnd || ends?.has(destination) === true)
        row.set(destination, toCell(families, ports.get(destination) ?? null));
    }
  }
  return row;
}

function* blocksIn(
  rectangles: Iterable<Rectangle>,
  asked: AskedBlocks,
  isWanted: (cell: PairPorts) => boolean,
): Generator<MatrixBlock, void, undefined> {
  for (const { sources, destinations, ports: families } of rectangles) {
    // What all ports do not tell no part of them tells.
    if (!isWanted(asked.toCell(families, null))) continue;
    const from = [...sources].filter((index) => asked.sources.has(index));
    const to = [...destinations].filter((index) => asked.destinations.has(index));
    for (const part of partsWithEnds(from, to, asked.ends)) {
      for (const { ports, indexes } of groupByPorts(part.destinations, asked.ports)) {
        const cell = asked.toCell(families, ports);
        if (part.sources.length > 0 && isWanted(cell)) yield { sources: part.sources, destinations: indexes, cell };
      }
    }
  }
}

/** Returns how many pairs of two different peers are asked for between some sources and some destinations. */
export function countAskedPairs(
  sources: readonly number[],
  destinations: readonly number[],
  { peers, asked }: { readonly peers: readonly Peer[]; readonly asked: AskedBlocks },
): number {
  const from = sources.filter((index) => asked.sources.has(index));
  const to = destinations.filter((index) => asked.destinations.has(index));
  const isExternal = (index: number): boolean => peers[index]?.kind === 'external';
  const isEnd = (index: number): boolean => asked.ends?.has(index) ?? true;
  const countPairs = (left: readonly number[], right: readonly number[]): number => {
    const among = new Set(right);
    return left.length * right.length - left.filter((index) => among.has(index)).length;
  };
  const withoutEnds = countPairs(
    from.filter((index) => !isEnd(index)),
    to.filter((index) => !isEnd(index)),
  );
  const outside = countPairs(from.filter(isExternal), to.filter(isExternal));
  const both = countPairs(
    from.filter((index) => isExternal(index) && !isEnd(index)),
    to.filter((index) => isExternal(index) && !isEnd(index)),
  );
  return countPairs(from, to) - withoutEnds - outside + both;
}

/**
 * Returns the peers in groups that no policy tells apart and that are asked for alike, workloads of one namespace each;
 * ascending, the groups by their first peer.
 */
export function alikePeers({ foldPeers, peers }: Connectivity, asked: AskedBlocks): readonly (readonly number[])[] {
  const keyOf = (index: number): string => {
    const peer = peers[index];
    const sides = [asked.sources, asked.destinations, ...(asked.ends === null ? [] : [asked.ends])];
    const ports = asked.ports.get(index);
    const portKey = ports === undefined ? '' : JSON.stringify(portRangesOf(ports));
    const namespace = peer?.kind === 'workload' ? peer.workload.namespace : index;
    return `${sides.map((side) => side.has(index)).join()} ${namespace} ${portKey}`;
  };
  const groups = foldPeers().flatMap((members) => {
    const parts = new Map<string, number[]>();
    for (const index of members) {
      const key = keyOf(index);
      const part = parts.get(key);
      if (part === undefined) parts.set(key, [index]);
      else part.push(index);
    }
    return [...parts.values()];
  });
  return groups.toSorted(([left = 0], [right = 0]) => left - right);
}

/** Tells whether there is more to say of a pair than that everything is denied. */
export function saysSomething({ open, unknown, halfOpen }: PairPorts): boolean {
  return !isNoPorts(open) || !isNoPorts(unknown) || !isNoPorts(halfOpen);
}

// What one side alone says is no verdict, so the engine has to go through all.
function* rectanglesOf(
  { rectangles, possibleRectangles, halfOpenRectangles }: Connectivity,
  direction: AskedDirection,
): Generator<Rectangle, void, undefined> {
  if (direction !== 'both') return yield* rectangles();
  yield* possibleRectangles();
  for (const rectangle of halfOpenRectangles())
    if (isNoPorts(combineFamilies(rectangle.ports, direction).unknown)) yield rectangle;
}

// All pairs of which one end is among `ends`, as two products that share no pair.
function partsWithEnds(
  sources: readonly number[],
  destinations: readonly number[],
  ends: ReadonlySet<number> | null,
): readonly Pick<MatrixBlock, 'sources' | 'destinations'>[] {
  if (ends === null) return [{ sources, destinations }];
  return [
    { sources: sources.filter((index) => ends.has(index)), destinations },
    {
      sources: sources.filter((index) => !ends.has(index)),
      destinations: destinations.filter((index) => ends.has(index)),
    },
  ];
}

interface PortGroup {
  readonly ports: PortSet | null;
  readonly indexes: number[];
}

// A port's name means different numbers at different destinations.
function groupByPorts(destinations: readonly number[], asked: ReadonlyMap<number, PortSet>): readonly PortGroup[] {
  if (destinations.length === 0) return [];
  if (asked.size === 0) return [{ ports: null, indexes: [...destinations] }];
  const groups: PortGroup[] = [];
  for (const index of destinations) {
    const ports = asked.get(index) ?? null;
    const known = groups.find((group) =>
      ports === null || group.ports === null ? ports === group.ports : equalPorts(ports, group.ports),
    );
    if (known === undefined) groups.push({ ports, indexes: [index] });
    else known.indexes.push(index);
  }
  return groups;
}
