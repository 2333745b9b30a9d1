/** Problems of texts before they are objects: files, standard input, YAML and JSON. */

/** Typed arguments of each code of reading; `render/messages/reading.ts` makes the text. */
export interface ReadingDiagnostics {
  /** The operating system refused: no such file, no permission. */
  readonly 'unreadable-file': { readonly reason: string };
  /** The bytes are not UTF-8 text. */
  readonly 'not-utf8': { readonly seen: string };
  /** The text is not YAML; `problem` is our own words for what is wrong, `help` what to do about it. */
  readonly 'yaml-syntax': { readonly problem: string; readonly help?: string };
  /** A JSON text breaks off or holds something else. */
  readonly 'json-syntax': { readonly problem: string; readonly help?: string };
  /** A mapping has a key twice; `related` names the first. */
  readonly 'duplicate-key': { readonly key: string };
  /** Aliases would expand to more nodes than allowed, or collections nest deeper than allowed. */
  readonly 'too-complex': { readonly problem: string };
  /** A Helm template or chart that has to be rendered first. */
  readonly 'unrendered-template': {
    readonly what: 'helm-template' | 'helm-chart' | 'kustomization';
    readonly run: string;
  };
  /** Nothing in the input is a Kubernetes object. */
  readonly 'no-objects': { readonly searched: readonly string[] };
}
