/** Problems of netpol.config.yaml and of test files. */

/** Typed arguments of each code of configuration; `render/messages/config.ts` makes the text. */
export interface ConfigDiagnostics {
  /** A configuration or test file that does not say what its schema asks. */
  readonly 'invalid-config': { readonly problem: string; readonly help?: string };
}
