/** The first test file of a team: tests that hold of its cluster today, and the snapshot that holds the rest. */

import { dirname, join } from 'node:path';
import { parseTestFile } from '../config/test-file.ts';
import { compileConnectivity } from '../engine/compile.ts';
import type { Cluster } from '../model/cluster.ts';
import { placeOfFile } from '../model/provenance.ts';
import { renderTestFile } from '../render/test-file-text.ts';
import type { Proposal, ProposedTest } from '../views/propose-tests.ts';
import { joinProperties, proposeTests } from '../views/propose-tests.ts';
import type { TestOutcome } from '../views/tests/outcome.ts';
import { runTests } from '../views/tests/run-tests.ts';
import type { NewFile } from './new-files.ts';

/** Where the first tests go, and what they speak of. */
export interface FirstTestsOptions {
  /** Absolute path of the test file. */
  readonly path: string;
  /** Relative to it; null for those of the configuration. */
  readonly manifests: readonly string[] | null;
  /** Of peers that name none. */
  readonly namespace: string;
}

/** A test file that passes, with its snapshots. */
export interface FirstTests {
  readonly files: readonly NewFile[];
  readonly count: number;
}

/** Returns tests that pass on a cluster. */
export function makeFirstTests(cluster: Cluster, { path, manifests, namespace }: FirstTestsOptions): FirstTests {
  const connectivity = compileConnectivity(cluster);
  const proposals = proposeTests(connectivity);
  const guesses = parseOwn(renderTestFile({ manifests: null, proposals, wishes: [] }));
  const outcomes = runTests(guesses, connectivity, { namespace });
  const outcomeOf = new Map(proposals.flatMap(({ tests }) => tests).map((test, index) => [test, outcomes[index]]));

  const kept = proposals.map(
    ({ topic, tests }): Proposal => ({
      topic,
      tests: joinProperties(tests.filter((test) => holds(test, outcomeOf.get(test)))),
    }),
  );
  const isolation = proposals.flatMap(({ tests }) => tests.filter(isIsolation));
  const text = renderTestFile({
    manifests,
    proposals: kept.filter(({ tests }) => tests.length > 0),
    wishes: joinProperties(isolation.filter((test) => outcomeOf.get(test)?.outcome === 'failed')),
  });
  const snapshots = outcomes.flatMap(({ snapshot }) => snapshot ?? []);
  return {
    files: [
      { path, text },
      ...snapshots.map(({ file, text: lines }) => ({ path: join(dirname(path), file), text: lines })),
    ],
    count: parseOwn(text).tests.length,
  };
}

// A snapshot holds once it is written.
function holds({ kind }: ProposedTest, outcome: TestOutcome | undefined): boolean {
  return kind === 'snapshot' || outcome?.outcome === 'passed';
}

function isIsolation(test: ProposedTest): boolean {
  return test.kind === 'every' && !test.properties.includes('dns-ok');
}

function parseOwn(text: string): NonNullable<ReturnType<typeof parseTestFile>> {
  const problems: string[] = [];
  const file = parseTestFile({ ...placeOfFile('netpol.test.yaml').source, text }, ({ code, args }) => {
    problems.push(`${code} ${JSON.stringify(args)}`);
  });
  if (file === undefined) throw new Error(`init made a test file that cannot be read: ${problems.join(', ')}`);
  return file;
}
