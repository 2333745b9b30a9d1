/** Generates the clusters, measures each in a process of its own, and writes docs/performance.md. */

import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from './manifests.ts';
import { toJsonList, toYaml } from './manifests.ts';
import type { Measured, MeasuredCommand, Results } from './report.ts';
import { reportResults } from './report.ts';
import type { Measurement, Row } from './rows.ts';
import { HOSTILE, MORE_PODS, MORE_POLICIES, REPOSITORIES, SIZES } from './rows.ts';

/** Where the parts of the benchmark are; absolute paths. */
export interface BenchPaths {
  readonly root: string;
  /** The bundle of measure.ts. */
  readonly measure: string;
}

/** Runs everything; takes some minutes. */
export function runBenchmark(paths: BenchPaths): void {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-bench-'));
  try {
    const known = new Map<string, Measurement>();
    const measureAll = (rows: readonly Row[]): readonly Measured[] =>
      rows.map((row) => {
        const measurement = known.get(row.id) ?? measureRow(row, folder, paths);
        known.set(row.id, measurement);
        return { title: row.title, measurement };
      });
    const results: Results = {
      commands: REPOSITORIES.map((row) => measureCommand(row, KNOWN_ADDRESSES, folder, paths)),
      unsure: REPOSITORIES.slice(-1).map((row) => measureCommand(row, [], folder, paths)),
      sizes: measureAll(SIZES),
      morePods: measureAll(MORE_PODS),
      morePolicies: measureAll(MORE_POLICIES),
      hostile: measureAll(HOSTILE),
      machine: describeMachine(),
    };
    writeResults(results, paths);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeResults(results: Results, { root }: BenchPaths): void {
  writeFileSync(`${root}/docs/performance.md`, reportResults(results));
}

function measureRow(row: Row, folder: string, { measure }: BenchPaths): Measurement {
  const file = join(folder, `${row.id}.json`);
  writeCluster(row, file, toJsonList);
  const measurement: Measurement = JSON.parse(run([measure, file]));
  rmSync(file);
  return measurement;
}

// What netpol advises where ipBlocks cut the ranges in which addresses may lie.
const KNOWN_ADDRESSES = ['--pod-cidrs', '10.244.0.0/16', '--node-cidrs', '172.20.0.0/16'];

// The command as it is installed, with its start, on a file of YAML.
function measureCommand(row: Row, flags: readonly string[], folder: string, { root }: BenchPaths): MeasuredCommand {
  const [file, usageFile, output] = ['yaml', 'usage', 'json'].map((ending) => join(folder, `${row.id}.${ending}`));
  if (file === undefined || usageFile === undefined || output === undefined) throw new Error('no file names');
  const workloads = writeCluster(row, file, toYaml);
  run(
    [
      '--import',
      `${root}/bench/usage.js`,
      `${root}/dist/cli.js`,
      'matrix',
      ...flags,
      '--no-config',
      '-o',
      `json=${output}`,
      file,
    ],
    { NETPOL_BENCH_USAGE: usageFile },
  );
  const usage: { readonly cpuMs: number; readonly peakMb: number } = JSON.parse(readFileSync(usageFile, 'utf8'));
  const [fileMb, outputMb] = [statSync(file).size / 1e6, statSync(output).size / 1e6];
  return { title: row.title, workloads, fileMb, outputMb, ...usage };
}

// Returns how many workloads or pods were written.
function writeCluster(row: Row, file: string, format: (manifests: Iterable<Manifest>) => Iterable<string>): number {
  process.stderr.write(`${row.title}\n`);
  const { namespaces, workloads, policies } = row.cluster();
  const descriptor = openSync(file, 'w');
  for (const piece of format([...namespaces, ...workloads, ...policies])) writeSync(descriptor, piece);
  closeSync(descriptor);
  return workloads.length;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return stdout;
}

function describeMachine(): string {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const load = loadavg()
    .map((average) => average.toFixed(1))
    .join(', ');
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${memory}, ${type()} ${release()}, Node ${process.versions.node}, load ${load}`;
}
