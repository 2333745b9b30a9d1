/** Where pods have their addresses, and which families a cluster has (design.md section 4). */

import { expect, test } from 'vitest';
import type { ClusterChoices } from '../../src/model/cluster.ts';
import { cidrsOf } from '../../src/model/ip.ts';
import { cidr } from '../builders.ts';
import { load } from '../load.ts';
import { controllerText, describeAddresses, objectText, podText } from './manifests.ts';

test('a pod without status is somewhere in the podCIDRs', () => {
  expect(addressesOf(podText('a'))).toEqual(['IPv4 somewhere']);
});

test('a running pod has the address of its status', () => {
  expect(addressesOf(podText('a', { status: { podIP: '10.1.2.3' } }))).toEqual(['10.1.2.3']);
});

test('podIPs give one address per family, IPv4 first', () => {
  const status = { podIP: 'fd00::5', podIPs: [{ ip: 'fd00::5' }, { ip: '10.1.2.3' }] };
  expect(addressesOf(podText('a', { status }))).toEqual(['10.1.2.3', 'fd00::5']);
});

test('with dualStack a pod without status has an address of each family', () => {
  expect(addressesOf(podText('a'), { dualStack: true })).toEqual(['IPv4 somewhere', 'IPv6 somewhere']);
});

test('one pod with an IPv6 address makes the cluster dual-stack', () => {
  const text = podText('a') + podText('b', { status: { podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }] } });
  expect(load(text).cluster.settings.families).toEqual(['IPv4', 'IPv6']);
  expect(addressesOf(text)).toEqual(['IPv4 somewhere', 'IPv6 somewhere']);
});

test('the address of a pod that ended does not count', () => {
  const text = podText('a', { status: { phase: 'Failed', podIP: 'fd00::1' } }) + podText('b');
  expect(load(text).cluster.settings.families).toEqual(['IPv4']);
});

test('a hostNetwork pod has the address of its host', () => {
  const text = podText('a', { spec: { hostNetwork: true }, status: { hostIP: '192.168.1.7' } });
  expect(addressesOf(text)).toEqual(['192.168.1.7']);
});

test('a hostNetwork pod without status has the address of its Node', () => {
  const status = { addresses: [{ type: 'InternalIP', address: '192.168.1.7' }] };
  const text =
    podText('a', { spec: { hostNetwork: true, nodeName: 'n1' } }) + objectText('v1', 'Node', 'n1', { status });
  expect(addressesOf(text)).toEqual(['192.168.1.7']);
});

test('a hostNetwork pod of which nothing is known is somewhere in the nodeCIDRs', () => {
  const { cluster } = load(podText('a', { spec: { hostNetwork: true } }) + podText('b'), {
    podCidrs: [cidr('10.244.0.0/16')],
    nodeCidrs: [cidr('192.168.7.0/24')],
  });
  const ranges = cluster.workloads.map(({ pods }) =>
    pods.flatMap(({ addresses }) => addresses.flatMap((one) => (one.kind === 'within' ? cidrsOf(one.range) : []))),
  );
  expect(ranges).toEqual([['192.168.7.0/24'], ['10.244.0.0/16']]);
});

test('a template is on a node’s network when it says so', () => {
  const spec = { containers: [{ name: 'c', image: 'i' }], hostNetwork: true };
  const template = { metadata: { labels: { app: 'x' } }, spec };
  const text = controllerText('DaemonSet', 'agent', { spec: { selector: { matchLabels: { app: 'x' } }, template } });
  expect(load(text).cluster.workloads[0]?.pods[0]?.hostNetwork).toBe(true);
});

test('pods of which no address is given share one value', () => {
  const [first, second] = load(podText('a') + podText('b')).cluster.workloads;
  expect(first?.pods[0]?.addresses).toBe(second?.pods[0]?.addresses);
});

test('podCIDRs are the private ranges unless configured', () => {
  expect(cidrsOf(load('').cluster.settings.podAddresses)).toEqual(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);
  expect(load('').cluster.settings.podCidrsConfigured).toBe(false);
});

test('with dualStack the private ranges of IPv6 come in', () => {
  expect(cidrsOf(load('', { dualStack: true }).cluster.settings.podAddresses)).toContain('fc00::/7');
});

test('configured podCIDRs take the place of the private ranges of their family only', () => {
  const { settings } = load('', { dualStack: true, podCidrs: [cidr('10.244.0.0/16')] }).cluster;
  expect(cidrsOf(settings.podAddresses)).toEqual(['10.244.0.0/16', 'fc00::/7']);
  expect(settings.podCidrsConfigured).toBe(true);
});

test('podCIDRs of IPv6 make the cluster dual-stack', () => {
  expect(load('', { podCidrs: [cidr('fd00:10::/32')] }).cluster.settings.families).toEqual(['IPv4', 'IPv6']);
});

function addressesOf(text: string, choices: ClusterChoices = {}): readonly string[] {
  return load(text, choices).cluster.workloads.slice(0, 1).flatMap(describeAddresses);
}
