/** A verdict with everything that produced it: the trace that `explain` shows and that the tests hold the engine to. */

import type { ContainerPort, Pod } from './cluster.ts';
import type { Address, Family } from './ip.ts';
import type { LabelRequirement, LabelValue } from './labels.ts';
import type { Direction, Policy, Rule, RulePeer, RulePort } from './policy.ts';
import type { Protocol } from './ports.ts';
import type { Place } from './provenance.ts';

/** Whether a connection is possible; unknown only where it hangs on an address that the input does not give. */
export type Verdict = 'allowed' | 'denied' | 'unknown';

/** Whether a part of a policy matches; unknown where it does for some addresses that a pod may have and not for others. */
export type Match = 'yes' | 'no' | 'unknown';

/** One end of a connection as the specification judges it; an external end is one address of those treated alike. */
export type End =
  | { readonly kind: 'pod'; readonly pod: Pod }
  | { readonly kind: 'external'; readonly address: Address };

/** The question: may `source` open a connection to this port of `destination`? */
export interface Connection {
  readonly source: End;
  readonly destination: End;
  readonly protocol: Protocol;
  readonly port: number;
}

/** The answer, over all families of the two ends. */
export interface Judgement {
  readonly connection: Connection;
  /** Allowed when some family allows it. */
  readonly verdict: Verdict;
  /** One entry per family that both ends have, IPv4 first; none means that they have no family in common. */
  readonly families: readonly FamilyJudgement[];
  /** What was taken for granted and decided the verdict: `namespace dev has no label team`. Sorted. */
  readonly assumes: readonly string[];
}

/** The answer over one family. */
export interface FamilyJudgement {
  readonly family: Family;
  readonly verdict: Verdict;
  readonly egress: DirectionTrace;
  readonly ingress: DirectionTrace;
}

/** Why one direction of a connection is as it is. */
export interface DirectionTrace {
  readonly direction: Direction;
  readonly verdict: Verdict;
  /** False where no policy selects the workload for this direction, and for external ends and node traffic. */
  readonly isolated: boolean;
  /** Policies that isolate the workload in this direction, sorted by id. */
  readonly policies: readonly PolicyTrace[];
}

/** What one policy has to say. */
export interface PolicyTrace {
  readonly policy: Policy;
  readonly matches: Match;
  readonly rules: readonly RuleTrace[];
}

/** Whether one rule matches: any of its peers and any of its ports. */
export interface RuleTrace {
  readonly rule: Rule;
  readonly matches: Match;
  readonly peers: 'all' | readonly RulePeerTrace[];
  readonly ports: 'all' | readonly RulePortTrace[];
}

/** Whether one item of `from` or `to` matches, and what in it did not. */
export interface RulePeerTrace {
  readonly peer: RulePeer;
  readonly matches: Match;
  /** What was asked of the other end's namespace; empty where nothing was. */
  readonly namespaceRequirements: readonly RequirementTrace[];
  /** What was asked of the other end's labels. */
  readonly podRequirements: readonly RequirementTrace[];
  /** A reason beside labels and addresses for which the item cannot match. */
  readonly because: 'other-namespace' | 'external-end' | 'host-network' | 'pods-not-matched-by-ip-blocks' | null;
}

/** Whether one requirement of a selector holds. */
export interface RequirementTrace {
  readonly requirement: LabelRequirement;
  readonly holds: boolean;
  /** The label's value; undefined where it is absent. */
  readonly value: LabelValue | undefined;
  /** Where the label is written; null where it is absent. */
  readonly at: Place | null;
}

/** Whether one item of `ports` matches. */
export interface RulePortTrace {
  readonly port: RulePort;
  readonly matches: Match;
  /** For a name: the destination's ports of that name and protocol; empty where none has it. */
  readonly resolved: readonly ContainerPort[];
}
