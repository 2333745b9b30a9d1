/**
 * The part of the line on which ipBlocks act on pods. A pod without a given address stands for one pod per address class
 * in which its address may lie, so rules are asked for each of these parts, and the class gets the set of the answers.
 */

import type { Bounds } from '../model/intervals.ts';
import { intersectBounds } from '../model/intervals.ts';
import type { Family, IpSet } from '../model/ip.ts';
import type { PodClass, PortProfile } from './classes.ts';
import type { LineMap, PointSet, Run } from './line.ts';
import { at, countBelow, mapOfPoints, mapOfRuns, mapValues, mergeMaps, visitRuns } from './line.ts';
import type { Verdicts } from './verdicts.ts';
import { ABSENT, NO_GRANT, UNMATCHED } from './verdicts.ts';

/** A stretch of the line with one point for each of some address classes. */
export interface Bank {
  readonly start: number;
  /** Ascending; the point of `addressClasses[i]` is `start + i`. */
  readonly addressClasses: readonly number[];
  /** The ports that names stand for here; empty where no rule has ipBlocks and names at once. */
  readonly ports: PortProfile;
}

/** The parts of all pods. */
export interface AddressParts {
  readonly banks: readonly Bank[];
  readonly end: number;
  /** Returns the points of a set of address classes. */
  readonly pointsOf: (addressClasses: PointSet) => PointSet;
  /** Returns for each end the number of the grants that its parts have in a row of grants (`Verdicts.partsOf`). */
  readonly read: (row: LineMap, family: Family) => LineMap;
}

/** Where the parts of one class of pods are, over one family. */
interface Seat {
  readonly podClass: number;
  readonly bank: number;
  /** The point of a given address; null where all points of the bank are the class's parts. */
  readonly point: number | null;
}

interface DraftBank {
  readonly key: string;
  readonly ports: PortProfile;
  readonly addressClasses: Set<number>;
}

/** Lays out the parts of pods behind the ends of the line; `external` are the address classes as ends. */
export function layOutParts(
  classes: readonly PodClass[],
  external: readonly IpSet[],
  families: readonly Family[],
  usesPorts: boolean,
  verdicts: Verdicts,
): AddressParts {
  const start = classes.length + external.length;
  const { banks, bankOf } = draftBanks(classes, families, start, usesPorts);
  const last = banks.at(-1);
  const end = last === undefined ? start : last.start + last.addressClasses.length;
  const readers = new Map(
    families.map((family) => {
      const hasFamily = [
        ...classes.map(({ addresses }) => addresses[family] !== null),
        ...external.map((set) => (family === 'IPv4' ? set.v4 : set.v6).length > 0),
      ];
      return [family, readerOf(hasFamily, seatsOf(classes, family, banks, bankOf), banks, verdicts)];
    }),
  );
  return {
    banks,
    end,
    pointsOf: (addressClasses) => banks.flatMap((bank) => pointsInBank(bank, addressClasses)),
    read: (row, family) => {
      const reader = readers.get(family);
      if (reader === undefined) throw new Error(`no pod has an address of ${family}`);
      return reader(row, keyOfRuns(row, start, end));
    },
  };
}

type BankOf = (podClass: PodClass, span: readonly number[]) => number;

// Given addresses share one bank per set of named ports; every other span has a bank of its own.
function draftBanks(
  classes: readonly PodClass[],
  families: readonly Family[],
  start: number,
  usesPorts: boolean,
): { readonly banks: readonly Bank[]; readonly bankOf: BankOf } {
  const profiles = new Map<PortProfile, number>();
  const keyOf: (podClass: PodClass, span: readonly number[]) => string = (podClass, span) => {
    const profile = usesPorts ? (profiles.get(podClass.ports) ?? profiles.size) : 0;
    profiles.set(podClass.ports, profile);
    return `${profile}:${span.length === 1 ? '' : span.join()}`;
  };
  const drafts = new Map<string, DraftBank>();
  for (const podClass of classes) {
    for (const family of families) {
      const span = podClass.addresses[family];
      if (span === null || span.length === 0) continue;
      const key = keyOf(podClass, span);
      const draft = drafts.get(key) ?? {
        key,
        ports: usesPorts ? podClass.ports : new Map(),
        addressClasses: new Set(),
      };
      drafts.set(key, draft);
      for (const addressClass of span) draft.addressClasses.add(addressClass);
    }
  }
  const banks: Bank[] = [];
  const numbers = new Map<string, number>();
  let next = start;
  for (const { key, ports, addressClasses } of drafts.values()) {
    numbers.set(key, banks.length);
    banks.push({ start: next, ports, addressClasses: [...addressClasses].toSorted((left, right) => left - right) });
    next += addressClasses.size;
  }
  return { banks, bankOf: (podClass, span) => numbers.get(keyOf(podClass, span)) ?? 0 };
}

