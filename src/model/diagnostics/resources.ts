/** Problems of Kubernetes objects: their fields, values, and how they stand together. */

/** Typed arguments of each code of resources; `render/messages/resources.ts` makes the text. */
export interface ResourceDiagnostics {
  /** A kind with network meaning that netpol does not evaluate; one diagnostic per kind. */
  readonly 'unsupported-kind': { readonly apiVersion: string; readonly kind: string; readonly count: number };
}
