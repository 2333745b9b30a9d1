/** Tests bite: a slip on one line of a scenario's policies that changes what is open makes a test of the scenario fail. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareClusters } from '../../src/engine/compile.ts';
import type { NamedText } from '../../src/parse/split.ts';
import { runTests } from '../../src/views/tests/run-tests.ts';
import { readTestFile } from '../check-run.ts';
import type { Mutation } from '../line-mutations.ts';
import { lineMutations } from '../line-mutations.ts';
import { loadFiles } from '../load.ts';

const LEAST_KILL_RATE = 0.95;
const scenarios = readdirSync('policies').filter((name) => hasTests(name));

/** What came of the mutations of one scenario that change what is open. */
interface Toll {
  readonly scenario: string;
  readonly killed: number;
  readonly survivors: readonly string[];
}

describe('policies/', () => {
  const tolls = scenarios.map(tollOf);

  test(`tests notice at least ${LEAST_KILL_RATE * 100} of 100 slips that matter`, () => {
    const killed = tolls.reduce((sum, toll) => sum + toll.killed, 0);
    const survivors = tolls.flatMap(({ scenario, survivors: own }) => own.map((one) => `${scenario}/${one}`));
    const rate = killed / (killed + survivors.length);
    process.stdout.write(`${killed} of ${killed + survivors.length} slips noticed (${(rate * 100).toFixed(1)} %)\n`);
    expect(killed).toBeGreaterThan(50);
    if (rate < LEAST_KILL_RATE) expect(survivors).toEqual([]);
  });
});

function tollOf(scenario: string): Toll {
  const folder = join('policies', scenario);
  const file = readTestFile(join(folder, 'netpol.test.yaml'));
  const manifests = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && name !== 'netpol.test.yaml')
    .map((name): NamedText => ({ name: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
  const { cluster } = loadFiles(manifests);
  const survivors: string[] = [];
  let killed = 0;
  for (const { manifest, mutation } of mutationsOf(manifests)) {
    const changed = manifests.map((one) => (one === manifest ? { ...one, text: mutation.text } : one));
    const loaded = loadFiles(changed);
    // What the API server would refuse never gets as far as a test.
    if (loaded.diagnostics.some(({ severity }) => severity === 'error')) continue;
    const { changes, after } = compareClusters(cluster, loaded.cluster);
    const [change] = changes();
    if (change === undefined) continue;
    const isNoticed = runTests(file, after, { namespace: 'default' }).some(({ outcome }) => outcome === 'failed');
    if (isNoticed) killed += 1;
    else survivors.push(`${manifest.name.replace(`${folder}/`, '')}:${mutation.line} ${mutation.slip}`);
  }
  return { scenario, killed, survivors };
}

function mutationsOf(
  manifests: readonly NamedText[],
): readonly { readonly manifest: NamedText; readonly mutation: Mutation }[] {
  return manifests
    .filter(({ text }) => text.includes('kind: NetworkPolicy'))
    .flatMap((manifest) => lineMutations(manifest.text).map((mutation) => ({ manifest, mutation })));
}

function hasTests(scenario: string): boolean {
  return !scenario.endsWith('.md') && readdirSync(join('policies', scenario)).includes('netpol.test.yaml');
}