function seatsOf(
  classes: readonly PodClass[],
  family: Family,
  banks: readonly Bank[],
  bankOf: BankOf,
): readonly Seat[] {
  return classes.flatMap((podClass, index): readonly Seat[] => {
    const span = podClass.addresses[family];
    if (span === null || span.length === 0) return [];
    const bank = bankOf(podClass, span);
    const { start = 0, addressClasses = [] } = banks[bank] ?? {};
    const point = span.length === 1 ? start + countBelow(addressClasses, span[0] ?? 0) : null;
    return [{ podClass: index, bank, point }];
  });
}

function readerOf(
  hasFamily: readonly boolean[],
  seats: readonly Seat[],
  banks: readonly Bank[],
  verdicts: Verdicts,
): (row: LineMap, key: string) => LineMap {
  const bankOfEnd = Int32Array.from(hasFamily, (has) => (has ? -1 : -2));
  for (const { podClass, bank } of seats) bankOfEnd[podClass] = bank;
  const bankMap = mapOfPoints(bankOfEnd);
  const given = seats
    .flatMap(({ podClass, point }) => (point === null ? [] : [{ podClass, point }]))
    .toSorted((left, right) => left.point - right.point);
  const points = Int32Array.from(given, ({ point }) => point);
  const sharedBanks = new Set(seats.flatMap(({ bank, point }) => (point === null ? [] : [bank])));

  const compute = (row: LineMap): LineMap => {
    const usual = new Int32Array(banks.length);
    const unusual: Run[] = [];
    for (const [index, bank] of banks.entries()) {
      const runs = grantsIn(row, bank, points);
      if (!sharedBanks.has(index)) {
        usual[index] = verdicts.partsOf(runs.map(({ grant }) => grant));
        continue;
      }
      const most = mostFrequent(runs);
      usual[index] = verdicts.partsOf([most]);
      for (const { grant, first, end } of runs) {
        if (grant === most) continue;
        const value = verdicts.partsOf([grant]);
        for (const { podClass } of given.slice(first, end)) unusual.push({ start: podClass, end: podClass + 1, value });
      }
    }
    const base = mapValues(bankMap, (bank) => {
      if (bank === -2) return ABSENT;
      return bank === -1 ? UNMATCHED : at(usual, bank);
    });
    if (unusual.length === 0) return base;
    const exceptions = mapOfRuns(
      unusual.toSorted((left, right) => left.start - right.start),
      -1,
    );
    return mergeMaps(base, exceptions, (parts, exception) => (exception === -1 ? parts : exception));
  };

  const results = new Map<string, LineMap>();
  return (row, key) => {
    const result = results.get(key) ?? compute(row);
    results.set(key, result);
    return result;
  };
}

interface GrantRun {
  readonly grant: number;
  /** Which of the given addresses, ascending by point, lie in the run; end exclusive. */
  readonly first: number;
  readonly end: number;
}

function grantsIn(row: LineMap, bank: Bank, points: Int32Array): readonly GrantRun[] {
  const runs: GrantRun[] = [];
  visitRuns(row, bank.start, bank.start + bank.addressClasses.length, (start, end, grant) => {
    runs.push({ grant, first: countBelow(points, start), end: countBelow(points, end) });
  });
  return runs;
}

function mostFrequent(runs: readonly GrantRun[]): number {
  const counts = new Map<number, number>();
  for (const { grant, first, end } of runs) counts.set(grant, (counts.get(grant) ?? 0) + end - first);
  let most = NO_GRANT;
  for (const [grant, count] of counts) if (count > (counts.get(most) ?? 0)) most = grant;
  return most;
}

function pointsInBank(bank: Bank, addressClasses: PointSet): Bounds<number> {
  const own = addressClasses.map((bound) => bank.start + countBelow(bank.addressClasses, bound));
  return intersectBounds(own, [bank.start, bank.start + bank.addressClasses.length]);
}

function keyOfRuns(row: LineMap, start: number, end: number): string {
  const key: string[] = [];
  visitRuns(row, start, end, (from, _, grant) => key.push(`${from}:${grant}`));
  return key.join();
}
