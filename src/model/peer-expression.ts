/**
 * Peers as people write them, on the command line, in test files and in configuration: what the grammar of
 * `config/peer-grammar.ts` reads, before anybody asks which peers of a cluster are meant.
 */

import type { IpSet } from './ip.ts';
import type { LabelSelector } from './labels.ts';
import type { Protocol } from './ports.ts';

/** The namespaces in which an expression looks. */
export type NamespaceExpression =
  /** None was written: the default namespace. */
  | { readonly kind: 'default' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'labels'; readonly selector: LabelSelector };

/** One end of a connection as it was written. */
export type PeerExpression = DirectExpression | { readonly kind: 'alias'; readonly name: string };

/** A peer that is written out, not by an alias. */
export type DirectExpression =
  | {
      readonly kind: 'workload';
      /** Where neither namespace nor kind was marked as such, `deploy/api` stands here as namespace `deploy`. */
      readonly namespace: NamespaceExpression;
      /** As written: `Deployment`, `deployment` or kubectl's `deploy`; null where no kind was written. */
      readonly workloadKind: string | null;
      readonly name: string;
      /** `api~2`; null for all parts. */
      readonly part: number | null;
    }
  /** Every workload of the namespaces that the labels match; a selector without requirements is `any`. */
  | { readonly kind: 'workloads'; readonly namespace: NamespaceExpression; readonly selector: LabelSelector }
  | { readonly kind: 'cluster' }
  | { readonly kind: 'internet' }
  | { readonly kind: 'external' }
  | { readonly kind: 'any' }
  | { readonly kind: 'addresses'; readonly addresses: IpSet };

/** The port part of an expression. */
export type PortExpression =
  /** Both ends inclusive. */
  | { readonly kind: 'range'; readonly protocol: Protocol; readonly port: number; readonly endPort: number }
  /** The name of a container port of the destination. */
  | { readonly kind: 'name'; readonly protocol: Protocol; readonly name: string };

/** A peer with its port, as written in `text`. */
export interface PeerReference {
  readonly text: string;
  readonly expression: PeerExpression;
  /** Null where no port was written. */
  readonly port: PortExpression | null;
}

/** What is wrong with a text that should be a peer; `offset` is 0-based into that text. */
export interface PeerSyntaxProblem {
  readonly offset: number;
  readonly problem: string;
  readonly help: string;
}
