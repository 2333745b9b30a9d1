/** Regression tests as netpol.test.yaml states them (ux.md section 3), decoded: expectations about connectivity. */

import type { PeerReference, PortExpression } from './peer-expression.ts';
import type { Place } from './provenance.ts';

/** How much a failed test matters; critical cannot be suppressed. */
export type TestSeverity = 'info' | 'warning' | 'error' | 'critical';

/** One test file. */
export interface TestFile {
  readonly at: Place;
  /** Files, folders, globs and commands that make the cluster, relative to the file; null for the configuration's. */
  readonly manifests: readonly ManifestSource[] | null;
  /** By name, without `@`. */
  readonly aliases: ReadonlyMap<string, readonly PeerReference[]>;
  readonly tests: readonly TestEntry[];
}

/** Where a run's manifests come from. */
export type ManifestSource =
  | { readonly kind: 'path'; readonly path: string; readonly at: Place }
  /** Run only with `--allow-run`. */
  | { readonly kind: 'command'; readonly command: string; readonly at: Place };

/** One entry of `tests:`. */
export interface TestEntry {
  /** As written, or made from the expectation: `allow shop/api -> data/redis:6379`. */
  readonly name: string;
  readonly at: Place;
  readonly severity: TestSeverity;
  readonly because: string | null;
  readonly tags: readonly string[];
  /** The reason for which it is not run; null where it is. */
  readonly skip: string | null;
  /** Why it is known to fail for now, so that a failure counts as skipped; null where it must hold. */
  readonly todo: string | null;
  /** Whether an unknown verdict fails the test. Default: `fail`. */
  readonly onUnknown: 'fail' | 'skip';
  /** Whether a peer may name nothing. Default: false, so that no test passes by testing nothing. */
  readonly allowEmpty: boolean;
  readonly expectation: Expectation;
}

/** What a test expects. */
export type Expectation =
  | ConnectionsExpectation
  | OnlyExpectation
  | EveryExpectation
  | SnapshotExpectation
  | PoliciesExpectation
  | PolicySetExpectation;

/** Every pair of the connections is open, or none is. */
export interface ConnectionsExpectation {
  readonly kind: 'allow' | 'deny';
  readonly connections: readonly ConnectionExpression[];
  /** Connections that the expectation leaves out. */
  readonly except: readonly ConnectionExpression[];
  /** For `allow`: one open pair is enough. */
  readonly anyOf: boolean;
}

/** `A -> B:p`; several ports mean each of them. */
export interface ConnectionExpression {
  readonly at: Place;
  readonly text: string;
  readonly source: PeerReference;
  readonly destination: PeerReference;
  /** Of the long form only; none: the port of `destination`, else for `allow` its declared ports and for `deny` every port. */
  readonly ports: readonly PortExpression[];
}

/** Nobody but the listed peers may reach `subject`, or be reached from it. */
export interface OnlyExpectation {
  readonly kind: 'only';
  readonly direction: 'to' | 'from';
  readonly subject: PeerReference;
  readonly peers: readonly PeerReference[];
}

/** A property that workloads have or have not. */
export type WorkloadProperty = 'ingress-isolated' | 'egress-isolated' | 'dns-ok' | 'covered' | 'no-internet-egress';

/** Every workload of `subject` has each of the properties. */
export interface EveryExpectation {
  readonly kind: 'every';
  readonly subject: PeerReference;
  readonly properties: readonly WorkloadProperty[];
}

/** A view equals the file written before. */
export interface SnapshotExpectation {
  readonly kind: 'snapshot';
  readonly view: 'matrix' | 'exposure' | 'policies';
  /** Null for everything. */
  readonly of: PeerReference | null;
  /** Relative to the test file. */
  readonly file: string;
}

/** A property that policies have or have not. */
export type PolicyProperty = 'effective' | 'not-redundant' | 'select-something';

/** Every policy that concerns `of` has each of the properties. */
export interface PoliciesExpectation {
  readonly kind: 'policies';
  readonly properties: readonly PolicyProperty[];
  readonly of: PeerReference | null;
}

/** How the policies of another folder stand to ours. */
export interface PolicySetExpectation {
  readonly kind: 'equivalent' | 'within' | 'permits' | 'forbids';
  /** A file or folder of policies, relative to the test file. */
  readonly path: string;
}
