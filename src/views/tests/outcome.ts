/** What comes of running tests: plain data, from which every format makes its text. */

import type { Family } from '../../model/ip.ts';
import type { Policy } from '../../model/policy.ts';
import type { PortSet } from '../../model/ports.ts';
import type { Place } from '../../model/provenance.ts';
import type { TestEntry, WorkloadProperty } from '../../model/tests.ts';
import type {
  DirectionTrace,
  Judgement,
  RulePeerTrace,
  RulePortTrace,
  RuleTrace,
  Verdict,
} from '../../model/verdict.ts';
import type { PeerProblem } from '../peer-problem.ts';
import type { UnknownCause } from '../unknown-causes.ts';

/** What came of one test. */
export interface TestOutcome {
  readonly test: TestEntry;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** How much was looked at; null where nothing was. */
  readonly measure: Measure | null;
  /** Why it failed or was skipped; empty when it passed. */
  readonly reasons: readonly TestReason[];
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
  | NamesNothingReason
  | NothingToTestReason
  | NoPortReason
  | WorkloadReason
  | NotRunReason;

/** What looking at the cluster for one test gave; the test holds when there is no reason why it does not. */
export interface TestFinding {
  readonly measure: Measure | null;
  readonly reasons: readonly TestReason[];
  /** Whether nothing is wrong but that verdicts are unknown. */
  readonly hangsOnUnknown: boolean;
}

/** A connection that is not as expected. */
export interface ConnectionReason {
  readonly kind: 'connection';
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
  readonly why: 'external-ends' | 'same-pod' | 'all-excepted' | 'no-such-port' | 'family-not-in-cluster';
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

/** A test that was not run, or whose failure is expected for now. */
export interface NotRunReason {
  readonly kind: 'skipped' | 'todo';
  readonly reason: string;
}
