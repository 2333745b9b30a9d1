/** Why a verdict is unknown, and what to add so that it is not. */

import type { UnknownCause } from '../views/unknown-causes.ts';
import { formatIpBlock } from '../views/unknown-causes.ts';

/** Returns the reason in a line: `10.20.0.0/16 covers the podCIDRs in part`. */
export function unknownReason(causes: readonly UnknownCause[]): string {
  const blocks = [...new Set(causes.map(({ block }) => formatIpBlock(block)))];
  const settings = [...new Set(causes.map(({ setting }) => setting))];
  if (blocks.length === 0) return 'an address is not given';
  return `${blocks.join(' and ')} ${blocks.length === 1 ? 'covers' : 'cover'} the ${settings.join(' and ')} in part`;
}
