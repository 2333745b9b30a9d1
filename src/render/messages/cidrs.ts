/** Texts about CIDRs: what is refused, and what is accepted with a warning. */

import type { ResourceDiagnostics } from '../../model/diagnostics/resources.ts';
import type { MessageText } from './texts.ts';
import { quoted } from './words.ts';

/** Returns the text of `invalid-cidr`. */
export function cidrText({ text, problem, suggestion }: ResourceDiagnostics['invalid-cidr']): MessageText {
  return { message: `${quoted(text)} ${cidrProblem(problem)}`, ...(suggestion && { help: `write \`${suggestion}\`` }) };
}

/** Returns the text of `odd-cidr`. */
export function oddCidrText({ text, oddity, suggestion, host }: ResourceDiagnostics['odd-cidr']): MessageText {
  switch (oddity) {
    case 'host-bits':
      return {
        message: `${quoted(text)} has bits set beyond the prefix length, and means ${suggestion}`,
        help: `write \`${suggestion}\`, or \`${host}\` for the one address; Kubernetes 1.36 and later refuse it`,
      };
    case 'leading-zeros':
    case 'ipv4-mapped':
      return {
        message: `${quoted(text)} ${cidrProblem(oddity)}, and means ${suggestion}`,
        help: `write \`${suggestion}\`; Kubernetes 1.36 and later refuse it`,
      };
    case 'not-canonical':
      return {
        message: `${quoted(text)} is not in canonical form (RFC 5952)`,
        help: `write \`${suggestion}\``,
      };
    default:
      return oddity satisfies never;
  }
}

function cidrProblem(problem: ResourceDiagnostics['invalid-cidr']['problem']): string {
  switch (problem) {
    case 'not-a-cidr':
      return 'is not a CIDR such as 10.9.8.0/24 or 2001:db8::/64';
    case 'no-prefix':
      return 'is an address, not a CIDR; the prefix length is missing';
    case 'prefix-over-32':
      return 'is not a CIDR; the prefix length must be 0-32';
    case 'prefix-over-128':
      return 'is not a CIDR; the prefix length must be 0-128';
    case 'leading-zeros':
      return 'has leading zeros';
    case 'ipv4-mapped':
      return 'is an IPv4 block written as IPv6';
    case 'host-bits':
      return 'has bits set beyond the prefix length';
    case 'not-canonical':
      return 'is not in canonical form (RFC 5952)';
    default:
      return problem satisfies never;
  }
}
