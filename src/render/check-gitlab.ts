/** `check -o gitlab`: the Code Quality report that GitLab shows in merge requests. */

import type { Severity } from '../model/diagnostics.ts';
import { positionOf } from '../model/provenance.ts';
import type { CheckView } from '../views/check.ts';
import { problemsOf } from './check-problems.ts';
import { distinctFingerprints } from './fingerprint.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/** Writes a JSON array with an entry for each problem; an empty one when there is none. */
export function* renderCheckGitlab(view: CheckView): Generator<string, void, undefined> {
  const problems = problemsOf(view).filter(({ suppressed }) => suppressed === null);
  const fingerprints = distinctFingerprints(problems.map(({ identity }) => identity));
  const entries = problems.map(({ id, severity, at, message, help }, index) => {
    const { file, line } = positionOf(at);
    return {
      description: help === null ? message : `${message} (${help})`,
      check_name: id,
      fingerprint: fingerprints[index],
      severity: SEVERITIES[severity],
      location: { path: file, lines: { begin: line } },
    };
  });
  yield `${JSON.stringify(entries, null, 2)}\n`;
}
