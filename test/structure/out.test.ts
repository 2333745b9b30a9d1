/** Holds what is drawn from policies/, and committed, to what the built netpol draws. Needs `npm run build`. */

import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { root } from './source-tree.ts';

it('out/ and the READMEs of policies/ are fresh', () => {
  const { stderr, status } = spawnSync(process.execPath, ['scripts/docs.js', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
