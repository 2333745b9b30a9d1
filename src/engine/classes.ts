/**
 * Pods in equivalence classes: no policy can tell two pods of one class apart. The number of classes follows from what
 * policies mention, not from the number of pods.
 */

import type { Cluster, ClusterSettings, ContainerPort, Pod, PodAddress, Workload } from '../model/cluster.ts';
import type { Family, IpSet } from '../model/ip.ts';
import { compareText } from '../model/order.ts';
import type { PortSet } from '../model/ports.ts';
import { NO_PORTS, PROTOCOLS, portRange, unionPorts } from '../model/ports.ts';
import type { AddressClasses } from './address-classes.ts';
import type { Interner } from './intern.ts';
import { createInterner, createSteps, NO_STEPS, remember } from './intern.ts';
import type { Mentions, VisibleLabels } from './mentions.ts';

/** The named ports of a pod that policies mention: port sets by `nameKey`. */
export type PortProfile = ReadonlyMap<string, PortSet>;

/** Pods that no policy can tell apart. */
export interface PodClass {
  readonly namespace: string;
  /** False for traffic of nodes: no selector matches it and no policy isolates it. */
  readonly selectable: boolean;
  readonly labels: VisibleLabels;
  /** The labels sorted, so that like stands beside like. */
  readonly labelText: string;
  readonly ports: PortProfile;
  /** By family, the address classes in which the address may lie, ascending; null where it has none of the family. */
  readonly addresses: Readonly<Record<Family, readonly number[] | null>>;
}

/** All pods of some clusters in their classes. */
export interface PodClasses {
  /** Selectable ones first; then by namespace, labels and the rest, so that neighbours are alike. */
  readonly classes: readonly PodClass[];
  /** Returns the class of each pod of a workload under some settings; undefined for one that is like none of those classified. */
  readonly classesOfPods: (workload: Workload, settings: ClusterSettings) => readonly (number | undefined)[];
}

/** Returns a text that stands for a name and its protocol. */
export function nameKey(protocol: string, name: string): string {
  return `${protocol}:${name}`;
}

/** Returns the classes of the pods of some clusters, as far as the mentioned things tell them apart. */
export function classifyPods(
  clusters: readonly Cluster[],
  mentions: Mentions,
  addressClasses: AddressClasses,
): PodClasses {
  const { describe, classAs } = describePods(mentions, addressClasses);
  const found = new Map<number, PodClass>();
  const descriptions = new Map<ClusterSettings, Map<Workload, readonly number[]>>();
  for (const { settings, workloads } of clusters) {
    const ofWorkload = descriptions.get(settings) ?? new Map<Workload, readonly number[]>();
    descriptions.set(settings, ofWorkload);
    for (const workload of workloads) {
      const ofPods = workload.pods.map((pod) => {
        const description = describe(pod, settings);
        if (!found.has(description)) found.set(description, classAs(pod, settings));
        return description;
      });
      ofWorkload.set(workload, ofPods);
    }
  }
  const sorted = [...found].toSorted(([left, one], [right, other]) => compareClasses(one, other) || left - right);
  const numbers = new Map(sorted.map(([description], index) => [description, index]));
  return {
    classes: sorted.map(([, podClass]) => podClass),
    classesOfPods: (workload, settings) => {
      const known = descriptions.get(settings)?.get(workload);
      return (known ?? workload.pods.map((pod) => describe(pod, settings))).map((number) => numbers.get(number));
    },
  };
}

function compareClasses(left: PodClass, right: PodClass): number {
  return (
    Number(right.selectable) - Number(left.selectable) ||
    compareText(left.namespace, right.namespace) ||
    compareText(left.labelText, right.labelText)
  );
}

/** The address classes in which an address may lie; empty where ipBlocks do not concern pods. */
interface Span {
  readonly number: number;
  readonly addressClasses: readonly number[];
}

type SpanOf = (pod: Pod, family: Family) => Span | undefined;

interface Descriptions {
  /** Returns the number of all that policies can see of a pod: alike for pods that they cannot tell apart. */
  readonly describe: (pod: Pod, settings: ClusterSettings) => number;
  /** Returns the class of such pods. */
  readonly classAs: (pod: Pod, settings: ClusterSettings) => PodClass;
}

