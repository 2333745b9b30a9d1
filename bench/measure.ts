/** Runs in a process of its own: reads one file of manifests, answers everything about it, and prints what each step took. */

import { readFileSync, statSync } from 'node:fs';
import { compileConnectivity } from '../src/engine/compile.ts';
import type { Connectivity } from '../src/engine/connectivity.ts';
import type { Policy } from '../src/model/policy.ts';
import { decodeText } from '../src/parse/binary.ts';
import { loadCluster } from '../src/resources/load.ts';
import { judge } from '../src/semantics/judge.ts';
import { createRandom } from './random.ts';
import type { Measurement } from './rows.ts';

const EDITS = 20;
const QUERIES = 2_000_000;
const NAIVE_QUERIES = 300;

const [file = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(measure(file)));

function measure(path: string): Measurement {
  const watch = startWatch();
  const decoded = decodeText(readFileSync(path));
  if (decoded.kind !== 'text') throw new Error(`${path} is not text`);
  const { cluster, diagnostics } = loadCluster([{ name: path, text: decoded.text, isNamed: true }]);
  const invalid = diagnostics.find(({ severity }) => severity === 'error');
  if (invalid !== undefined) throw new Error(`${path} does not load: ${invalid.code}`);
  const readMs = watch();
  const connectivity = compileConnectivity(cluster);
  const buildMs = watch();
  const counts = connectivity.countPairs();
  const countMs = watch();
  const peakMb = process.resourceUsage().maxRSS / 1024;
  return {
    fileMb: statSync(path).size / 1e6,
    pods: cluster.workloads.reduce((sum, { pods }) => sum + pods.length, 0),
    policies: cluster.policies.length,
    peers: connectivity.peers.length,
    ...counts,
    readMs,
    buildMs,
    countMs,
    peakMb,
    editMs: timeEdits(connectivity),
    queryNs: timeQueries(connectivity),
    naiveQueryNs: timeNaiveQueries(connectivity),
  };
}

/** Returns a function that tells the CPU milliseconds since it was last called. */
function startWatch(): () => number {
  const now = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  let last = now();
  return () => {
    const [before, after] = [last, now()];
    last = after;
    return after - before;
  };
}

// The median of edits of single policies, each until all new differences are known.
function timeEdits(first: Connectivity): number {
  const random = createRandom(1);
  const times: number[] = [];
  let current = first;
  for (let edit = 0; edit < EDITS; edit += 1) {
    const { cluster } = current;
    const old = random.pick(cluster.policies);
    const policies = cluster.policies.map((policy) => (policy === old ? withOpenPort(policy, 9000 + edit) : policy));
    const watch = startWatch();
    const difference = current.update({ ...cluster, policies });
    for (const { sources, destinations } of difference.changes()) if (sources.size * destinations.size === 0) break;
    times.push(watch());
    current = difference.after;
  }
  return times.sort((left, right) => left - right)[EDITS >> 1] ?? 0;
}

function withOpenPort(policy: Policy, port: number): Policy {
  const { at, rules } = policy;
  const everyone = { requirements: [], at };
  const rule = {
    direction: 'ingress',
    path: 'spec.ingress[0]',
    at,
    peers: [{ kind: 'pods', path: '', at, podSelector: everyone, namespaceSelector: null }],
    ports: [{ kind: 'range', path: '', at, protocol: 'TCP', port, endPort: port }],
  } as const;
  return { ...policy, directions: { ...policy.directions, ingress: true }, rules: { ...rules, ingress: [rule] } };
}

function timeQueries({ peers, judge: ask }: Connectivity): number {
  const random = createRandom(2);
  const asked = Int32Array.from({ length: 2 ** 16 }, () => random.below(peers.length));
  let allowed = 0;
  const watch = startWatch();
  for (let query = 0; query < QUERIES; query += 1) {
    const source = asked[query & 0xffff] ?? 0;
    const destination = asked[(query * 31 + 7) & 0xffff] ?? 0;
    if (ask(source, destination, 'TCP', 8080) === 'allowed') allowed += 1;
  }
  return allowed < 0 ? 0 : (watch() * 1e6) / QUERIES;
}

// The specification's own evaluator on random pairs, which must agree.
function timeNaiveQueries({ cluster, peers, judge: ask }: Connectivity): number {
  const random = createRandom(3);
  const workloads = peers.flatMap((peer, index) => (peer.kind === 'workload' ? [{ peer, index }] : []));
  const watch = startWatch();
  for (let query = 0; query < NAIVE_QUERIES; query += 1) {
    const [from, to] = [random.pick(workloads), random.pick(workloads)];
    const [source, destination] = [from.peer.pods[0], to.peer.pods[0]];
    if (source === undefined || destination === undefined) continue;
    const ends = { source: { kind: 'pod', pod: source }, destination: { kind: 'pod', pod: destination } } as const;
    const { verdict } = judge(cluster, { ...ends, protocol: 'TCP', port: 8080 });
    if (verdict !== ask(from.index, to.index, 'TCP', 8080)) throw new Error(`${from.peer.id} to ${to.peer.id} differs`);
  }
  return (watch() * 1e6) / NAIVE_QUERIES;
}
