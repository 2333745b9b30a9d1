/** Loaded before a measured program: when it ends, writes what it used to the file that NETPOL_BENCH_USAGE names. */

import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 };
  writeFileSync(process.env['NETPOL_BENCH_USAGE'] ?? '/dev/null', JSON.stringify(usage));
});
