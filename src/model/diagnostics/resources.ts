/** Problems of Kubernetes objects: their fields, values, and how they stand together. */

import type { CidrOddity } from '../ip.ts';

/** Typed arguments of each code of resources; `render/messages/resources.ts` makes the text. */
export interface ResourceDiagnostics {
  /** A kind with network meaning that netpol does not evaluate; one diagnostic per kind. */
  readonly 'unsupported-kind': { readonly apiVersion: string; readonly kind: string; readonly count: number };
  /** A document has only one of `apiVersion` and `kind`, or neither although it looks like a policy. */
  readonly 'missing-type': { readonly missing: 'apiVersion' | 'kind' | 'both' };
  /** The API version no longer serves the kind, or never did. */
  readonly 'unknown-api-version': {
    readonly apiVersion: string;
    readonly kind: string;
    readonly served: readonly string[];
  };
  /** A kind that its API group does not have. */
  readonly 'unknown-kind': { readonly apiVersion: string; readonly kind: string; readonly meant?: string };
  /** A kind that is going away, with what follows it. */
  readonly 'deprecated-kind': { readonly apiVersion: string; readonly kind: string; readonly instead: string };
  /** A field that the type does not have. */
  readonly 'unknown-field': {
    readonly field: string;
    /** The field or item around it: `podSelector`, `from[0]`; empty at the top. */
    readonly parent: string;
    readonly hint: FieldHint;
    /** The lines as they were probably meant; empty where that cannot be told. */
    readonly corrected: readonly string[];
  };
  /** A field of only the experimental CRDs. */
  readonly 'experimental-field': { readonly field: string };
  /** A value of a type that the field does not take. */
  readonly 'wrong-type': { readonly expected: ExpectedType; readonly seen: SeenType; readonly text: string };
  /** A field that must be there. */
  readonly 'missing-field': { readonly field: string; readonly because?: MissingReason };
  /** A value that is none of those allowed. */
  readonly 'unsupported-value': {
    readonly field: string;
    readonly value: string;
    readonly supported: readonly string[];
  };
  /** A number out of bounds. */
  readonly 'out-of-range': {
    readonly field: string;
    readonly value: number;
    readonly min: number;
    readonly max: number;
  };
  /** A list that is too long or too short. */
  readonly 'wrong-length': {
    readonly field: string;
    readonly length: number;
    readonly min: number;
    readonly max: number;
  };
  /** A text that is too long, in bytes. */
  readonly 'text-too-long': { readonly field: string; readonly length: number; readonly max: number };
  /** An object of which exactly one field must be given. */
  readonly 'not-one-of': { readonly given: readonly string[]; readonly known: readonly string[] };
  /** An item that is there twice. */
  readonly 'duplicate-value': { readonly field: string; readonly value: string };
  /** A name that breaks the rules for names of its sort. */
  readonly 'invalid-name': { readonly field: string; readonly name: string; readonly problem: NameProblem };
  /** A label or annotation whose key or value breaks the rules. */
  readonly 'invalid-label': {
    readonly part: 'key' | 'value';
    readonly text: string;
    readonly problem: NameProblem;
  };
  /** Annotations that are too large together, in bytes. */
  readonly 'annotations-too-large': { readonly size: number; readonly max: number };
  /** An operator of matchExpressions with values it cannot have, or without those it needs. */
  readonly 'selector-values': { readonly operator: string; readonly needs: 'values' | 'no-values' };
  /** A port name that breaks the rules; one diagnostic per broken rule. */
  readonly 'invalid-port-name': { readonly name: string; readonly problem: NameProblem };
  /** An `endPort` that does not go with its `port`. */
  readonly 'invalid-end-port': {
    readonly endPort: number;
    readonly problem: 'before-port' | 'named-port' | 'no-port';
    readonly port?: string;
  };
  /** A rule peer that names no peer. */
  readonly 'empty-peer': { readonly direction: 'ingress' | 'egress' };
  /** A rule peer with an ipBlock beside a selector. */
  readonly 'mixed-peer': { readonly selectors: readonly string[] };
  /** A text that is not a CIDR, or is one that this version of Kubernetes refuses. */
  readonly 'invalid-cidr': { readonly text: string; readonly problem: CidrProblem; readonly suggestion?: string };
  /** A CIDR that is accepted with a warning. */
  readonly 'odd-cidr': {
    readonly text: string;
    readonly oddity: CidrOddity;
    readonly suggestion: string;
    readonly host?: string;
  };
  /** An `except` that is not inside its `cidr`. */
  readonly 'except-outside-cidr': { readonly except: string; readonly cidr: string };
  /** A text that is no domain name. */
  readonly 'invalid-domain-name': { readonly text: string };
  /** A range of ports that does not end after it starts. */
  readonly 'invalid-port-range': { readonly start: number; readonly end: number };
  /** A rule that asks for a port by name at peers that are no pods; `peer` is the field that gives them. */
  readonly 'named-port-without-pods': { readonly peer: string };
  /** policyTypes with more than two entries. */
  readonly 'too-many-policy-types': { readonly count: number };
  /** A workload whose selector does not match the labels of its own template. */
  readonly 'selector-mismatch': { readonly kind: string };
  /** A workload whose selector is empty. */
  readonly 'empty-selector': { readonly kind: string };
  /** hostNetwork with a hostPort that is not the containerPort. */
  readonly 'host-port-mismatch': { readonly hostPort: number; readonly containerPort: number };
  /** The same object twice; `related` names the first. */
  readonly 'duplicate-object': { readonly kind: string; readonly name: string };
  /** Two objects of one name that differ, so that neither counts; `related` names the first. */
  readonly 'conflicting-objects': { readonly kind: string; readonly name: string };
  /** A kind that netpol does not know, taken for a workload for its pod template; one diagnostic per kind. */
  readonly 'assumed-workload-kind': { readonly apiVersion: string; readonly kind: string; readonly count: number };
  /** With `--strict`: objects are in a namespace whose Namespace object is not loaded; the place is that of the first. */
  readonly 'undeclared-namespace': { readonly namespace: string };
}

