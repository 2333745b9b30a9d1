/** What comes of running tests: plain data, from which every format makes its text. */

import type { ContainerPort } from '../../model/cluster.ts';
import type { Edit } from '../../model/edits.ts';
import type { Family, IpSet } from '../../model/ip.ts';
import type { Direction, Policy, Rule } from '../../model/policy.ts';
import type { PortSet } from '../../model/ports.ts';
import type { Place } from '../../model/provenance.ts';
import type { PolicyProperty, TestEntry, WorkloadProperty } from '../../model/tests.ts';
import type {
  DirectionTrace,
  Judgement,
  RulePeerTrace,
  RulePortTrace,
  RuleTrace,
  Verdict,
} from '../../model/verdict.ts';
import type { PeerProblem } from '../peer-problem.ts';
import type { ResolvedPeer } from '../resolve-peers.ts';
import type { UnknownCause } from '../unknown-causes.ts';
import type { ChangeDescription } from './policy-changes.ts';
import type { PortMiss } from './port-misses.ts';

/** What came of one test. */
export interface TestOutcome {
  readonly test: TestEntry;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** How much was looked at; null where nothing was. */
  readonly measure: Measure | null;
  /** Why it failed or was skipped; empty when it passed. */
  readonly reasons: readonly TestReason[];
  /** Of a snapshot: what `--update` writes; null for every other test. */
  readonly snapshot: SnapshotText | null;
  /** The smallest change of the policies with which it would pass, and nothing else would fail; null where none was found. */
  readonly fix: TestFix | null;
}

/** A change of policies that was tried on the engine. */
export interface TestFix {
  /** One, or one for each side of a connection. */
  readonly changes: readonly DescribedChange[];
}

/** A change of one policy, for people and for tools. */
export interface DescribedChange {
  readonly description: ChangeDescription;
  /** `namespace/name` of the policy. */
  readonly policy: string;
  readonly at: Place;
  /** The same as a change of the text; null where the layout leaves no simple one. */
  readonly edit: Edit | null;
}

/** How much a test looked at, and how much of it was not as expected. */
export interface Measure {
  readonly of: 'connections' | 'workloads' | 'policies' | 'lines';
  readonly looked: number;
  readonly failed: number;
}

/** One fact for which a test did not pass. */
export type TestReason =
  | ConnectionReason
  | MoreReason
  | LatentReason
  | NamesNothingReason
  | NothingToTestReason
  | NoPortReason
  | WorkloadReason
  | SnapshotReason
  | PolicyReason
  | NoFileReason
  | NotRunReason;

/** What looking at the cluster for one test gave; the test holds when there is no reason why it does not. */
export interface TestFinding {
  readonly measure: Measure | null;
  readonly reasons: readonly TestReason[];
  /** Whether nothing is wrong but that verdicts are unknown. */
  readonly hangsOnUnknown: boolean;
  /** Of a snapshot: what `--update` writes. */
  readonly snapshot?: SnapshotText;
}

/** The text of a snapshot as the cluster is now. */
export interface SnapshotText {
  /** As the test names it: relative to the test file. */
  readonly file: string;
  readonly text: string;
}

/** A part of a pair that is not as expected. */
export interface Miss extends PortMiss {
  readonly expected: 'allowed' | 'denied';
  readonly source: ResolvedPeer;
  readonly destination: ResolvedPeer;
  /** Those addresses of the external end that were tested; null between workloads. */
  readonly addresses: IpSet | null;
}

