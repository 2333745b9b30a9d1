/** What comes of running tests: plain data, from which every format makes its text. */

import type { Family } from '../../model/ip.ts';
import type { Direction } from '../../model/policy.ts';
import type { PortSet } from '../../model/ports.ts';
import type { Place } from '../../model/provenance.ts';
import type { TestEntry } from '../../model/tests.ts';
import type { Judgement, Verdict } from '../../model/verdict.ts';
import type { PeerProblem } from '../peer-problem.ts';

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
  | NotRunReason;

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
  readonly assumes: readonly string[];
}

/** An end of a tested connection. */
export interface TestedEnd {
  /** As people write it: `shop/api`, `internet`, `10.1.0.0/16`. */
  readonly name: string;
  /** In `connectivity.peers`. */
  readonly index: number;
}

/** What one side of a connection says, and the one rule that tells why. */
export interface SideReason {
  readonly direction: Direction;
  readonly verdict: Verdict;
  readonly isolated: boolean;
  /** The rule that allows, else the one that comes closest to it; null where there is none. */
  readonly rule: RuleReason | null;
  /** Policies that isolate the workload, sorted. */
  readonly policies: readonly NamedPlace[];
}

/** Something of a manifest that people know by name. */
export interface NamedPlace {
  readonly name: string;
  readonly at: Place;
}

/** A rule with the items in it that decided. */
export interface RuleReason {
  readonly policy: NamedPlace;
  /** `spec.ingress[0]`. */
  readonly path: string;
  readonly at: Place;
  readonly items: readonly RuleItemReason[];
}

/** What one item of a rule says of the connection. */
export type RuleItemReason =
  /** The item matches the other end. */
  | { readonly kind: 'peer-matches'; readonly path: string; readonly at: Place; readonly because: readonly LabelFact[] }
  /** The rule lists no peers. */
  | { readonly kind: 'every-peer'; readonly at: Place }
  /** Labels of the other end do not match. */
  | { readonly kind: 'labels-differ'; readonly path: string; readonly at: Place; readonly facts: readonly LabelFact[] }
  | {
      readonly kind: 'other-namespace';
      readonly path: string;
      readonly at: Place;
      readonly own: string;
      readonly other: string;
    }
  /** A selector never matches an address outside, nor a hostNetwork pod. */
  | { readonly kind: 'not-a-pod' | 'host-network'; readonly path: string; readonly at: Place }
  | { readonly kind: 'ip-blocks-are-external'; readonly path: string; readonly at: Place }
  | {
      readonly kind: 'outside-block';
      readonly path: string;
      readonly at: Place;
      readonly block: string;
      readonly address: string | null;
    }
  /** The address hangs on something the manifests do not give. */
  | { readonly kind: 'unknown-address'; readonly path: string; readonly at: Place; readonly block: string }
  | { readonly kind: 'port-matches'; readonly path: string; readonly at: Place; readonly port: string }
  | { readonly kind: 'other-port'; readonly path: string; readonly at: Place; readonly port: string }
  /** No container of the destination has a port of the name. */
  | {
      readonly kind: 'no-such-port-name';
      readonly path: string;
      readonly at: Place;
      readonly name: string;
      readonly declared: readonly DeclaredPort[];
    };

/** A label requirement and what it met. */
export interface LabelFact {
  readonly of: 'namespace' | 'pod';
  /** `team in (shop)`, as people write it. */
  readonly requirement: string;
  readonly at: Place;
  readonly holds: boolean;
  readonly key: string;
  /** What the label is; undefined where it is absent, null where no manifest tells. */
  readonly value: string | null | undefined;
  /** Where the label is written; null where it is absent. */
  readonly valueAt: Place | null;
}

/** A port that a container declares. */
export interface DeclaredPort {
  readonly name: string | null;
  readonly protocol: string;
  readonly port: number;
  readonly at: Place;
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

/** `allow` without a port towards peers that declare none. */
export interface NoPortReason {
  readonly kind: 'no-port';
  readonly destinations: readonly string[];
}

/** A test that was not run, or whose failure is expected for now. */
export interface NotRunReason {
  readonly kind: 'skipped' | 'todo';
  readonly reason: string;
}
