/** Prints the matrix and the tests of every scenario of policies/, then what netpol says to the mistakes it must refuse. */

import { netpol, scenarios } from './scenarios.js';

for (const scenario of scenarios) {
  show(0, 'matrix', `policies/${scenario}`);
  show(0, 'check', `policies/${scenario}`);
}
show(3, 'check', 'policies/mistakes');

/** Runs netpol before the reader's eyes; an exit code other than the expected one makes the tour fail. */
function show(expected, ...args) {
  const { status, stdout, stderr } = netpol(...args);
  process.stdout.write(`\n$ netpol ${args.join(' ')}\n${stdout}${stderr}`);
  if (status === expected) return;
  console.error(`exit code ${status}, expected ${expected}`);
  process.exitCode = 1;
}
