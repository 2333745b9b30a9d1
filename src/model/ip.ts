/**
 * IP addresses, CIDR blocks and sets of addresses of both families. Text is read strictly, with every oddity
 * named, because Kubernetes versions differ in which they accept (semantics.md section 2.5).
 */

import ipaddr from 'ipaddr.js';
import type { Bounds } from './intervals.ts';
import { equalBounds, intersectBounds, intervalsOf, isInBounds, subtractBounds, unionBounds } from './intervals.ts';

/** The two address families; a connection runs over one of them. */
export type Family = 'IPv4' | 'IPv6';

/** Both families, in the order in which they are shown. */
export const FAMILIES: readonly Family[] = ['IPv4', 'IPv6'];

/** One address. */
export type Address =
  | { readonly family: 'IPv4'; readonly value: number }
  | { readonly family: 'IPv6'; readonly value: bigint };

/** A set of addresses; equal sets have equal bounds. */
export interface IpSet {
  readonly v4: Bounds<number>;
  readonly v6: Bounds<bigint>;
}

/** A block of addresses as it was written, and the addresses it covers (host bits masked off). */
export interface Cidr {
  readonly text: string;
  readonly family: Family;
  readonly prefix: number;
  readonly addresses: IpSet;
}

/** What is unusual about a CIDR that can still be read; from Kubernetes 1.36 all but `not-canonical` are refused. */
export type CidrOddity = 'leading-zeros' | 'ipv4-mapped' | 'host-bits' | 'not-canonical';

/** A CIDR with what is unusual about it, in the order in which Kubernetes names it; `canonical` is the RFC 5952 text. */
export interface ReadCidr {
  readonly cidr: Cidr;
  readonly oddities: readonly CidrOddity[];
  readonly canonical: string;
  /** The host's address with a full prefix, for the message about host bits: `10.1.2.3/32`. */
  readonly host: string;
}

const V4_END = 2 ** 32;
const V6_END = 2n ** 128n;
const V4_PATTERN = /^(\d{1,})\.(\d{1,})\.(\d{1,})\.(\d{1,})$/;
const PREFIX_PATTERN = /^\d+$/;

/** The set of no address. */
export const NO_ADDRESSES: IpSet = { v4: [], v6: [] };

/** Every address of both families. */
export const ALL_ADDRESSES: IpSet = { v4: [0, V4_END], v6: [0n, V6_END] };

/** Returns every address of one family. */
export function allAddressesOf(family: Family): IpSet {
  return family === 'IPv4' ? { v4: ALL_ADDRESSES.v4, v6: [] } : { v4: [], v6: ALL_ADDRESSES.v6 };
}

/** Returns the addresses that are in either set. */
export function unionAddresses(left: IpSet, right: IpSet): IpSet {
  return { v4: unionBounds(left.v4, right.v4), v6: unionBounds(left.v6, right.v6) };
}

/** Returns the addresses that are in both sets. */
export function intersectAddresses(left: IpSet, right: IpSet): IpSet {
  return { v4: intersectBounds(left.v4, right.v4), v6: intersectBounds(left.v6, right.v6) };
}

/** Returns the addresses of the left set that are not in the right one. */
export function subtractAddresses(left: IpSet, right: IpSet): IpSet {
  return { v4: subtractBounds(left.v4, right.v4), v6: subtractBounds(left.v6, right.v6) };
}

/** Tells whether a set holds an address. */
export function hasAddress(set: IpSet, address: Address): boolean {
  return address.family === 'IPv4' ? isInBounds(set.v4, address.value) : isInBounds(set.v6, address.value);
}

/** Tells whether a set holds nothing. */
export function isNoAddresses(set: IpSet): boolean {
  return set.v4.length === 0 && set.v6.length === 0;
}

/** Tells whether two sets hold the same addresses. */
export function equalAddresses(left: IpSet, right: IpSet): boolean {
  return equalBounds(left.v4, right.v4) && equalBounds(left.v6, right.v6);
}

/** Returns the families of which a set holds addresses. */
export function familiesOf(set: IpSet): readonly Family[] {
  return FAMILIES.filter((family) => (family === 'IPv4' ? set.v4 : set.v6).length > 0);
}

/** Returns the set of one address. */
export function addressSet(address: Address): IpSet {
  return address.family === 'IPv4'
    ? { v4: [address.value, address.value + 1], v6: [] }
    : { v4: [], v6: [address.value, address.value + 1n] };
}

/** Returns the union of blocks. */
export function addressesOfCidrs(cidrs: readonly Cidr[]): IpSet {
  return cidrs.reduce((set: IpSet, cidr) => unionAddresses(set, cidr.addresses), NO_ADDRESSES);
}

/** Returns how many IPv4 addresses a set holds. */
export function countV4(set: IpSet): number {
  return intervalsOf(set.v4).reduce((sum, [start, end]) => sum + (end - start), 0);
}

/**
 * Reads an address as Go's sloppy parser does: leading zeros are decimal, an IPv4-mapped IPv6 address is IPv4.
 * Returns undefined for anything else, zones included.
 */
export function parseAddress(text: string): Address | undefined {
  const v4 = parseV4(text);
  if (v4 !== undefined) return { family: 'IPv4', value: v4 };
  const v6 = parseV6(text);
  if (v6 === undefined) return undefined;
  return isV4Mapped(v6) ? { family: 'IPv4', value: Number(v6 & 0xffffffffn) } : { family: 'IPv6', value: v6 };
}

