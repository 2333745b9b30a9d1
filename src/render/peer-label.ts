/** What a row or column is called in a table: a name, or a short form of many names that the legend spells out. */

import type { MatrixPeer } from '../views/matrix-peer.ts';
import { printable, widthOf } from './columns.ts';

const LONGEST_FOLD = 24;

/** Returns the name within the namespace, for the head of a column. */
export function labelOf(peer: MatrixPeer | undefined): string {
  if (peer === undefined) return '';
  return isShortened(peer) ? shortFold(peer) : printable(peer.label);
}

/** Returns the whole name, for a row. */
export function titleOf(peer: MatrixPeer | undefined): string {
  if (peer === undefined) return '';
  return isShortened(peer) ? `${printable(peer.namespace)}/${shortFold(peer)}` : printable(peer.title);
}

type FoldedPeer = Extract<MatrixPeer, { kind: 'folded' }>;

/** Tells whether a name is short for many, which then have to be told elsewhere. */
export function isShortened(peer: MatrixPeer): peer is FoldedPeer {
  return peer.kind === 'folded' && widthOf(printable(peer.label)) > LONGEST_FOLD;
}

function shortFold({ members }: FoldedPeer): string {
  return `{${printable(members[0]?.label ?? '')},+${members.length - 1}}`;
}
