/** What is measured: the clusters, and the bars of performance.md that each has to hold. */

import type { GeneratedCluster } from './clusters.ts';
import { generateCluster } from './clusters.ts';
import { everyPodUnique, hugeNamespace, manyCidrs, manyPoliciesOnOnePod } from './hostile.ts';

/** What one process measured. Times are of CPU. */
export interface Measurement {
  readonly fileMb: number;
  readonly pods: number;
  readonly policies: number;
  readonly peers: number;
  readonly pairs: number;
  readonly open: number;
  readonly unknown: number;
  readonly readMs: number;
  readonly buildMs: number;
  readonly countMs: number;
  /** Of the whole process up to the count, Node itself included. */
  readonly peakMb: number;
  /** One policy changed, until all new differences are known; the median of several. */
  readonly editMs: number;
  readonly queryNs: number;
  /** The same question asked of the specification's evaluator. */
  readonly naiveQueryNs: number;
}

/** A cluster to measure. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly cluster: () => GeneratedCluster;
}

const SEED = 5;

/** Typical clusters, by size. */
export const SIZES: readonly Row[] = [
  sized(1_000, 100),
  sized(10_000, 1_000),
  sized(100_000, 1_000),
  sized(150_000, 10_000),
];

/** The same policies, and ever more pods. */
export const MORE_PODS: readonly Row[] = [12_500, 25_000, 50_000, 100_000].map((pods) => sized(pods, 1_000));

/** The same number of pods, and ever more policies. */
export const MORE_POLICIES: readonly Row[] = [1_250, 2_500, 5_000, 10_000].map((policies) => sized(50_000, policies));

/** Clusters that are made to break evaluators. */
export const HOSTILE: readonly Row[] = [
  { id: 'unique', title: 'every pod unique: 10,000 pods, a policy for each', cluster: () => everyPodUnique(10_000) },
  { id: 'cidrs', title: '10,000 CIDRs, each in a policy and all in one', cluster: () => manyCidrs(10_000) },
  {
    id: 'huge',
    title: 'one namespace: 100,000 pods, 1,000 overlapping policies',
    cluster: () => hugeNamespace(100_000, 1_000),
  },
  { id: 'crowded', title: '500 policies on one pod, among 10,000', cluster: () => manyPoliciesOnOnePod(10_000, 500) },
];

/** Workloads of a repository, as YAML: what `netpol matrix -o json` is timed on. */
export const REPOSITORIES: readonly Row[] = [
  [100, 25],
  [250, 62],
  [500, 125],
  [1_000, 250],
].map(([workloads = 0, policies = 0]) => ({
  id: `repository-${workloads}`,
  title: `${grouped(workloads)} workloads, ${grouped(policies)} policies`,
  cluster: () => generateCluster({ seed: SEED, pods: workloads * 3, policies, of: 'deployments' }),
}));

/** Returns a number with commas between thousands. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

function sized(pods: number, policies: number): Row {
  return {
    id: `${pods}-${policies}`,
    title: `${grouped(pods)} pods, ${grouped(policies)} policies`,
    cluster: () => generateCluster({ seed: SEED, pods, policies, of: 'pods' }),
  };
}
