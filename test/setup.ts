/**
 * Settings of every test file: laws (fast-check) run from one seed, so that a run can be repeated.
 * `NETPOL_SEED=n` tries another one; a failing law prints its seed and path.
 */

import { configureGlobal } from 'fast-check';

const seed = Number(process.env['NETPOL_SEED'] ?? '20190520');

configureGlobal({ seed, includeErrorInReport: true });
