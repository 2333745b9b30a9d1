/** Every format of `check` is what its readers read: held to published schemas and parsers, with much to say and with nothing. */

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse as parseJunit } from 'junit2json';
import { Parser as TapParser } from 'tap-parser';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/findings.ts';
import { CHECK_FORMATS } from '../../src/render/check-formats.ts';
import type { CheckView } from '../../src/views/check.ts';
import { buildCheck } from '../../src/views/check.ts';
import { checkFile } from '../check-run.ts';
import { load } from '../load.ts';

const good = checkFile('test/fixtures/check/worked-cluster/netpol.test.yaml');
const dash = checkFile('test/fixtures/check/worked-cluster-one-dash/netpol.test.yaml');
const broken = load(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: "a%b", namespace: shop }
spec:
  podSelector: {}
  ingress:
    - from: [{ ipBlock: { cidr: 10.0.0.0/33 } }]
      portz: []
`);
const place = broken.diagnostics[0]?.at;
const finding: Finding = {
  rule: 'NP101',
  name: 'and-or-split',
  severity: 'warning',
  message: 'two, separate: peers\n100% <b>"OR"</b> & ]]> # `x`',
  at: place ?? dash.tests[0]?.test.at ?? fail('no place'),
  path: 'spec.ingress[0].from[1]',
  related: [],
  help: 'delete the second "-"',
};
const views: Readonly<Record<string, CheckView>> = {
  'nothing at all': buildCheck([]),
  'the good state': good,
  'the one dash too many': dash,
  'an invalid policy, findings': buildCheck([
    {
      diagnostics: broken.diagnostics,
      findings: [finding, finding, { ...finding, suppressed: { by: 'comment', reason: 'legacy' } }],
      tests: [],
    },
  ]),
  'many of a sort': buildCheck([
    { diagnostics: [], findings: Array.from({ length: 25 }, () => finding), tests: dash.tests },
  ]),
};
const cases = Object.entries(views);

describe.each(CHECK_FORMATS.map(({ name }) => name))('%s', (format) => {
  test.each(cases)('%s: ends in one line break, is the same twice, has no colour', (_, view) => {
    const text = write(format, view);
    expect(write(format, view)).toBe(text);
    expect(text === '' || /[^\n]\n$/.test(text)).toBe(true);
    expect(text).not.toContain('\u001b');
  });

  test('shows the one dash too many', async () => {
    await expect(write(format, dash)).toMatchFileSnapshot(`../golden/check/one-dash.${format}.txt`);
  });
});

describe('sarif', () => {
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync('test/schemas/sarif-2.1.0.json', 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  test.each(cases)('%s: is valid against the schema of OASIS', (_, view) => {
    const log = JSON.parse(write('sarif', view));
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
    expect(log.runs).toHaveLength(1);
    expect(log.runs[0].results).toHaveLength(
      view.diagnostics.length + view.findings.length + view.tests.filter(({ outcome }) => outcome === 'failed').length,
    );
  });

  test('a schema that can refuse', () => {
    expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
  });
});

describe('junit', () => {
  test.each(cases)('%s: is read with as many failures', async (_, view) => {
    const report = await parseJunit(write('junit', view));
    const suites = report !== null && report !== undefined && 'testsuite' in report ? (report.testsuite ?? []) : [];
    const failures = suites.flatMap(({ testcase = [] }) => testcase).filter(({ failure = [] }) => failure.length > 0);
    const failedSorts = new Set(
      [
        ...view.diagnostics.map(({ severity, code }) => [severity, code]),
        ...view.findings.map(({ severity, rule }) => [severity, rule]),
      ]
        .filter(([severity]) => severity === 'error')
        .map(([, id]) => id),
    );
    expect(failures).toHaveLength(view.summary.failed + failedSorts.size);
    expect(suites.flatMap(({ testcase = [] }) => testcase).length).toBeGreaterThan(0);
  });
});

describe('tap', () => {
  test.each(cases)('%s: is read with as many failures', (_, view) => {
    const points: { readonly ok: boolean; readonly todo: unknown }[] = [];
    const extra: string[] = [];
    const parser = new TapParser({ strict: true });
    parser.on('assert', (point: { readonly ok: boolean; readonly todo: unknown }) => points.push(point));
    parser.on('extra', (line: string) => extra.push(line));
    parser.end(write('tap', view));
    expect(extra).toEqual([]);
    expect(parser.failures.filter((failure) => 'tapError' in failure && failure.tapError !== null)).toEqual([]);
    const failed = points.filter(({ ok, todo }) => !ok && todo === false);
    expect(failed).toHaveLength(view.summary.failed + view.summary.errors);
  });
});

describe('gitlab', () => {
  test.each(cases)('%s: is a Code Quality report', (_, view) => {
    const entries: readonly { readonly fingerprint: string }[] = JSON.parse(write('gitlab', view));
    const validate = new Ajv().compile(CODE_QUALITY);
    validate(entries);
    expect(validate.errors ?? []).toEqual([]);
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
  });
});

describe('github', () => {
  test.each(cases)('%s: every line but the last is a workflow command', (_, view) => {
    const lines = write('github', view).trimEnd().split('\n');
    const last = lines.pop() ?? '';
    expect(last).toMatch(/^\d+ passed, \d+ failed$/);
    // What the runner reads: properties between blanks and `::`, without raw commas or colons in values.
    for (const line of lines)
      expect(line).toMatch(/^::(error|warning|notice) (?:[a-z]+=[^:,]*)(?:,[a-z]+=[^:,]*)*::[^\r\n]+$/);
    for (const level of ['error', 'warning', 'notice']) {
      expect(lines.filter((line) => line.startsWith(`::${level} `)).length).toBeLessThanOrEqual(10);
    }
  });
});

describe('json', () => {
  test.each(cases)('%s: has its three lists and the counts', (_, view) => {
    const answer = JSON.parse(write('json', view));
    expect(answer).toMatchObject({ version: 1, summary: view.summary });
    expect(answer.tests).toHaveLength(view.tests.length);
    expect(answer.findings).toHaveLength(view.findings.length);
    expect(answer.diagnostics).toHaveLength(view.diagnostics.length);
  });
});

// GitLab documents these fields; it publishes no schema of its own.
const CODE_QUALITY = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{32}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^[^/.]' },
          lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
        },
      },
    },
  },
};

function write(format: string, view: CheckView): string {
  const style = { color: false, ascii: false, width: 120 };
  return [...(CHECK_FORMATS.find(({ name }) => name === format)?.render(view, style) ?? [])].join('');
}

function fail(message: string): never {
  throw new Error(message);
}
