/**
 * Pods in equivalence classes: no policy can tell two pods of one class apart. The number of classes follows from what
 * policies mention, not from the number of pods.
 */

import type { Cluster, ClusterSettings, Pod, PodAddress } from '../model/cluster.ts';
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
  readonly ports: PortProfile;
  /** By family, the address classes in which the address may lie, ascending; null where it has none of the family. */
  readonly addresses: Readonly<Record<Family, readonly number[] | null>>;
}

/** All pods of a cluster in their classes. */
export interface PodClasses {
  /** Selectable ones first; then by namespace, labels and the rest, so that neighbours are alike. */
  readonly classes: readonly PodClass[];
  readonly classOf: ReadonlyMap<Pod, number>;
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
  const spans = createInterner<readonly number[]>((list) => list.join());
  const describe = describePods(mentions);
  for (const { settings, workloads } of clusters) {
    const spanOf = spanReader(settings, addressClasses, spans);
    for (const { pods } of workloads) {
      for (const pod of pods) {
        const { key, podClass } = describe(pod, settings, spanOf);
        const known = found.get(key);
        if (known === undefined) found.set(key, { podClass: podClass(), key, pods: [pod] });
        else known.pods.push(pod);
      }
    }
  }
  return inOrder([...found.values()]);
}

interface PodDescription {
  /** What policies can see of the pod, as text. */
  readonly key: string;
  /** Makes the class of such pods. */
  readonly podClass: () => PodClass;
}

/** The address classes in which an address may lie; empty where ipBlocks do not concern pods. */
interface Span {
  readonly key: string;
  readonly addressClasses: readonly number[];
}

type SpanOf = (pod: Pod, family: Family) => Span | undefined;

function describePods(mentions: Mentions): (pod: Pod, settings: ClusterSettings, spanOf: SpanOf) => PodDescription {
  const profiles = createInterner<PortProfile>((profile) =>
    [...profile].map(([name, set]) => `${name}=${set.bounds.join()}`).join(';'),
  );
  return (pod, settings, spanOf) => {
    const selectable = !(pod.hostNetwork && settings.hostNetwork === 'node');
    const { namespace } = pod;
    const labels = selectable ? mentions.visibleLabels(namespace, pod.labels) : NO_LABELS;
    const profile = profiles.idOf(profileOf(pod, mentions));
    const [v4, v6] = [spanOf(pod, 'IPv4'), spanOf(pod, 'IPv6')];
    const labelText = [...labels]
      .map(([name, value]) => `${name}=${value ?? '*'}`)
      .toSorted(compareText)
      .join();
    return {
      key: [selectable, namespace, labelText, profile, v4?.key, v6?.key].join('\n'),
      podClass: () => ({
        namespace,
        selectable,
        labels,
        ports: profiles.valueOf(profile),
        addresses: { IPv4: v4?.addressClasses ?? null, IPv6: v6?.addressClasses ?? null },
      }),
    };
  };
}

const NO_LABELS: VisibleLabels = new Map();

interface FoundClass {
  readonly podClass: PodClass;
  readonly key: string;
  readonly pods: Pod[];
}

function inOrder(found: readonly FoundClass[]): PodClasses {
  const sorted = found.toSorted(
    (left, right) =>
      Number(right.podClass.selectable) - Number(left.podClass.selectable) ||
      compareText(left.podClass.namespace, right.podClass.namespace) ||
      compareText(left.key, right.key),
  );
  const classOf = new Map<Pod, number>();
  for (const [index, { pods }] of sorted.entries()) for (const pod of pods) classOf.set(pod, index);
  return { classes: sorted.map(({ podClass }) => podClass), classOf };
}

// Spec: semantics.md sentences 24–26. Several ports of one name and protocol all count.
function profileOf(pod: Pod, mentions: Mentions): PortProfile {
  const profile = new Map<string, PortSet>();
  for (const { name, protocol, port } of pod.ports) {
    if (name === null || !mentions.mentionsPort(name)) continue;
    const key = nameKey(protocol, name);
    profile.set(key, unionPorts(profile.get(key) ?? NO_PORTS, portRange(protocol, port)));
  }
  return profile.size < 2 ? profile : new Map([...profile].toSorted(([left], [right]) => compareText(left, right)));
}

function spanReader(
  settings: ClusterSettings,
  addressClasses: AddressClasses,
  spans: Interner<readonly number[]>,
): SpanOf {
  // Spans over many classes are long, so their key is a number.
  const spanOver = (list: readonly number[]): Span => ({ key: String(spans.idOf(list)), addressClasses: list });
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

const NOWHERE: Span = { key: '-', addressClasses: [] };
