/** Why a verdict is unknown, and what to add so that it is not. */

import type { Family } from '../model/ip.ts';
import type { UnknownCause } from '../views/unknown-causes.ts';
import { formatIpBlock } from '../views/unknown-causes.ts';

/** Returns the reason in a line: `10.20.0.0/16 covers the podCIDRs in part`. */
export function unknownReason(causes: readonly UnknownCause[]): string {
  const blocks = [...new Set(causes.map(({ block }) => formatIpBlock(block)))];
  const settings = [...new Set(causes.map(({ setting }) => setting))];
  if (blocks.length === 0) return 'an address is not given';
  return `${blocks.join(' and ')} ${blocks.length === 1 ? 'covers' : 'cover'} the ${settings.join(' and ')} in part`;
}

/** Returns the line to add to the configuration, for the settings that the causes name. */
export function unknownRemedy(causes: readonly UnknownCause[]): string {
  const lines = causes.map(({ block, setting }) => configLine(setting, block.cidr.family));
  return `say in netpol.config.yaml ${[...new Set(lines)].join(' and ')} with the real ranges`;
}

/** Returns the configuration that tells where pods or nodes have their addresses, with an example of a range. */
export function configLine(setting: UnknownCause['setting'], family: Family): string {
  return `\`cluster: { ${setting}: [${EXAMPLES[family]}] }\``;
}

const EXAMPLES: Readonly<Record<Family, string>> = { IPv4: '10.244.0.0/16', IPv6: 'fd00:10:244::/56' };
