/** `check -o sarif`: SARIF 2.1.0 for code scanning. Paths are relative to the working directory, `SRCROOT`. */

import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from 'node-sarif-builder';
import type { Severity } from '../model/diagnostics.ts';
import type { Edit } from '../model/edits.ts';
import type { Place } from '../model/provenance.ts';
import { positionOf } from '../model/provenance.ts';
import type { CheckView } from '../views/check.ts';
import type { Problem } from './check-problems.ts';
import { FAILED_TEST, problemsOf } from './check-problems.ts';

type Result = SarifResultBuilder['result'];
type Location = NonNullable<Result['locations']>[number];

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** Writes one run with a result for each problem; `results` is there, and empty, when there is none. */
export function* renderCheckSarif(view: CheckView): Generator<string, void, undefined> {
  const problems = problemsOf(view);
  const run = new SarifRunBuilder({ columnKind: 'utf16CodeUnits' });
  run.setToolDriverName('netpol');
  const first = new Map(problems.map((problem) => [problem.id, problem]));
  for (const [id, problem] of first) {
    const rule = new SarifRuleBuilder();
    rule.setRuleId(id);
    rule.setShortDescriptionText(ruleText(problem));
    run.addRule(rule);
  }
  for (const problem of problems) run.addResult(new SarifResultBuilder(resultOf(problem)));
  const log = new SarifBuilder({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json' });
  log.addRun(run);
  yield `${log.buildSarifJsonString({ indent: true })}\n`;
}

function ruleText({ id, title }: Problem): string {
  if (id === FAILED_TEST) return 'a test of connectivity does not hold';
  return title ?? id.replaceAll('-', ' ');
}

function resultOf({ id, severity, at, message, help, related, edits, suppressed, identity }: Problem): Result {
  return {
    ruleId: id,
    level: LEVELS[severity],
    message: { text: help === null ? message : `${message}\n${help}` },
    locations: [locationOf(at)],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, index) => ({
        id: index + 1,
        ...locationOf(place.at),
        message: { text: place.message },
      })),
    }),
    partialFingerprints: { 'netpol/v1': identity },
    ...(edits.length > 0 && { fixes: [{ description: { text: help ?? message }, artifactChanges: changesOf(edits) }] }),
    ...(suppressed !== null && {
      suppressions: [
        {
          kind: suppressed.by === 'comment' ? ('inSource' as const) : ('external' as const),
          justification: suppressed.reason,
        },
      ],
    }),
  };
}

function locationOf(place: Place): Location {
  const { line, column } = positionOf(place);
  return {
    physicalLocation: { artifactLocation: artifactOf(place), region: { startLine: line, startColumn: column } },
  };
}

// What came through a pipe has no path of its own; Helm and kustomize name the template it was made from.
function artifactOf({ source }: Place): { readonly uri: string; readonly uriBaseId?: string } {
  const path = source.file.startsWith('<') ? (source.template ?? source.file) : source.file;
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') || path.startsWith('..') ? { uri } : { uri, uriBaseId: 'SRCROOT' };
}

function changesOf(edits: readonly Edit[]): NonNullable<Result['fixes']>[number]['artifactChanges'] {
  const byUri = new Map<string, Edit[]>();
  for (const edit of edits) {
    const { uri } = artifactOf(edit.at);
    byUri.set(uri, [...(byUri.get(uri) ?? []), edit]);
  }
  return [...byUri.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ artifactLocation: artifactOf(first.at), replacements: [first, ...others].map(replacementOf) }],
  );
}

function replacementOf({ at, end, text }: Edit): {
  readonly deletedRegion: {
    readonly startLine: number;
    readonly startColumn: number;
    readonly endLine: number;
    readonly endColumn: number;
  };
  readonly insertedContent: { readonly text: string };
} {
  const start = positionOf(at);
  const stop = positionOf({ ...at, offset: end });
  return {
    deletedRegion: { startLine: start.line, startColumn: start.column, endLine: stop.line, endColumn: stop.column },
    insertedContent: { text },
  };
}
