/** Decodes an ipBlock and its CIDRs, as strictly as the target version of Kubernetes. Spec: ValidateIPBlock, IsValidCIDRForLegacyField. */

import type { ResourceDiagnostics } from '../model/diagnostics/resources.ts';
import type { Cidr, ReadCidr } from '../model/ip.ts';
import {
  addressesOfCidrs,
  equalAddresses,
  intersectAddresses,
  parseAddress,
  readCidr,
  subtractAddresses,
} from '../model/ip.ts';
import type { IpBlockPeer } from '../model/policy.ts';
import type { Cursor } from './cursor.ts';
import { elementStringOf, fieldOf, isPresent, itemsOf, reportAt, stringOf } from './cursor.ts';

// Spec: feature gate StrictIPCIDRValidation, on from 1.36.
const STRICT_SINCE_MINOR = 36;

/** Returns the addresses of an ipBlock, or undefined where its `cidr` cannot be read. */
export function decodeIpBlock(ipBlock: Cursor): Pick<IpBlockPeer, 'cidr' | 'except' | 'addresses'> | undefined {
  const cidrField = fieldOf(ipBlock, 'cidr');
  const text = isPresent(cidrField) ? stringOf(cidrField) : '';
  if (text === '') {
    if (!isPresent(ipBlock) || ipBlock.node?.kind === 'mapping')
      reportAt(cidrField, { code: 'missing-field', type: 'Required', args: { field: 'cidr' } });
    return undefined;
  }
  const cidr = text === undefined ? undefined : decodeCidr(cidrField, text);
  const except = itemsOf(fieldOf(ipBlock, 'except')).flatMap((item) => decodeExcept(item, cidr) ?? []);
  if (cidr === undefined) return undefined;
  return { cidr, except, addresses: subtractAddresses(cidr.addresses, addressesOfCidrs(except)) };
}

function decodeExcept(item: Cursor, cidr: Cidr | undefined): Cidr | undefined {
  const text = elementStringOf(item);
  const except = text === undefined ? undefined : decodeCidr(item, text);
  if (except !== undefined && cidr !== undefined && !isStrictSubset(except, cidr)) {
    const args = { except: except.text, cidr: cidr.text };
    reportAt(item, { code: 'except-outside-cidr', type: 'Invalid', args });
  }
  return except;
}

function isStrictSubset(inner: Cidr, outer: Cidr): boolean {
  const isInside = equalAddresses(intersectAddresses(inner.addresses, outer.addresses), inner.addresses);
  return isInside && !equalAddresses(inner.addresses, outer.addresses);
}

function decodeCidr(field: Cursor, text: string): Cidr | undefined {
  const read = readCidr(text);
  if (read === undefined) reportAt(field, { code: 'invalid-cidr', type: 'Invalid', args: explainNoCidr(text) });
  else reportOddities(field, read);
  return read?.cidr;
}

function explainNoCidr(text: string): ResourceDiagnostics['invalid-cidr'] {
  const trimmed = readCidr(text.trim());
  if (trimmed !== undefined) return { text, problem: 'not-a-cidr', suggestion: trimmed.canonical };
  const slash = text.indexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return { text, problem: 'not-a-cidr' };
  const bits = address.family === 'IPv4' ? 32 : 128;
  return slash === -1
    ? { text, problem: 'no-prefix', suggestion: `${text}/${bits}` }
    : { text, problem: `prefix-over-${bits}` };
}

function reportOddities(field: Cursor, { cidr: { text }, oddities, canonical, host }: ReadCidr): void {
  const isStrict = field.context.options.kubeMinor >= STRICT_SINCE_MINOR;
  for (const oddity of oddities) {
    if (isStrict && oddity !== 'not-canonical') {
      const args = { text, problem: oddity, suggestion: canonical };
      reportAt(field, { code: 'invalid-cidr', type: 'Invalid', args });
    } else {
      const args = { text, oddity, suggestion: canonical, host };
      reportAt(field, { code: 'odd-cidr', severity: 'warning', args });
    }
  }
}
