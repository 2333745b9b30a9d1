/**
 * Problems in the input, as data: a code, its typed arguments and a place. The text a person reads is made
 * in `render/messages/`, so that every format and language says the same thing about the same code.
 */

import type { ConfigDiagnostics } from './diagnostics/config.ts';
import type { ReadingDiagnostics } from './diagnostics/reading.ts';
import type { ResourceDiagnostics } from './diagnostics/resources.ts';
import type { VerdictDiagnostics } from './diagnostics/verdicts.ts';
import type { Place } from './provenance.ts';

/** How much a diagnostic or finding matters: an error means that no trustworthy verdict is possible. */
export type Severity = 'info' | 'warning' | 'error';

/** The typed arguments of every diagnostic, by code. */
export interface DiagnosticArguments
  extends ReadingDiagnostics,
    ResourceDiagnostics,
    ConfigDiagnostics,
    VerdictDiagnostics {}

/** The stable name of a kind of problem, such as `invalid-cidr`; each has a page in docs/diagnostics. */
export type DiagnosticCode = keyof DiagnosticArguments;

/** Kubernetes' own classes of error (k8s.io/apimachinery field.ErrorType), and the two that come before validation. */
export type KubernetesErrorType =
  | 'Decode'
  | 'StrictDecoding'
  | 'Required'
  | 'Invalid'
  | 'NotSupported'
  | 'Forbidden'
  | 'Duplicate'
  | 'TooLong'
  | 'TooMany';

/** A second place that a diagnostic or finding speaks of. */
export interface RelatedPlace {
  readonly at: Place;
  readonly message: string;
}

/** One problem of code `C`. */
export interface DiagnosticOf<C extends DiagnosticCode> {
  readonly code: C;
  readonly severity: Severity;
  readonly at: Place;
  /** Field path within the object, as Kubernetes writes it: `spec.ingress[0].from[0]`. */
  readonly path?: string;
  /** The class of error with which the API server refuses the object. */
  readonly type?: KubernetesErrorType;
  readonly args: DiagnosticArguments[C];
  readonly related?: readonly RelatedPlace[];
}

/** Any problem in the input; a union that `switch` on `code` tells apart. */
export type Diagnostic = { readonly [C in DiagnosticCode]: DiagnosticOf<C> }[DiagnosticCode];

/** Takes a problem; decoders report and go on, so that one run tells everything. */
export type Report = (diagnostic: Diagnostic) => void;
