/**
 * Everything that `check` has to complain of as one list: problems of the input, findings and failed tests alike, each with
 * the line that is to blame. What formats that know neither tests nor policies are made from.
 */

import type { RelatedPlace, Severity } from '../model/diagnostics.ts';
import type { Edit } from '../model/edits.ts';
import type { Place } from '../model/provenance.ts';
import type { CheckView } from '../views/check.ts';
import type { ConnectionReason, TestOutcome, TestReason } from '../views/tests/outcome.ts';
import { changeLine } from './check-fix-text.ts';
import { reasonText } from './check-reason-text.ts';
import { messageOf } from './messages.ts';

/** One complaint. */
export interface Problem {
  /** A diagnostic's code, a rule's id, or `failed-test`. */
  readonly id: string;
  /** `and-or-split` for a rule, the test's name for a test; null for a diagnostic. */
  readonly title: string | null;
  readonly severity: Severity;
  /** The line of a manifest that is to blame where there is one. */
  readonly at: Place;
  readonly message: string;
  readonly help: string | null;
  readonly related: readonly RelatedPlace[];
  readonly edits: readonly Edit[];
  readonly suppressed: { readonly by: string; readonly reason: string } | null;
  /** What stays the same when lines move: what it is about, without any place. */
  readonly identity: string;
}

/** The id of a problem that is a failed test. */
export const FAILED_TEST = 'failed-test';

/** Returns the problems of a run: diagnostics, findings, failed tests, each in their order. */
export function problemsOf({ diagnostics, findings, tests }: CheckView): readonly Problem[] {
  return [
    ...diagnostics.map((diagnostic): Problem => {
      const { code, severity, at, path = '', related = [] } = diagnostic;
      const { message, help = null } = messageOf(diagnostic);
      const identity = [code, at.source.file, path, message].join(' ');
      return { id: code, title: null, severity, at, message, help, related, edits: [], suppressed: null, identity };
    }),
    ...findings.map(
      ({ rule, name, severity, at, path, message, help = null, related, fix, suppressed = null }): Problem => {
        const identity = [rule, at.source.file, path, message].join(' ');
        return {
          id: rule,
          title: name,
          severity,
          at,
          message,
          help,
          related,
          edits: fix?.edits ?? [],
          suppressed,
          identity,
        };
      },
    ),
    ...tests.filter(({ outcome }) => outcome === 'failed').map(testProblem),
  ];
}

function testProblem(outcome: TestOutcome): Problem {
  const { test, reasons, fix } = outcome;
  const changes = fix?.changes ?? [];
  const at = changes[0]?.edit?.at ?? changes[0]?.at ?? blamedPlace(reasons) ?? test.at;
  const help = changes.map((change) => changeLine(change, at));
  return {
    id: FAILED_TEST,
    title: test.name,
    severity: test.severity === 'critical' ? 'error' : test.severity,
    at,
    message: testMessage(outcome),
    help: help.length === 0 ? null : `fix: ${help.join('; ')}`,
    related: at === test.at ? [] : [{ at: test.at, message: 'the test' }],
    edits: changes.flatMap(({ edit }) => edit ?? []),
    suppressed: null,
    identity: [FAILED_TEST, test.at.source.file, test.name].join(' '),
  };
}

/** Returns a failed test in one line: its name, why it is there, and the first reason. */
export function testMessage({ test, reasons }: TestOutcome): string {
  const [first, ...rest] = reasons.filter(({ kind }) => kind !== 'latent');
  const because = test.because === null ? '' : ` (${test.because})`;
  const others = rest.length > 0 ? `, and ${rest.length} more` : '';
  return `test "${test.name}"${because} failed: ${first === undefined ? '' : reasonText(first)}${others}`;
}

// The rule that opens what should be closed, or keeps closed what should be open.
function blamedPlace(reasons: readonly TestReason[]): Place | null {
  for (const reason of reasons) {
    const at = placeOfReason(reason);
    if (at !== null && at.source.text !== '') return at;
  }
  return null;
}

function placeOfReason(reason: TestReason): Place | null {
  switch (reason.kind) {
    case 'connection':
      return placeOfConnection(reason);
    case 'workload':
      return reason.at;
    case 'policy':
      return reason.rule?.at ?? reason.policy.at;
    default:
      return null;
  }
}

function placeOfConnection({ sides, verdict }: ConnectionReason): Place | null {
  const blamed = sides.filter(({ trace }) => trace.verdict === verdict && trace.isolated).at(-1);
  if (blamed === undefined) return null;
  const { rule, trace } = blamed;
  return rule?.peer?.peer.at ?? rule?.rule.rule.at ?? trace.policies[0]?.policy.at ?? null;
}
