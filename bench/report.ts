/** Writes what was measured as docs/performance.md. */

import { markdownTable } from 'markdown-table';
import { fitExponent } from './growth.ts';
import type { Measurement } from './rows.ts';
import { grouped } from './rows.ts';

/** One row with its measurement. */
export interface Measured {
  readonly title: string;
  readonly measurement: Measurement;
}

/** `netpol matrix -o json` on a repository. */
export interface MeasuredCommand {
  readonly title: string;
  readonly workloads: number;
  readonly fileMb: number;
  readonly outputMb: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** Everything that was measured. */
export interface Results {
  readonly machine: string;
  readonly sizes: readonly Measured[];
  readonly morePods: readonly Measured[];
  readonly morePolicies: readonly Measured[];
  readonly hostile: readonly Measured[];
  readonly commands: readonly MeasuredCommand[];
  /** The largest of them without the flags that say where addresses lie. */
  readonly unsure: readonly MeasuredCommand[];
}

/** Returns the text of docs/performance.md. */
export function reportResults(results: Results): string {
  return [
    '# Performance',
    `Written by \`npm run bench\`; do not edit. ${results.machine}. Times are CPU time of all threads, memory is the peak of the whole process.`,
    '## The bars',
    barTable(results),
    '## Whole clusters, from `kubectl get -o json`',
    'Read is the file until the typed cluster; build makes classes, selectors and signatures; count computes every row of verdicts and counts the open pairs.',
    measurementTable(results.sizes),
    '## Growth',
    growthText(results),
    '## `netpol matrix -o json` on a repository of YAML',
    commandText(results),
    '## Hostile clusters',
    measurementTable(results.hostile),
    '## Against the specification',
    naiveText(results.sizes),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

interface Bar {
  readonly work: string;
  readonly limit: string;
  readonly measured: string;
  readonly holds: boolean;
  /** Why it may be missed, from a profile. */
  readonly profile: string;
}

function barTable(results: Results): string {
  const bars = barsOf(results);
  const missed = bars.filter(({ holds }) => !holds).map(({ work, profile }) => `- ${work}: ${profile}.`);
  const table = markdownTable([
    ['work', 'bar', 'measured', 'holds'],
    ...bars.map(({ work, limit, measured, holds }) => [work, limit, measured, holds ? 'yes' : '**no**']),
  ]);
  return missed.length === 0 ? table : [table, 'Where the missed ones spend it:', missed.join('\n')].join('\n\n');
}

function barsOf({ sizes, morePods, commands }: Results): readonly Bar[] {
  const [, , large, largest] = sizes.map(({ measurement }) => measurement);
  const repository = commands.at(-1);
  if (large === undefined || largest === undefined || repository === undefined) return [];
  const exponent = fitBuild(morePods, ({ pods }) => pods);
  const mbPerSecond = largest.fileMb / (largest.readMs / 1000);
  const isReadingMost = largest.readMs > largest.buildMs + largest.countMs;
  return [
    bar(
      `${repository.title}, YAML in, matrix JSON out`,
      'under 1 s',
      milliseconds(repository.cpuMs),
      repository.cpuMs < 1000,
      'a third is reading and decoding YAML, a fifth the start of Node and of our own code, a sixth writing JSON',
    ),
    ...wholeBars('100,000 pods / 1,000 policies', large, 1000, 400),
    ...wholeBars('150,000 pods / 10,000 policies', largest, 5000, 1000),
    bar('reading that cluster', '100 MB/s or more', `${Math.round(mbPerSecond)} MB/s`, mbPerSecond >= 100, READING),
    bar('that cluster end to end', 'reading dominates', milliseconds(largest.readMs), isReadingMost, ENGINE),
    bar('one policy changed, at 100,000 / 1,000', 'under 20 ms', milliseconds(large.editMs), large.editMs < 20, ENGINE),
    bar('one query', 'under 1 µs', `${(largest.queryNs / 1000).toFixed(2)} µs`, largest.queryNs < 1000, QUERY),
    bar('growth with pods', 'linear', `pods^${exponent.toFixed(2)}`, exponent < 1.15, ENGINE),
  ];
}

const READING = 'the typed objects of every pod, made one by one after JSON.parse';
const ENGINE =
  'a quarter is garbage collection, since the heap holds the cluster that was read; the rest is the rows of signatures, and bringing together the signatures that want each other';
const QUERY = "the rows of verdicts do not fit in the processor's caches, which other programs use too";
const MEMORY = 'the text that was read and the typed cluster with its places; the engine adds a quarter';

function wholeBars(work: string, { buildMs, countMs, peakMb }: Measurement, ms: number, mb: number): readonly Bar[] {
  const total = buildMs + countMs;
  return [
    bar(`${work}: build and count`, `under ${grouped(ms / 1000)} s`, milliseconds(total), total < ms, ENGINE),
    bar(`${work}: peak memory`, `under ${grouped(mb)} MB`, `${grouped(peakMb)} MB`, peakMb < mb, MEMORY),
  ];
}

function bar(work: string, limit: string, measured: string, holds: boolean, profile: string): Bar {
  return { work, limit, measured, holds, profile };
}

function measurementTable(rows: readonly Measured[]): string {
  return markdownTable(
    [
      ['cluster', 'file', 'read', 'build', 'count', 'peak memory', 'open pairs', 'of', 'one edit', 'one query'],
      ...rows.map(({ title, measurement }) => [
        title,
        `${measurement.fileMb.toFixed(1)} MB`,
        milliseconds(measurement.readMs),
        milliseconds(measurement.buildMs),
        milliseconds(measurement.countMs),
        `${grouped(measurement.peakMb)} MB`,
        grouped(measurement.open),
        grouped(measurement.pairs),
        milliseconds(measurement.editMs),
        `${(measurement.queryNs / 1000).toFixed(2)} µs`,
      ]),
    ],
    { align: ['l', 'r', 'r', 'r', 'r', 'r', 'r', 'r', 'r', 'r'] },
  );
}

function commandText({ commands, unsure }: Results): string {
  const exponent = fitExponent(commands.map(({ workloads, cpuMs }) => [workloads, cpuMs]));
  const table = markdownTable(
    [
      ['repository', 'YAML', 'JSON', 'whole answer', 'peak memory'],
      ...[...commands, ...unsure.map(withoutFlags)].map(({ title, fileMb, outputMb, cpuMs, peakMb }) => [
        title,
        `${fileMb.toFixed(2)} MB`,
        `${outputMb.toFixed(1)} MB`,
        milliseconds(cpuMs),
        `${grouped(peakMb)} MB`,
      ]),
    ],
    { align: ['l', 'r', 'r', 'r', 'r'] },
  );
  return `Start of Node included; the answer has a line for every open pair. \`--pod-cidrs\` and \`--node-cidrs\` say where addresses lie, but in the last row, where netpol finds the cause of every unknown verdict.\n\n${table}\n\nGrowth: workloads^${exponent.toFixed(2)}.`;
}

function withoutFlags(command: MeasuredCommand): MeasuredCommand {
  return { ...command, title: `${command.title}, addresses unknown` };
}

function growthText({ morePods, morePolicies }: Results): string {
  const rows = [
    ['pods, at the same 1,000 policies', fitBuild(morePods, ({ pods }) => pods)],
    ['policies, at 50,000 pods', fitBuild(morePolicies, ({ policies }) => policies)],
  ] as const;
  return rows
    .map(([of, exponent]) => `Build and count grow with ${of} to the power ${exponent.toFixed(2)}.`)
    .join('\n');
}

function fitBuild(rows: readonly Measured[], sizeOf: (measurement: Measurement) => number): number {
  return fitExponent(
    rows.map(({ measurement }) => [sizeOf(measurement), measurement.buildMs + measurement.countMs] as const),
  );
}

function naiveText(rows: readonly Measured[]): string {
  const table = markdownTable(
    [
      ['cluster', 'engine, one query', 'specification, one query', 'times faster', 'specification, all pairs'],
      ...rows.map(({ title, measurement: { queryNs, naiveQueryNs, pairs } }) => [
        title,
        `${(queryNs / 1000).toFixed(2)} µs`,
        milliseconds(naiveQueryNs / 1e6),
        grouped(naiveQueryNs / queryNs),
        `${grouped((naiveQueryNs * pairs) / 3.6e12)} h`,
      ]),
    ],
    { align: ['l', 'r', 'r', 'r', 'r'] },
  );
  return `The naive evaluator answers a sample of pairs, which must agree; the time for all pairs follows from it.\n\n${table}`;
}

function milliseconds(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return ms >= 10 ? `${grouped(ms)} ms` : `${ms.toFixed(2)} ms`;
}
