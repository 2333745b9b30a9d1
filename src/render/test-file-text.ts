/** A first netpol.test.yaml: proposed tests as people write them, with what each group is for. */

import type { Proposal, ProposalTopic, ProposedTest } from '../views/propose-tests.ts';
import { quotedPath } from './yaml-path.ts';

/** What stands in a new test file. */
export interface NewTestFile {
  /** Relative to the file; null for those of the configuration. */
  readonly manifests: readonly string[] | null;
  readonly proposals: readonly Proposal[];
  /** Tests that do not hold today, shown as a comment. */
  readonly wishes: readonly ProposedTest[];
}

const HEAD = `# yaml-language-server: $schema=./node_modules/netpol/schema/test.v1.json
# What can talk to whom today, as netpol init found it. It passes now, and fails when that changes.
# Make it say what should be: delete what does not matter, deny what should never be open.
version: 1
`;

const TOPICS: Readonly<Record<ProposalTopic, string>> = {
  isolation: 'Which workloads policies isolate; dns-ok: whoever is isolated still reaches DNS.',
  internet: 'Closed to the internet.',
  namespaces: 'Namespaces that are closed to each other.',
  workloads: 'Who gets into the workloads that policies isolate.',
  golden: 'Everything else: any change fails here until `netpol check --update` accepts it.',
};

const WISHES = 'Does not hold today. Worth asking for?';

/** Writes the file; ends in a line break. */
export function renderTestFile({ manifests, proposals, wishes }: NewTestFile): string {
  const sections = proposals.map(({ topic, tests }) => section(TOPICS[topic], writeTests(tests)));
  const wished = writeTests(wishes).map((line) => `# ${line}`);
  return [
    HEAD,
    ...(manifests === null ? [] : [`manifests:\n${manifests.map((path) => `  - ${quotedPath(path)}\n`).join('')}`]),
    'tests:\n',
    [...sections, ...(wishes.length === 0 ? [] : [section(WISHES, wished)])].join('\n'),
  ].join('');
}

function section(comment: string, lines: readonly string[]): string {
  return [`# ${comment}`, ...lines].map((line) => `  ${line}\n`).join('');
}

function writeTests(tests: readonly ProposedTest[]): readonly string[] {
  return tests.flatMap((test) => linesOf(test).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`));
}

function linesOf(test: ProposedTest): readonly string[] {
  switch (test.kind) {
    case 'every':
      return [`every: ${test.subject}`, `is: [${test.properties.join(', ')}]`];
    case 'snapshot':
      return [`snapshot: ${test.view}`, `file: ${test.file}`];
    case 'only':
      return [`name: ${test.name}`, `to: ${test.to}`, `only: [${test.peers.join(', ')}]`];
    case 'allow':
    case 'deny': {
      const [first] = test.connections;
      const name = test.name === null ? [] : [`name: ${test.name}`];
      if (test.connections.length === 1) return [...name, `${test.kind}: ${first}`];
      return [...name, `${test.kind}:`, ...test.connections.map((connection) => `  - ${connection}`)];
    }
  }
}
