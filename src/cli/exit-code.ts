/** What the exit status means (design.md section 7); it never depends on the output format. */

import type { Diagnostic } from '../model/diagnostics.ts';

/** The exit status of every outcome. */
export const EXIT = {
  ok: 0,
  /** Findings or failed tests at or above `--fail-on`, denied connections, drift. */
  failed: 1,
  /** Wrong usage or configuration, an unreadable test file, a peer that names nothing. */
  usage: 2,
  /** Input that is unreadable, invalid or empty. */
  input: 3,
  /** `explain --exit-code`: some verdict is unknown. */
  unknown: 4,
  /** A bug in netpol. */
  bug: 70,
  interrupted: 130,
} as const;

/** One of the exit statuses. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_WEIGHT: readonly ExitCode[] = [EXIT.interrupted, EXIT.bug, EXIT.input, EXIT.usage, EXIT.unknown, EXIT.failed];

/** Returns the one status to exit with when several apply. */
export function weightiestExit(codes: readonly ExitCode[]): ExitCode {
  return BY_WEIGHT.find((code) => codes.includes(code)) ?? EXIT.ok;
}

/** Returns the status that the problems of the input ask for. */
export function exitOfInput(diagnostics: readonly Diagnostic[]): ExitCode {
  return diagnostics.some(({ severity }) => severity === 'error') ? EXIT.input : EXIT.ok;
}

/** Wrong usage or configuration: printed without a stack trace, exit status 2. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  /** Problems of the configuration that tell more than the message. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    message: string,
    options: { readonly cause?: unknown; readonly diagnostics?: readonly Diagnostic[] } = {},
  ) {
    super(message, options);
    this.diagnostics = options.diagnostics ?? [];
  }
}
