/** The answer of `explain`, as plain data: traces of pairs and ports, with all that a person wants to know beside them. */

import type { ContainerPort } from '../model/cluster.ts';
import type { PortSet } from '../model/ports.ts';
import type { Judgement, RuleTrace, Verdict } from '../model/verdict.ts';
import type { Choice } from './explain-choices.ts';
import type { Remedy } from './explain-remedy.ts';
import type { ResolvedPeer } from './resolve-peers.ts';
import type { UnknownCause } from './unknown-causes.ts';

/** A peer as it is named. */
export interface NamedPeer {
  readonly id: string;
  readonly title: string;
  readonly resolved: ResolvedPeer;
}

/** Two peers with equal traces to those of others in the same explanation. */
export interface ExplainedPair {
  readonly from: NamedPeer;
  readonly to: NamedPeer;
}

/** Why pairs and ports of equal trace are as they are. */
export interface Explanation {
  /** At least one. */
  readonly pairs: readonly [ExplainedPair, ...ExplainedPair[]];
  readonly ports: PortSet;
  /** Of the first pair and the first of the ports. */
  readonly judgement: Judgement;
  /** The rule that comes closest, in the family shown first; null where one matches or none is there. */
  readonly nearest: Readonly<Record<'egress' | 'ingress', RuleTrace | null>>;
  readonly remedies: readonly Remedy[];
  readonly choices: readonly Choice[];
  readonly unknownCauses: readonly UnknownCause[];
  /** What the destination may open to the source; empty unless the connection is denied. */
  readonly openBackwards: PortSet;
  /** Whether the source is, or may be, the node on which the destination runs; that is always let in. */
  readonly mayBeOwnNode: boolean;
  /** Ports that containers of the destination declare. */
  readonly declared: readonly ContainerPort[];
}

/** The answer as a whole. */
export interface ExplainAnswer {
  readonly verdict: Verdict | 'mixed';
  /** In the order of pairs, then ports; at most `MOST_EXPLANATIONS`. */
  readonly explanations: readonly Explanation[];
  /** How many more there are. */
  readonly omitted: number;
  /** One line for each pair and port, in order; what the table shows. */
  readonly rows: readonly ExplainedRow[];
  /** Destinations that do not declare the port that was asked for by name, so that nothing is said of them. */
  readonly withoutPort: readonly string[];
}

/** One pair with ports of one verdict. */
export interface ExplainedRow {
  readonly pair: ExplainedPair;
  readonly ports: PortSet;
  readonly verdict: Verdict;
  readonly egress: Verdict | null;
  readonly ingress: Verdict | null;
}

/** Why there is nothing to explain. */
export type ExplainProblem =
  | { readonly kind: 'two-external'; readonly from: string; readonly to: string }
  | { readonly kind: 'itself'; readonly title: string }
  | {
      readonly kind: 'no-such-port';
      readonly title: string;
      readonly name: string;
      readonly declared: readonly ContainerPort[];
    };
