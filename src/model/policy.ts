/** Policies after decoding and defaulting: nothing optional is left, and `directions` says what they isolate. */

import type { Cidr, IpSet } from './ip.ts';
import type { LabelSelector } from './labels.ts';
import type { Protocol } from './ports.ts';
import type { Place } from './provenance.ts';

/** `ingress` or `egress`, seen from the selected workload. */
export type Direction = 'ingress' | 'egress';

/** Both directions in the order in which a connection meets them. */
export const DIRECTIONS: readonly Direction[] = ['egress', 'ingress'];

/** What one tier of policies says of one direction of a connection; `next` leaves it to the tier that follows. */
export type TierOutcome = 'allow' | 'deny' | 'next';

/** A NetworkPolicy, networking.k8s.io/v1. */
export interface Policy {
  readonly kind: 'NetworkPolicy';
  /** `namespace/name`. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly at: Place;
  /** Selects pods of the policy's own namespace. */
  readonly podSelector: LabelSelector;
  /** What the policy isolates, after defaulting of policyTypes. Spec: SetDefaults_NetworkPolicy. */
  readonly directions: Readonly<Record<Direction, boolean>>;
  /** Rules of both directions, also of one that `directions` leaves out (they have no effect). */
  readonly rules: Readonly<Record<Direction, readonly Rule[]>>;
}

/** One item of `ingress:` or `egress:`: any of its peers, on any of its ports. */
export interface Rule {
  readonly direction: Direction;
  /** `spec.ingress[0]`. */
  readonly path: string;
  readonly at: Place;
  /** `all` where `from`/`to` is absent or empty: every pod and every address. */
  readonly peers: 'all' | readonly RulePeer[];
  /** `all` where `ports` is absent or empty: every port of every protocol. */
  readonly ports: 'all' | readonly RulePort[];
}

/** One item of `from:` or `to:`. */
export type RulePeer = PodPeer | IpBlockPeer;

/** Pods chosen by labels. */
export interface PodPeer {
  readonly kind: 'pods';
  readonly path: string;
  readonly at: Place;
  /** Null where it is left out: all pods of the namespaces. */
  readonly podSelector: LabelSelector | null;
  /** Null where it is left out: the policy's own namespace. */
  readonly namespaceSelector: LabelSelector | null;
}

/** Addresses in `cidr` and in none of `except`. */
export interface IpBlockPeer {
  readonly kind: 'ipBlock';
  readonly path: string;
  readonly at: Place;
  readonly cidr: Cidr;
  readonly except: readonly Cidr[];
  /** `cidr` less `except`. */
  readonly addresses: IpSet;
}

/** One item of `ports:`. */
export type RulePort =
  | {
      readonly kind: 'range';
      readonly path: string;
      readonly at: Place;
      readonly protocol: Protocol;
      /** Inclusive; 1–65535 where the port is left out. */
      readonly port: number;
      readonly endPort: number;
    }
  | {
      readonly kind: 'name';
      readonly path: string;
      readonly at: Place;
      readonly protocol: Protocol;
      /** A container port's name, resolved at the destination pod. */
      readonly name: string;
    };
