/** The seed of all laws: one fixed number, so that a run can be repeated. `NETPOL_SEED=n` tries another. */

/** What fast-check starts its random choices from. */
export const seed: number = Number(process.env['NETPOL_SEED'] ?? '20190520');
