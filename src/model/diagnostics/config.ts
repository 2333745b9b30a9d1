/** Problems of netpol.config.yaml, of test files and of documents with blocks. */

/** Typed arguments of each code of configuration; `render/messages/config.ts` makes the text. */
export interface ConfigDiagnostics {
  /** A configuration or test file that does not say what its schema asks. */
  readonly 'invalid-config': { readonly problem: string; readonly help?: string };
  /** A marker in a document that names no block, or an option that the block does not have. */
  readonly 'invalid-marker': { readonly problem: string; readonly help: string };
}