function describePods(mentions: Mentions, addressClasses: AddressClasses): Descriptions {
  const step = createSteps();
  const namespaces = new Map<string, number>();
  const profiles = readProfiles(mentions);
  const spans = createInterner<readonly number[]>((list) => list.join());
  const spanReaders = new Map<ClusterSettings, SpanOf>();
  const spanReaderOf = (settings: ClusterSettings): SpanOf => {
    const reader = spanReaders.get(settings) ?? spanReader(settings, addressClasses, spans);
    spanReaders.set(settings, reader);
    return reader;
  };
  const isSelectable = (pod: Pod, settings: ClusterSettings): boolean =>
    !(pod.hostNetwork && settings.hostNetwork === 'node');
  return {
    describe: (pod, settings) => {
      const namespace = namespaces.get(pod.namespace) ?? namespaces.size;
      namespaces.set(pod.namespace, namespace);
      const spanOf = spanReaderOf(settings);
      const selectable = isSelectable(pod, settings);
      let description = step(NO_STEPS, namespace * 2 + Number(selectable));
      description = step(description, spanOf(pod, 'IPv4')?.number ?? NO_FAMILY);
      description = step(description, spanOf(pod, 'IPv6')?.number ?? NO_FAMILY);
      description = step(description, profiles.numberOf(pod));
      if (!selectable) return description;
      for (const label of mentions.visibleLabels(pod.namespace, pod.labels)) description = step(description, label);
      return description;
    },
    classAs: (pod, settings) => {
      const selectable = isSelectable(pod, settings);
      const labels = selectable ? mentions.labelsOf(mentions.visibleLabels(pod.namespace, pod.labels)) : NO_LABELS;
      const texts = [...labels].map(([key, value]) => `${key}=${value ?? '*'}`);
      const spanOf = spanReaderOf(settings);
      return {
        namespace: pod.namespace,
        selectable,
        labels,
        labelText: texts.toSorted(compareText).join(),
        ports: profiles.profileOf(profiles.numberOf(pod)),
        addresses: {
          IPv4: spanOf(pod, 'IPv4')?.addressClasses ?? null,
          IPv6: spanOf(pod, 'IPv6')?.addressClasses ?? null,
        },
      };
    },
  };
}

const NO_LABELS: VisibleLabels = new Map();
const NO_FAMILY = -1;

interface Profiles {
  /** Returns the number of a pod's mentioned ports, in whatever order they are written. */
  readonly numberOf: (pod: Pod) => number;
  readonly profileOf: (number: number) => PortProfile;
}

function readProfiles({ portName }: Mentions): Profiles {
  const step = createSteps();
  const numbers: number[] = [];
  const profiles = createInterner<PortProfile>((profile) =>
    [...profile].map(([name, set]) => `${name}=${set.bounds.join()}`).join(';'),
  );
  return {
    numberOf: ({ ports }) => {
      let asWritten = NO_STEPS;
      for (const { name, protocol, port } of ports) {
        const number = name === null ? undefined : portName(name);
        if (number === undefined) continue;
        asWritten = step(step(asWritten, number), port * PROTOCOLS.length + PROTOCOLS.indexOf(protocol));
      }
      const known = numbers[asWritten];
      if (known !== undefined) return known;
      const named = ports.filter(({ name }) => name !== null && portName(name) !== undefined);
      const number = profiles.idOf(collectProfile(named));
      numbers[asWritten] = number;
      return number;
    },
    profileOf: profiles.valueOf,
  };
}

// Spec: semantics.md sentences 24–26. Several ports of one name and protocol all count.
function collectProfile(ports: readonly ContainerPort[]): PortProfile {
  const profile = new Map<string, PortSet>();
  for (const { name, protocol, port } of ports) {
    const key = nameKey(protocol, name ?? '');
    profile.set(key, unionPorts(profile.get(key) ?? NO_PORTS, portRange(protocol, port)));
  }
  return new Map([...profile].toSorted(([left], [right]) => compareText(left, right)));
}

function spanReader(
  settings: ClusterSettings,
  addressClasses: AddressClasses,
  spans: Interner<readonly number[]>,
): SpanOf {
  // Spans over many classes are long, so their key is a number.
  const spanOver = (list: readonly number[]): Span => ({ number: spans.idOf(list), addressClasses: list });
  const ofRange = new Map<IpSet, Span>();
  const ofClass = remember((addressClass) => spanOver([addressClass]));
  const spanOf = (address: PodAddress): Span => {
    if (settings.ipBlocks === 'external') return NOWHERE;
    if (address.kind === 'given') return ofClass(addressClasses.classOf(address.address));
    const span = ofRange.get(address.range) ?? spanOver(addressClasses.classesTouching(address.range));
    ofRange.set(address.range, span);
    return span;
  };
  return (pod, family) => {
    const address = pod.addresses.find((one) => one.family === family);
    return address === undefined ? undefined : spanOf(address);
  };
}

const NOWHERE: Span = { number: -2, addressClasses: [] };
