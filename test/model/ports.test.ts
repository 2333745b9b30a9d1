/** Port sets: protocols never touch, and ranges come back as they went in. */

import { expect, test } from 'vitest';
import {
  ALL_PORTS,
  allPortsOf,
  equalPorts,
  hasPort,
  intersectPorts,
  isAllPorts,
  isNoPorts,
  NO_PORTS,
  PROTOCOLS,
  portRange,
  portRangesOf,
  subtractPorts,
  unionPorts,
} from '../../src/model/ports.ts';

test('the universe is TCP, UDP and SCTP, ports 1 to 65535', () => {
  expect(portRangesOf(ALL_PORTS)).toEqual(PROTOCOLS.map((protocol) => ({ protocol, port: 1, endPort: 65535 })));
});

test('every port of every protocol is the universe, however it is put together', () => {
  const all = PROTOCOLS.map(allPortsOf).reduceRight(unionPorts, NO_PORTS);
  expect(isAllPorts(all)).toBe(true);
  expect(isAllPorts(subtractPorts(all, portRange('SCTP', 65535)))).toBe(false);
});

test('the last port of one protocol does not touch the first of the next', () => {
  const set = unionPorts(portRange('TCP', 65535), portRange('UDP', 1));
  expect(portRangesOf(set)).toEqual([
    { protocol: 'TCP', port: 65535, endPort: 65535 },
    { protocol: 'UDP', port: 1, endPort: 1 },
  ]);
});

test('touching ranges of one protocol merge', () => {
  const set = unionPorts(portRange('TCP', 80, 89), portRange('TCP', 90));
  expect(portRangesOf(set)).toEqual([{ protocol: 'TCP', port: 80, endPort: 90 }]);
});

test('an inverted range is empty', () => {
  expect(isNoPorts(portRange('TCP', 90, 80))).toBe(true);
});

test('a port is asked for by protocol and number', () => {
  const set = portRange('UDP', 53);
  expect(hasPort(set, 'UDP', 53)).toBe(true);
  expect(hasPort(set, 'TCP', 53)).toBe(false);
  expect(hasPort(set, 'UDP', 54)).toBe(false);
  expect(hasPort(ALL_PORTS, 'UDP', 0)).toBe(false);
});

test('intersection keeps what both have', () => {
  expect(equalPorts(intersectPorts(allPortsOf('TCP'), portRange('UDP', 53)), NO_PORTS)).toBe(true);
  expect(equalPorts(intersectPorts(ALL_PORTS, portRange('UDP', 53)), portRange('UDP', 53))).toBe(true);
});
