/**
 * A law: a fact about generated values. How often it is tried hangs on one number, `NETPOL_RUNS` (default 20,000);
 * with the fixed seed of `seed.ts` a run can be repeated.
 */

import fc from 'fast-check';
import { test } from 'vitest';

const RUNS = Number(process.env['NETPOL_RUNS'] ?? '20000');

// Milliseconds. A shared machine may be many times slower than a developer's, and a law is never stuck.
const TIME_LIMIT = 600_000;

/** How often a law is tried: what is central always, what is dear seldom. */
export type Share = 'always' | 'often' | 'seldom';

const SHARES: Readonly<Record<Share, number>> = { always: 1, often: 1 / 40, seldom: 1 / 400 };

/** Tests that something holds for generated values. */
export function law<Values extends [unknown, ...unknown[]]>(
  fact: string,
  share: Share,
  values: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  holds: (...values: Values) => void,
): void {
  const numRuns = Math.max(1, Math.floor(RUNS * SHARES[share]));
  test(fact, () => fc.assert(fc.property<Values>(...values, holds), { numRuns }), TIME_LIMIT);
}
