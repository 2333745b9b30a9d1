/** How the tests run: in Node, on all cores, with generous time limits, since shared machines are slow and noisy. */

import type { ViteUserConfig } from 'vitest/config';
import { CountReporter } from './test/count-reporter.ts';

const config: ViteUserConfig = {
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/setup.ts'],
    reporters: ['default', new CountReporter()],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'html'],
    },
  },
};

export default config;
