/** How often laws are tried. `NETPOL_RUNS=n` tries more or fewer; with the fixed seed a run can be repeated. */

/** Clusters on which engine and semantics are compared by sample; other laws take a part of it. */
export const RUNS: number = Number(process.env['NETPOL_RUNS'] ?? '20000');

/** Milliseconds that one law may take: a shared machine may be many times slower than a developer's. */
export const TIME_LIMIT = 600_000;
