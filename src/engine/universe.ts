/**
 * The line on which everything stands that a policy can speak of: first the classes of pods, then the classes of
 * addresses as external ends, then the parts of pods on which ipBlocks act. It follows from what policies mention
 * and from the pods, so an edit of a policy that mentions nothing new leaves it as it is.
 */

import type { Cluster } from '../model/cluster.ts';
import { unionBounds } from '../model/intervals.ts';
import type { Family, IpSet } from '../model/ip.ts';
import { FAMILIES } from '../model/ip.ts';
import type { Policy } from '../model/policy.ts';
import type { AddressClasses } from './address-classes.ts';
import { compileAddressClasses } from './address-classes.ts';
import type { AddressParts } from './address-parts.ts';
import { layOutParts } from './address-parts.ts';
import type { PodClasses } from './classes.ts';
import { classifyPods } from './classes.ts';
import type { LabelIndex } from './label-index.ts';
import { indexLabels } from './label-index.ts';
import type { LineMap, PointSet } from './line.ts';
import { mapOfPoints, setOfPoints } from './line.ts';
import type { Mentions } from './mentions.ts';
import { collectMentions } from './mentions.ts';
import type { Verdicts } from './verdicts.ts';
import { createVerdicts } from './verdicts.ts';

/** Points whose named port stands for the same ports. */
export interface NamedPoints {
  /** An interned port set. */
  readonly ports: number;
  readonly points: PointSet;
}

/** The line, and what is found on it. */
export interface Universe extends PodClasses {
  readonly mentions: Mentions;
  readonly addressClasses: AddressClasses;
  readonly verdicts: Verdicts;
  /** The families of which some pod has an address. */
  readonly families: readonly Family[];
  /** Classes that selectors can match are below; those of node traffic follow. */
  readonly selectableEnd: number;
  /** Classes of pods are below; from here on stands each address class as an external end. */
  readonly externalStart: number;
  /** Ends of connections are below; parts of pods follow. */
  readonly endsEnd: number;
  readonly parts: AddressParts;
  /** The selectable classes by their labels. */
  readonly labels: LabelIndex;
  /** Where the selectable classes of a namespace stand, end exclusive. */
  readonly classesOf: (namespace: string) => readonly [start: number, end: number];
  /** Returns where ipBlocks match: external ends, and parts of pods. */
  readonly pointsOfAddresses: (set: IpSet) => PointSet;
  /** Returns where a named port (`nameKey`) stands for ports, and for which. */
  readonly pointsOfPort: (key: string) => readonly NamedPoints[];
  /** 1 at each end that has an address of the family. */
  readonly presence: Readonly<Record<Family, LineMap>>;
}

/** Builds the line for the pods of some clusters as a list of policies can tell them apart. */
export function buildUniverse(clusters: readonly Cluster[], policies: readonly Policy[]): Universe {
  const mentions = collectMentions(policies);
  const addressClasses = compileAddressClasses(mentions.blocks);
  const podClasses = classifyPods(clusters, mentions, addressClasses);
  const { classes } = podClasses;
  const families = FAMILIES.filter((family) => classes.some(({ addresses }) => addresses[family] !== null));
  const verdicts = createVerdicts(families);
  const externalStart = classes.length;
  const endsEnd = externalStart + addressClasses.addresses.length;
  const parts = layOutParts(classes, families, endsEnd, mentions.mixesBlocksAndNames, verdicts);
  const firstNode = classes.findIndex(({ selectable }) => !selectable);
  const namespaceRuns = runsOfNamespaces(podClasses);
  const namedPoints = collectNamedPoints(podClasses, parts, verdicts);
  return {
    ...podClasses,
    mentions,
    addressClasses,
    verdicts,
    families,
    selectableEnd: firstNode === -1 ? classes.length : firstNode,
    externalStart,
    endsEnd,
    parts,
    labels: indexLabels(classes.map(({ labels }) => labels)),
    classesOf: (namespace) => namespaceRuns.get(namespace) ?? [0, 0],
    pointsOfAddresses: (set) => {
      const inside = addressClasses.classesIn(set);
      return unionBounds(
        inside.map((bound) => externalStart + bound),
        parts.pointsOf(inside),
      );
    },
    pointsOfPort: (key) => namedPoints.get(key) ?? [],
    presence: {
      IPv4: presenceOf('IPv4', podClasses, addressClasses),
      IPv6: presenceOf('IPv6', podClasses, addressClasses),
    },
  };
}

function runsOfNamespaces({ classes }: PodClasses): ReadonlyMap<string, readonly [start: number, end: number]> {
  const runs = new Map<string, readonly [number, number]>();
  for (const [index, { namespace, selectable }] of classes.entries())
    if (selectable) runs.set(namespace, [runs.get(namespace)?.[0] ?? index, index + 1]);
  return runs;
}

function collectNamedPoints(
  { classes }: PodClasses,
  parts: AddressParts,
  verdicts: Verdicts,
): ReadonlyMap<string, readonly NamedPoints[]> {
  const found = new Map<string, Map<number, { readonly classes: number[]; readonly banks: number[] }>>();
  const placesOf = (key: string, ports: number): { readonly classes: number[]; readonly banks: number[] } => {
    const byPorts = found.get(key) ?? new Map<number, { readonly classes: number[]; readonly banks: number[] }>();
    found.set(key, byPorts);
    const places = byPorts.get(ports) ?? { classes: [], banks: [] };
    byPorts.set(ports, places);
    return places;
  };
  for (const [index, { ports }] of classes.entries())
    for (const [key, set] of ports) placesOf(key, verdicts.ports.idOf(set)).classes.push(index);
  for (const bank of parts.banks)
    for (const [key, set] of bank.ports)
      placesOf(key, verdicts.ports.idOf(set)).banks.push(bank.start, bank.start + bank.addressClasses.length);
  return new Map(
    [...found].map(([key, byPorts]) => [
      key,
      [...byPorts].map(([ports, places]) => ({ ports, points: [...setOfPoints(places.classes), ...places.banks] })),
    ]),
  );
}

function presenceOf(family: Family, { classes }: PodClasses, { addresses }: AddressClasses): LineMap {
  const pods = classes.map((podClass) => Number(podClass.addresses[family] !== null));
  const external = addresses.map((set) => Number((family === 'IPv4' ? set.v4 : set.v6).length > 0));
  return mapOfPoints(Int32Array.from([...pods, ...external]));
}
