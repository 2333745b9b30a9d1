/** Problems of texts before they are objects: files, standard input, YAML and JSON. */

/** Typed arguments of each code of reading; `render/messages/reading.ts` makes the text. */
export interface ReadingDiagnostics {
  /** The operating system refused: no such file, no permission. */
  readonly 'unreadable-file': { readonly reason: string };
  /** The bytes are not UTF-8 text. */
  readonly 'not-utf8': { readonly seen: 'utf-16' | 'nul' | 'invalid-bytes' };
  /** The text is not YAML as Kubernetes reads it. */
  readonly 'yaml-syntax': YamlMistake;
  /** A JSON text breaks off or holds something else. */
  readonly 'json-syntax': JsonMistake;
  /** Kubernetes stops reading before this text and drops it without a word. */
  readonly 'ignored-text': { readonly after: 'document-end' | 'value' };
  /** A mapping has a key twice, or sets one that `<<` also brings; `related` names the other place. */
  readonly 'duplicate-key': { readonly key: string; readonly isMerged: boolean };
  /** The document would take unbounded time or memory. */
  readonly 'too-complex': ComplexityLimit;
  /** A Helm template or chart that has to be rendered first. */
  readonly 'unrendered-template': {
    readonly what: 'helm-template' | 'helm-chart' | 'kustomization';
    readonly run: string;
  };
  /** Nothing in the input is a Kubernetes object. */
  readonly 'no-objects': { readonly searched: readonly string[] };
}

/** What of a document is more than netpol reads. */
export type ComplexityLimit =
  /** Collections nest deeper than `allowed`. */
  | { readonly limit: 'depth'; readonly allowed: number }
  /** Aliases expand to far more than is written: a billion laughs. */
  | { readonly limit: 'aliases' }
  /** One document holds more than `allowed` values. */
  | { readonly limit: 'size'; readonly allowed: number }
  /** One document is longer than `allowed` characters, which is about what a string can hold. */
  | { readonly limit: 'length'; readonly allowed: number }
  | { readonly limit: 'other'; readonly problem: string };

/** One way to write YAML wrongly; the place is that of the first character in question. */
export type YamlMistake =
  | { readonly mistake: 'tab-indentation' }
  /** `app:web` where `app: web` is meant. */
  | { readonly mistake: 'missing-space-after-colon'; readonly key: string; readonly value: string }
  /** A line of a mapping without `key:`. */
  | { readonly mistake: 'missing-colon'; readonly text: string }
  /** `key: a: b`. */
  | { readonly mistake: 'second-colon'; readonly key: string }
  | { readonly mistake: 'unclosed-quote'; readonly quote: string }
  | { readonly mistake: 'text-after-quote'; readonly quote: string }
  | { readonly mistake: 'unclosed-bracket'; readonly bracket: string }
  | { readonly mistake: 'wrong-bracket'; readonly opened: string; readonly closed: string }
  | { readonly mistake: 'stray-bracket'; readonly bracket: string }
  /** `key: [a] b`. */
  | { readonly mistake: 'text-after-bracket'; readonly bracket: string }
  /** Two entries of `[…]` or `{…}` with nothing between them. */
  | { readonly mistake: 'missing-comma' }
  /** `[a,,b]`. */
  | { readonly mistake: 'empty-entry' }
  /** A plain value that begins with a character of YAML's own, such as `@`. */
  | { readonly mistake: 'reserved-character'; readonly character: string }
  /** `?` in a plain value inside brackets, where goyaml ends the value. */
  | { readonly mistake: 'question-mark-in-brackets' }
  /** Indented deeper than a line that already has its value. Columns are 0-based counts of spaces. */
  | { readonly mistake: 'too-deep'; readonly indent: number; readonly expected: number }
  /** Indented less than the line above, but as far as none of the levels around it. */
  | { readonly mistake: 'no-such-level'; readonly indent: number; readonly levels: readonly number[] }
  /** `key: - item`. */
  | { readonly mistake: 'item-after-key' }
  | { readonly mistake: 'item-among-keys' }
  | { readonly mistake: 'key-among-items'; readonly key: string }
  | { readonly mistake: 'unknown-escape'; readonly escape: string }
  | { readonly mistake: 'control-character'; readonly codePoint: number }
  /** U+0085, U+2028 or U+2029, which Kubernetes takes for the end of a line. */
  | { readonly mistake: 'invisible-line-break'; readonly codePoint: number }
  | { readonly mistake: 'undefined-alias'; readonly name: string }
  | { readonly mistake: 'anchor-name'; readonly name: string }
  | { readonly mistake: 'self-reference'; readonly name: string }
  | { readonly mistake: 'merge-value' }
  | { readonly mistake: 'collection-as-key' }
  | { readonly mistake: 'null-as-key' }
  /** A key that takes more than one line. */
  | { readonly mistake: 'key-over-lines' }
  | { readonly mistake: 'tag-value'; readonly tag: string; readonly text: string }
  | { readonly mistake: 'bad-base64' }
  /** `.inf` and `.nan`, which JSON cannot carry. */
  | { readonly mistake: 'not-finite'; readonly text: string }
  /** `%YAML`, which kubectl's splitting at `---` tears off. */
  | { readonly mistake: 'directive'; readonly name: string }
  /** `--- text`: valid YAML that kubectl refuses. */
  | { readonly mistake: 'text-after-separator'; readonly text: string }
  /** A document that starts with an indented `---`, at which kubectl does not split. */
  | { readonly mistake: 'indented-separator' }
  /** Text behind `|` or `>`. */
  | { readonly mistake: 'text-after-block-header' }
  | { readonly mistake: 'other'; readonly problem: string; readonly help?: string };

/** One way to write JSON wrongly. */
export type JsonMistake =
  | { readonly mistake: 'unexpected'; readonly seen: string; readonly expected: 'value' | 'key' | 'colon' | 'comma' }
  | { readonly mistake: 'unclosed'; readonly opened: '{' | '[' | '"' }
  | { readonly mistake: 'comment' }
  | { readonly mistake: 'unknown-escape'; readonly escape: string }
  | { readonly mistake: 'control-character'; readonly codePoint: number }
  | { readonly mistake: 'number-too-large'; readonly text: string }
  /** Something else than another object behind the second or a later one. */
  | { readonly mistake: 'text-after-value' };