/** Where an unknown field probably belongs. */
export type FieldHint =
  | { readonly kind: 'spelling'; readonly field: string }
  /** The field exists `levels` levels up, beside `beside`. */
  | { readonly kind: 'up'; readonly levels: number; readonly beside: string }
  /** The field exists inside one of these fields. */
  | { readonly kind: 'inside'; readonly fields: readonly string[] }
  /** The field exists elsewhere in the object, at `path`; here only `known` are. */
  | { readonly kind: 'elsewhere'; readonly path: string; readonly known: readonly string[] }
  /** A label that was written where the selector's own fields go. */
  | { readonly kind: 'label' }
  /** Only these are known here; empty where they are too many to list. */
  | { readonly kind: 'known'; readonly fields: readonly string[] };

/** What a field takes, in words of the message. */
export type ExpectedType =
  | 'mapping'
  | 'list'
  | 'string'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'integer-or-string'
  | 'quantity'
  | 'time';

/** What was found instead. */
export type SeenType = 'mapping' | 'list' | 'string' | 'boolean' | 'number' | 'too-large' | 'fraction';

/** Why a field must be there, where that is not obvious. */
export type MissingReason = 'name-or-generate-name';

/** The rule that a name or label breaks. */
export type NameProblem =
  | {
      readonly kind:
        | 'empty'
        | 'empty-name'
        | 'empty-prefix'
        | 'subdomain'
        | 'dns-label'
        | 'dots'
        | 'label-name'
        | 'label-value'
        | 'slashes'
        | 'port-characters'
        | 'port-no-letter'
        | 'port-consecutive-hyphens'
        | 'port-hyphen-at-end';
    }
  | { readonly kind: 'too-long'; readonly max: number };

/** What is wrong with a CIDR. */
export type CidrProblem = 'not-a-cidr' | 'no-prefix' | 'prefix-over-32' | 'prefix-over-128' | CidrOddity;