/** A connection that is not as expected. */
export interface ConnectionReason {
  readonly kind: 'connection';
  readonly miss: Miss;
  readonly expected: 'allowed' | 'denied';
  readonly verdict: Verdict;
  readonly source: TestedEnd;
  readonly destination: TestedEnd;
  /** The tested ports that are not as expected. */
  readonly ports: PortSet;
  /** The families over which they are not; empty where the two ends have none in common. */
  readonly families: readonly Family[];
  /** One of the connections, judged with all its reasons; null where the ends have no family in common. */
  readonly judgement: Judgement | null;
  /** Why each side says what it says, egress first. */
  readonly sides: readonly SideReason[];
  /** What the verdict takes for granted: `namespace dev has no label team`. */
  readonly assumes: readonly string[];
  /** Why the verdict is unknown; empty where it is not. */
  readonly unknownCauses: readonly UnknownCause[];
}

/** An end of a tested connection. */
export interface TestedEnd {
  /** As people write it: `shop/api`, `internet`, `10.1.0.0/16`. */
  readonly name: string;
  /** In `connectivity.peers`. */
  readonly index: number;
  readonly id: string;
  readonly isExternal: boolean;
  /** The part of an external peer that was tested, as CIDRs; null for a workload, for all of a peer and for what takes too many to say. */
  readonly addresses: readonly string[] | null;
}

/** What one side of a connection says, and the one rule that tells why. */
export interface SideReason {
  readonly trace: DirectionTrace;
  /** The rule that allows, else the one that comes closest to it; null where there is none. */
  readonly rule: RuleReason | null;
}

/** A rule with the items in it that decided: those that match, else those that come closest. */
export interface RuleReason {
  readonly policy: Policy;
  readonly rule: RuleTrace;
  /** Null where the rule lists no peers. */
  readonly peer: RulePeerTrace | null;
  /** Null where the rule lists no ports. */
  readonly port: RulePortTrace | null;
  /** What the containers of the destination declare. */
  readonly declared: readonly ContainerPort[];
}

/** A connection that is closed as expected, though a rule of one side lets it through: one slip and it fails too. */
export interface LatentReason {
  readonly kind: 'latent';
  readonly source: TestedEnd;
  readonly destination: TestedEnd;
  /** The side that lets it through. */
  readonly openSide: Direction;
}

/** Further connections of the same kind that are not listed one by one. */
export interface MoreReason {
  readonly kind: 'more';
  readonly count: number;
}

/** A peer that names nothing, or more than one thing: the test would test nothing. */
export interface NamesNothingReason {
  readonly kind: 'names-nothing';
  readonly problem: PeerProblem;
}

/** Peers that name something, between which there is nothing to judge. */
export interface NothingToTestReason {
  readonly kind: 'nothing-to-test';
  readonly why:
    | 'external-ends'
    | 'same-pod'
    | 'all-excepted'
    | 'no-such-port'
    | 'family-not-in-cluster'
    | 'no-policies';
  readonly text: string;
}

/** `allow` towards peers none of whose containers declares a port, or one of the name. */
export interface NoPortReason {
  readonly kind: 'no-port';
  /** The name; null where the test asks for no port. */
  readonly port: string | null;
  readonly destinations: readonly string[];
}

/** A workload that lacks a property. */
export interface WorkloadReason {
  readonly kind: 'workload';
  readonly workload: TestedEnd;
  readonly property: WorkloadProperty;
  readonly at: Place;
}

/** A view that is not as its file says; lines sorted. */
export interface SnapshotReason {
  readonly kind: 'snapshot';
  readonly file: string;
  /** Whether there is no such file yet. */
  readonly isMissing: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A policy that lacks a property. */
export interface PolicyReason {
  readonly kind: 'policy';
  readonly property: PolicyProperty;
  readonly policy: Policy;
  /** The rule in question; null for the policy as a whole. */
  readonly rule: Rule | null;
  /** Rules each of which allows all that a redundant rule does; empty where only several together do. */
  readonly by: readonly Rule[];
}

/** Policies to compare with that were not there. */
export interface NoFileReason {
  readonly kind: 'no-policies-at';
  readonly path: string;
}

/** A test that was not run, or whose failure is expected for now. */
export interface NotRunReason {
  readonly kind: 'skipped' | 'todo';
  readonly reason: string;
}
