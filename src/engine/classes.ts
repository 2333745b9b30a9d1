/**
 * Pods in equivalence classes: no policy can tell two pods of one class apart. The number of classes follows from what
 * policies mention, not from the number of pods.
 */

import type { Cluster, ClusterSettings, ContainerPort, Pod, PodAddress } from '../model/cluster.ts';
import type { Family, IpSet } from '../model/ip.ts';
import { compareText } from '../model/order.ts';
import type { PortSet } from '../model/ports.ts';
import { NO_PORTS, portRange, unionPorts } from '../model/ports.ts';
import type { AddressClasses } from './address-classes.ts';
import type { Interner } from './intern.ts';
import { createInterner, remember } from './intern.ts';
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

/** All pods of a cluster in their classes. */
export interface PodClasses {
  /** Selectable ones first; then by namespace, labels and the rest, so that neighbours are alike. */
  readonly classes: readonly PodClass[];
  /** Returns the class of a pod under some settings; undefined for a pod that is like none of those classified. */
  readonly classOf: (pod: Pod, settings: ClusterSettings) => number | undefined;
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
  const found = new Map<string, FoundClass>();
  const describe = describePods(mentions, addressClasses);
  for (const { settings, workloads } of clusters) {
    for (const { pods } of workloads) {
      for (const pod of pods) {
        const { key, podClass } = describe(pod, settings);
        const known = found.get(key);
        if (known === undefined) found.set(key, { podClass: podClass(), key, pods: [[settings, pod]] });
        else known.pods.push([settings, pod]);
      }
    }
  }
  const sorted = [...found.values()].toSorted(compareClasses);
  const ofKey = new Map(sorted.map(({ key }, index) => [key, index]));
  const ofPod = new Map(clusters.map(({ settings }) => [settings, new Map<Pod, number>()]));
  for (const [index, { pods }] of sorted.entries())
    for (const [settings, pod] of pods) ofPod.get(settings)?.set(pod, index);
  return {
    classes: sorted.map(({ podClass }) => podClass),
    classOf: (pod, settings) => ofPod.get(settings)?.get(pod) ?? ofKey.get(describe(pod, settings).key),
  };
}

interface FoundClass {
  readonly podClass: PodClass;
  readonly key: string;
  readonly pods: (readonly [settings: ClusterSettings, pod: Pod])[];
}

function compareClasses(left: FoundClass, right: FoundClass): number {
  return (
    Number(right.podClass.selectable) - Number(left.podClass.selectable) ||
    compareText(left.podClass.namespace, right.podClass.namespace) ||
    compareText(left.podClass.labelText, right.podClass.labelText) ||
    compareText(left.key, right.key)
  );
}

interface PodDescription {
  /** What policies can see of the pod, as text. */
  readonly key: string;
  /** Makes the class of such pods. */
  readonly podClass: () => PodClass;
}

/** The address classes in which an address may lie; empty where ipBlocks do not concern pods. */
interface Span {
  readonly key: number;
  readonly addressClasses: readonly number[];
}

type SpanOf = (pod: Pod, family: Family) => Span | undefined;

function describePods(
  mentions: Mentions,
  addressClasses: AddressClasses,
): (pod: Pod, settings: ClusterSettings) => PodDescription {
  const profileOf = profileReader(mentions);
  const spans = createInterner<readonly number[]>((list) => list.join());
  const spanReaders = new Map<ClusterSettings, SpanOf>();
  return (pod, settings) => {
    const spanOf = spanReaders.get(settings) ?? spanReader(settings, addressClasses, spans);
    spanReaders.set(settings, spanOf);
    const selectable = !(pod.hostNetwork && settings.hostNetwork === 'node');
    const labels = selectable ? mentions.visibleLabels(pod.namespace, pod.labels) : [];
    const ports = profileOf(pod);
    const v4 = spanOf(pod, 'IPv4');
    const v6 = spanOf(pod, 'IPv6');
    return {
      key: `${selectable} ${v4?.key} ${v6?.key} ${ports.key} ${labels.join()} ${pod.namespace}`,
      podClass: () => {
        const visible = mentions.labelsOf(labels);
        const texts = [...visible].map(([key, value]) => `${key}=${value ?? '*'}`);
        return {
          namespace: pod.namespace,
          selectable,
          labels: visible,
          labelText: texts.toSorted(compareText).join(),
          ports: ports.profile,
          addresses: { IPv4: v4?.addressClasses ?? null, IPv6: v6?.addressClasses ?? null },
        };
      },
    };
  };
}

interface NumberedProfile {
  readonly key: number;
  readonly profile: PortProfile;
}

// Equal profiles are one object, whatever the order in which the ports are written.
function profileReader(mentions: Mentions): (pod: Pod) => NumberedProfile {
  const profiles = createInterner<PortProfile>((profile) =>
    [...profile].map(([name, set]) => `${name}=${set.bounds.join()}`).join(';'),
  );
  const asWritten = new Map<string, NumberedProfile>();
  return (pod) => {
    const ports = pod.ports.filter(({ name }) => name !== null && mentions.mentionsPort(name));
    const text = ports.map(({ name, protocol, port }) => `${protocol}:${name}=${port}`).join();
    const known = asWritten.get(text);
    if (known !== undefined) return known;
    const key = profiles.idOf(profileOf(ports));
    const profile = { key, profile: profiles.valueOf(key) };
    asWritten.set(text, profile);
    return profile;
  };
}

// Spec: semantics.md sentences 24–26. Several ports of one name and protocol all count.
function profileOf(ports: readonly ContainerPort[]): PortProfile {
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
  const spanOver = (list: readonly number[]): Span => ({ key: spans.idOf(list), addressClasses: list });
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

const NOWHERE: Span = { key: -1, addressClasses: [] };
