/** All answers about a cluster as lines, so that two of them can be compared whatever the order of their peers. */

import { compileConnectivity } from '../../src/engine/compile.ts';
import type { FamilyPorts, SidePorts } from '../../src/engine/connectivity.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { cidrsOf } from '../../src/model/ip.ts';
import { compareText } from '../../src/model/order.ts';
import type { Peer } from '../../src/model/peers.ts';
import type { PortSet } from '../../src/model/ports.ts';
import { isAllPorts, portRangesOf } from '../../src/model/ports.ts';
import { pairsOf } from './questions.ts';

/** Returns one line for each peer and for each pair and family, sorted. */
export function answersOf(cluster: Cluster): readonly string[] {
  const connectivity = compileConnectivity(cluster);
  const { peers, between } = connectivity;
  const pairs = pairsOf(connectivity).flatMap(([source, destination]) =>
    between(source, destination).map(
      (ports) => `${keyOf(peers[source])} > ${keyOf(peers[destination])} ${familyText(ports)}`,
    ),
  );
  return [...peers.map(peerText), ...pairs].toSorted(compareText);
}

function peerText(peer: Peer): string {
  if (peer.kind === 'external') return keyOf(peer);
  const { ingress, egress } = peer.isolated;
  return `${peer.id}: ${peer.pods.map(({ name }) => name).join(' ')}, ingress ${ingress}, egress ${egress}`;
}

function keyOf(peer: Peer | undefined): string {
  return peer?.kind === 'external' ? `${peer.id}: ${cidrsOf(peer.addresses).join(' ')}` : String(peer?.id);
}

function familyText({ family, egress, ingress, ...ports }: FamilyPorts): string {
  return `${family} ${stateText(ports)}; egress ${sideText(egress)}; ingress ${sideText(ingress)}`;
}

function sideText(side: SidePorts): string {
  return `${side.isolated ? 'isolated' : 'free'} ${stateText(side)} listed ${portsText(side.listed)}`;
}

function stateText({ open, unknown }: Pick<SidePorts, 'open' | 'unknown'>): string {
  return `open ${portsText(open)} unknown ${portsText(unknown)}`;
}

function portsText(set: PortSet): string {
  if (isAllPorts(set)) return 'all';
  return (
    portRangesOf(set)
      .map(({ protocol, port, endPort }) => `${protocol}:${port}-${endPort}`)
      .join(',') || 'none'
  );
}
