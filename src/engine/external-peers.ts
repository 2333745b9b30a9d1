/** Address classes as external peers, and the names people know them by. */

import { intervalsOf } from '../model/intervals.ts';
import type { Cidr, IpSet } from '../model/ip.ts';
import {
  allAddressesOf,
  cidrsOf,
  countV4,
  familiesOf,
  intersectAddresses,
  NO_ADDRESSES,
  subtractAddresses,
} from '../model/ip.ts';
import { compareText } from '../model/order.ts';
import type { ExternalPeer } from '../model/peers.ts';
import type { Policy } from '../model/policy.ts';
import type { AddressClasses } from './address-classes.ts';
import { compileAddressClasses } from './address-classes.ts';
import { effectiveRules, keyOfAddresses } from './mentions.ts';

/** An address class as a peer. */
export interface NumberedExternalPeer {
  readonly addressClass: number;
  readonly peer: ExternalPeer;
}

/** Returns the external peers: `internet`, `internet-v6` where that is another set, then the others by address. */
export function nameExternalPeers(
  classes: readonly IpSet[],
  policies: readonly Policy[],
  publicOnes: IpSet,
): readonly NumberedExternalPeer[] {
  const internet = internetOf(classes, publicOnes);
  const internetV6 = largest(classes, (set) => countV6(intersectAddresses(set, publicOnes)));
  let known: ReadonlyMap<string, string> | undefined;
  const blockNames = (): ReadonlyMap<string, string> => {
    known ??= namesOfBlocks(policies);
    return known;
  };
  const numbered = classes.map((addresses, addressClass): NumberedExternalPeer => {
    const wellKnown = addressClass === internet ? 'internet' : 'internet-v6';
    const isWellKnown = addressClass === internet || addressClass === internetV6;
    return {
      addressClass,
      peer: isWellKnown ? named(addresses, () => wellKnown) : named(addresses, () => nameOf(addresses, blockNames())),
    };
  });
  const isFirst = ({ addressClass }: NumberedExternalPeer): number => {
    if (addressClass === internet) return 0;
    return addressClass === internetV6 ? 1 : 2;
  };
  return numbered.toSorted((left, right) => isFirst(left) - isFirst(right));
}

/**
 * Returns the address classes for a list of ipBlocks, each of one family, but for `internet` where no block cuts it:
 * what people call by a block's name should not hold addresses of the other family as well.
 */
export function classifyAddresses(blocks: readonly IpSet[], publicOnes: IpSet): AddressClasses {
  const coarsest = compileAddressClasses(blocks);
  const internet = coarsest.addresses[internetOf(coarsest.addresses, publicOnes)] ?? NO_ADDRESSES;
  if (!coarsest.addresses.some((set) => set !== internet && familiesOf(set).length > 1)) return coarsest;
  return compileAddressClasses([...blocks, subtractAddresses(allAddressesOf('IPv6'), internet)]);
}

// The index of the class with most public IPv4 addresses.
function internetOf(classes: readonly IpSet[], publicOnes: IpSet): number {
  return largest(classes, (set) => BigInt(countV4(intersectAddresses(set, publicOnes))));
}

// A cluster may have tens of thousands of external peers of which few are ever shown, so names are made when asked for.
function named(addresses: IpSet, makeName: () => string): ExternalPeer {
  let known: string | undefined;
  const name = (): string => {
    known ??= makeName();
    return known;
  };
  return {
    kind: 'external',
    addresses,
    get name() {
      return name();
    },
    get id() {
      return `external/${name()}`;
    },
  };
}

function nameOf(addresses: IpSet, blockNames: ReadonlyMap<string, string>): string {
  const ownBlock = blockNames.get(keyOfAddresses(addresses));
  if (ownBlock !== undefined) return ownBlock;
  const cover = cidrsOf(addresses).join(', ');
  const whole = smallestBlock(addresses);
  if (whole === undefined) return cover;
  const less = blockText(cidrsOf(whole).join(), cidrsOf(subtractAddresses(whole, addresses)));
  return less.length < cover.length ? less : cover;
}

function namesOfBlocks(policies: readonly Policy[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const policy of policies) {
    for (const { peers } of effectiveRules(policy)) {
      for (const peer of peers === 'all' ? [] : peers) {
        if (peer.kind !== 'ipBlock') continue;
        const key = keyOfAddresses(peer.addresses);
        const text = blockText(canonical(peer.cidr), peer.except.map(canonical));
        const known = names.get(key);
        if (known === undefined || compareTexts(text, known) < 0) names.set(key, text);
      }
    }
  }
  return names;
}

// Of two texts for the same addresses the shorter one names them, whatever the order of policies.
function compareTexts(left: string, right: string): number {
  return left.length - right.length || compareText(left, right);
}

function canonical({ addresses }: Cidr): string {
  return cidrsOf(addresses).join();
}

function blockText(block: string, except: readonly string[]): string {
  return except.length === 0 ? block : `${block} except ${except.join(', ')}`;
}

// The smallest CIDR around a set of one family; undefined where the set has addresses of both or of none.
function smallestBlock(set: IpSet): IpSet | undefined {
  const [v4First, v4End, v6First, v6End] = [set.v4[0], set.v4.at(-1), set.v6[0], set.v6.at(-1)];
  if (v4First !== undefined && v4End !== undefined && v6First === undefined) {
    const [start, size] = blockAround(BigInt(v4First), BigInt(v4End));
    return { v4: [Number(start), Number(start + size)], v6: [] };
  }
  if (v6First !== undefined && v6End !== undefined && v4First === undefined) {
    const [start, size] = blockAround(v6First, v6End);
    return { v4: [], v6: [start, start + size] };
  }
  return undefined;
}

function blockAround(first: bigint, end: bigint): readonly [start: bigint, size: bigint] {
  let size = 1n;
  while (first - (first % size) + size < end) size *= 2n;
  return [first - (first % size), size];
}

function largest(classes: readonly IpSet[], measure: (set: IpSet) => bigint): number {
  let [best, most] = [-1, 0n];
  for (const [index, set] of classes.entries()) {
    const size = measure(set);
    if (size > most) [best, most] = [index, size];
  }
  return best;
}

function countV6(set: IpSet): bigint {
  return intervalsOf(set.v6).reduce((sum, [start, end]) => sum + (end - start), 0n);
}