/** Reads a CIDR as Go's sloppy parser does and names what is unusual about it; undefined when it cannot be read. */
export function readCidr(text: string): ReadCidr | undefined {
  const slash = text.indexOf('/');
  const prefixText = text.slice(slash + 1);
  if (slash === -1 || !PREFIX_PATTERN.test(prefixText)) return undefined;
  const addressText = text.slice(0, slash);
  const prefix = Number(prefixText);
  const v4 = parseV4(addressText);
  const zeros =
    (prefixText.length > 1 && prefixText.startsWith('0')) || (v4 !== undefined && /(^|\.)0\d/.test(addressText));
  if (v4 !== undefined) {
    if (prefix > 32) return undefined;
    return describeCidr(text, { family: 'IPv4', value: v4 }, prefix, zeros ? ['leading-zeros'] : []);
  }
  const v6 = parseV6(addressText);
  if (v6 === undefined || prefix > 128) return undefined;
  const oddities: CidrOddity[] = zeros || /(^|[:.])0\d+\./.test(addressText) ? ['leading-zeros'] : [];
  if (!isV4Mapped(v6)) return describeCidr(text, { family: 'IPv6', value: v6 }, prefix, oddities);
  // Go's IPNet treats a mapped network of at least 96 bits as the IPv4 network; a wider one contains no IPv4 address.
  oddities.push('ipv4-mapped');
  return prefix >= 96
    ? describeCidr(text, { family: 'IPv4', value: Number(v6 & 0xffffffffn) }, prefix - 96, oddities)
    : describeCidr(text, { family: 'IPv6', value: v6 }, prefix, oddities);
}

/** Reads a CIDR without a word about its oddities; undefined when it cannot be read. */
export function parseCidr(text: string): Cidr | undefined {
  return readCidr(text)?.cidr;
}

/** Returns the canonical text of an address (RFC 5952 for IPv6). */
export function formatAddress(address: Address): string {
  if (address.family === 'IPv4') {
    const { value } = address;
    return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
  }
  const bytes: number[] = [];
  for (let shift = 120n; shift >= 0n; shift -= 8n) bytes.push(Number((address.value >> shift) & 255n));
  return new ipaddr.IPv6(bytes).toRFC5952String();
}

/** Returns the fewest CIDRs that cover exactly a set, IPv4 first, ascending. */
export function cidrsOf(set: IpSet): readonly string[] {
  const v4 = intervalsOf(set.v4).flatMap(([start, end]) =>
    blocksOf(BigInt(start), BigInt(end), 32).map(
      ([first, prefix]) => `${formatAddress({ family: 'IPv4', value: Number(first) })}/${prefix}`,
    ),
  );
  const v6 = intervalsOf(set.v6).flatMap(([start, end]) =>
    blocksOf(start, end, 128).map(([first, prefix]) => `${formatAddress({ family: 'IPv6', value: first })}/${prefix}`),
  );
  return [...v4, ...v6];
}

function blocksOf(start: bigint, end: bigint, bits: number): readonly (readonly [first: bigint, prefix: number])[] {
  const blocks: (readonly [bigint, number])[] = [];
  let first = start;
  while (first < end) {
    let hostBits = 0;
    while (hostBits < bits && (first & (1n << BigInt(hostBits))) === 0n && first + (2n << BigInt(hostBits)) <= end)
      hostBits += 1;
    blocks.push([first, bits - hostBits]);
    first += 1n << BigInt(hostBits);
  }
  return blocks;
}

function describeCidr(text: string, address: Address, prefix: number, oddities: readonly CidrOddity[]): ReadCidr {
  const found = [...oddities];
  const bits = address.family === 'IPv4' ? 32 : 128;
  const size = 1n << BigInt(bits - prefix);
  const value = BigInt(address.value);
  const start = value - (value % size);
  if (start !== value) found.push('host-bits');
  const network: Address =
    address.family === 'IPv4' ? { family: 'IPv4', value: Number(start) } : { family: 'IPv6', value: start };
  const canonical = `${formatAddress(network)}/${prefix}`;
  const written = `${formatAddress(address)}/${prefix}`;
  if (found.length === 0 && text !== written) found.push('not-canonical');
  const addresses: IpSet =
    address.family === 'IPv4'
      ? { v4: [Number(start), Number(start + size)], v6: [] }
      : { v4: [], v6: [start, start + size] };
  return {
    cidr: { text, family: address.family, prefix, addresses },
    oddities: found,
    canonical,
    host: `${formatAddress(address)}/${bits}`,
  };
}

function parseV4(text: string): number | undefined {
  const match = V4_PATTERN.exec(text);
  if (match === null) return undefined;
  let value = 0;
  for (const part of match.slice(1)) {
    const octet = Number(part);
    if (octet > 255) return undefined;
    value = value * 256 + octet;
  }
  return value;
}

function parseV6(text: string): bigint | undefined {
  // ipaddr.js reads zones and more lenient forms; Kubernetes does not (netip.ParseAddr without zone).
  if (!text.includes(':') || !/^[0-9a-fA-F:.]+$/.test(text)) return undefined;
  const lastColon = text.lastIndexOf(':');
  const tail = text.slice(lastColon + 1);
  let plain = text;
  if (tail.includes('.')) {
    const v4 = parseV4(tail);
    if (v4 === undefined) return undefined;
    plain = `${text.slice(0, lastColon + 1)}${(v4 >>> 16).toString(16)}:${(v4 & 0xffff).toString(16)}`;
  }
  if (plain.split(':').some((group) => group.length > 4) || !ipaddr.IPv6.isValid(plain)) return undefined;
  return ipaddr.IPv6.parse(plain)
    .toByteArray()
    .reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function isV4Mapped(value: bigint): boolean {
  return value >> 32n === 0xffffn;
}
