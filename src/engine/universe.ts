/**
 * The line on which everything stands that a policy can speak of: first the classes of pods, then the classes of
 * addresses as external ends, then the parts of pods on which ipBlocks act. It follows from what policies mention
 * and from the pods, so an edit of a policy that mentions nothing new leaves it as it is.
 */

import type { Cluster } from '../model/cluster.ts';
import { unionBounds } from '../model/intervals.ts';
import type { Family, IpSet } from '../model/ip.ts';
import { FAMILIES, NO_ADDRESSES } from '../model/ip.ts';
import type { Policy } from '../model/policy.ts';
import { publicAddressesOf } from '../model/public-addresses.ts';
import type { AddressClasses } from './address-classes.ts';
import type { AddressParts } from './address-parts.ts';
import { layOutParts } from './address-parts.ts';
import type { PodClasses, PortProfile } from './classes.ts';
import { classifyPods } from './classes.ts';
import { classifyAddresses } from './external-peers.ts';
import type { LabelIndex } from './label-index.ts';
import { indexLabels } from './label-index.ts';
import type { LineMap, PointSet, Run } from './line.ts';
import { constantMap, mapOfRuns } from './line.ts';
import type { Mentions } from './mentions.ts';
import { collectMentions } from './mentions.ts';
import { NONE } from './port-sets.ts';
import type { Verdicts } from './verdicts.ts';
import { createVerdicts } from './verdicts.ts';

/** The line, and what is found on it. */
export interface Universe extends PodClasses {
  /** What the line was built for; its ipBlocks give external peers their names. */
  readonly policies: readonly Policy[];
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
  /** Returns the ports (an interned set) that a named port (`nameKey`) stands for at each point. */
  readonly portsNamed: (key: string) => LineMap;
}

/** Builds the line for the pods of some clusters as a list of policies can tell them apart. */
export function buildUniverse(clusters: readonly Cluster[], policies: readonly Policy[]): Universe {
  const mentions = collectMentions(policies);
  const addressClasses = classifyAddresses(mentions.blocks, publicOnesOf(clusters));
  const podClasses = classifyPods(clusters, mentions, addressClasses);
  const { classes } = podClasses;
  const families = FAMILIES.filter((family) => classes.some(({ addresses }) => addresses[family] !== null));
  const verdicts = createVerdicts(families);
  const externalStart = classes.length;
  const endsEnd = externalStart + addressClasses.addresses.length;
  const parts = layOutParts(classes, addressClasses.addresses, families, mentions.mixesBlocksAndNames, verdicts);
  const firstNode = classes.findIndex(({ selectable }) => !selectable);
  const namespaceRuns = runsOfNamespaces(podClasses);
  const namedPorts = collectNamedPorts(podClasses, parts, verdicts);
  return {
    ...podClasses,
    policies,
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
    portsNamed: (key) => namedPorts.get(key) ?? NO_NAMED_PORTS,
  };
}

// Each of two clusters that are compared may have another internet, so there no class may hold both families.
function publicOnesOf([first, second]: readonly Cluster[]): IpSet {
  return first === undefined || second !== undefined ? NO_ADDRESSES : publicAddressesOf(first.settings);
}

function runsOfNamespaces({ classes }: PodClasses): ReadonlyMap<string, readonly [start: number, end: number]> {
  const runs = new Map<string, readonly [number, number]>();
  for (const [index, { namespace, selectable }] of classes.entries())
    if (selectable) runs.set(namespace, [runs.get(namespace)?.[0] ?? index, index + 1]);
  return runs;
}

const NO_NAMED_PORTS: LineMap = constantMap(NONE);

function collectNamedPorts(
  { classes }: PodClasses,
  { banks }: AddressParts,
  { ports: portSets }: Verdicts,
): ReadonlyMap<string, LineMap> {
  const runs = new Map<string, Run[]>();
  const addAll = (ports: PortProfile, start: number, end: number): void => {
    for (const [key, set] of ports) {
      const list = runs.get(key) ?? [];
      runs.set(key, list);
      list.push({ start, end, value: portSets.idOf(set) });
    }
  };
  for (const [index, { ports }] of classes.entries()) addAll(ports, index, index + 1);
  for (const { start, addressClasses, ports } of banks) addAll(ports, start, start + addressClasses.length);
  return new Map([...runs].map(([key, list]) => [key, mapOfRuns(list, NONE)]));
}
