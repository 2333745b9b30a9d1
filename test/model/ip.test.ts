/** Addresses and CIDRs: read as Go reads them, every oddity named, printed canonically. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Address, IpSet } from '../../src/model/ip.ts';
import {
  ALL_ADDRESSES,
  addressesOfCidrs,
  addressSet,
  allAddressesOf,
  cidrsOf,
  countV4,
  equalAddresses,
  familiesOf,
  formatAddress,
  hasAddress,
  intersectAddresses,
  isNoAddresses,
  NO_ADDRESSES,
  parseAddress,
  parseCidr,
  readCidr,
  subtractAddresses,
  unionAddresses,
} from '../../src/model/ip.ts';

function block(text: string): IpSet {
  return parseCidr(text)?.addresses ?? NO_ADDRESSES;
}

test.each([
  ['10.0.0.0/8', []],
  ['2001:db8::/64', []],
  ['::/0', []],
  ['10.1.2.3/8', ['host-bits']],
  ['010.0.0.0/8', ['leading-zeros']],
  ['10.0.0.0/08', ['leading-zeros']],
  ['10.0.0.1/08', ['leading-zeros', 'host-bits']],
  ['::ffff:10.0.0.0/104', ['ipv4-mapped']],
  ['2001:DB8::/64', ['not-canonical']],
  ['2001:db8:0:0::/64', ['not-canonical']],
  ['64:ff9b::192.0.2.0/120', ['not-canonical']],
  ['2001:db8::1/64', ['host-bits']],
])('%s is read, and what is odd about it is named', (text, oddities) => {
  expect(readCidr(text)?.oddities).toEqual(oddities);
});

test.each([
  '',
  '10.0.0.0',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/+8',
  '10.0.0/8',
  '10.0.0.256/8',
  '10.0.0.0/8/8',
  ' 10.0.0.0/8',
  '10.0.0.0/8 ',
  '2001:db8::/129',
  'fe80::1%eth0/64',
  '2001:db8:::/64',
  '::1:2:3:4:5:6:7:8/64',
  '12345::/16',
  'example.com/8',
  '0x0a.0.0.0/8',
])('"%s" is not a CIDR', (text) => {
  expect(readCidr(text)).toBeUndefined();
});

test('leading zeros are decimal, as Go reads them', () => {
  expect(readCidr('010.0.0.0/8')?.canonical).toBe('10.0.0.0/8');
});

test('an IPv4-mapped block of at least 96 bits is the IPv4 block', () => {
  expect(cidrsOf(block('::ffff:10.0.0.0/104'))).toEqual(['10.0.0.0/8']);
});

test('host bits are masked off, and both readings are offered', () => {
  const read = readCidr('10.1.2.3/8');
  expect(read?.canonical).toBe('10.0.0.0/8');
  expect(read?.host).toBe('10.1.2.3/32');
});

test('the whole space of each family has its zero prefix', () => {
  expect(cidrsOf(ALL_ADDRESSES)).toEqual(['0.0.0.0/0', '::/0']);
  expect(equalAddresses(block('0.0.0.0/0'), allAddressesOf('IPv4'))).toBe(true);
  expect(equalAddresses(block('::/0'), allAddressesOf('IPv6'))).toBe(true);
});

test('the cover of a block less an address is exact and minimal', () => {
  const holed = subtractAddresses(block('10.0.0.0/30'), block('10.0.0.2/32'));
  expect(cidrsOf(holed)).toEqual(['10.0.0.0/31', '10.0.0.3/32']);
  expect(countV4(holed)).toBe(3);
});

test('families tell what a set holds', () => {
  expect(familiesOf(ALL_ADDRESSES)).toEqual(['IPv4', 'IPv6']);
  expect(familiesOf(block('::/0'))).toEqual(['IPv6']);
  expect(familiesOf(NO_ADDRESSES)).toEqual([]);
});

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['255.255.255.255', '255.255.255.255'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
])('the address %s prints as %s', (text, canonical) => {
  const address = parseAddress(text);
  expect(address && formatAddress(address)).toBe(canonical);
});

const address: fc.Arbitrary<Address> = fc.oneof(
  fc.nat(2 ** 32 - 1).map((value): Address => ({ family: 'IPv4', value })),
  fc
    .bigInt(0n, 2n ** 128n - 1n)
    .filter((value) => value >> 32n !== 0xffffn)
    .map((value): Address => ({ family: 'IPv6', value })),
);

test('what an address prints reads back as the same address', () => {
  fc.assert(
    fc.property(address, (one) => {
      expect(parseAddress(formatAddress(one))).toEqual(one);
    }),
  );
});

const cidr = fc.tuple(address, fc.nat(128)).map(([one, prefix]) => {
  const bits = one.family === 'IPv4' ? prefix % 33 : prefix;
  return parseCidr(`${formatAddress(one)}/${bits}`);
});

test('the cover of a set reads back as the same set', () => {
  fc.assert(
    fc.property(fc.array(cidr, { maxLength: 5 }), fc.array(cidr, { maxLength: 3 }), (plus, minus) => {
      const set = subtractAddresses(
        addressesOfCidrs(plus.flatMap((one) => one ?? [])),
        addressesOfCidrs(minus.flatMap((one) => one ?? [])),
      );
      expect(equalAddresses(addressesOfCidrs(cidrsOf(set).flatMap((text) => parseCidr(text) ?? [])), set)).toBe(true);
    }),
  );
});

test('a set and its complement share nothing and are everything', () => {
  fc.assert(
    fc.property(address, (one) => {
      const set = addressSet(one);
      const rest = subtractAddresses(ALL_ADDRESSES, set);
      expect(hasAddress(set, one)).toBe(true);
      expect(hasAddress(rest, one)).toBe(false);
      expect(isNoAddresses(intersectAddresses(set, rest))).toBe(true);
      expect(equalAddresses(unionAddresses(set, rest), ALL_ADDRESSES)).toBe(true);
    }),
  );
});
