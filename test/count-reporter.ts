/** Starts a test run with the seed of its laws and ends it with one plain line, `N passed, N failed, N skipped`, for whatever reads the log. */

import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { seed } from './seed.ts';

/** Counts what ran; a file that does not load and an error outside any test count as failures. */
export class CountReporter implements Reporter {
  onInit(): void {
    process.stdout.write(`laws run from seed ${seed}; NETPOL_SEED=n tries another\n`);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
    }
    // A test that never got a result was cut short; it did not pass.
    const failed = counts.failed + counts.pending;
    process.stdout.write(`\n${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped\n`);
  }
}
