/** The one order of names everywhere: by UTF-16 code units, so that no locale changes an output. */

/** Compares two texts for `sort`. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** What objects of a cluster are sorted by. */
export interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** Compares by namespace, then name. */
export function compareNamed(left: Named, right: Named): number {
  return compareText(left.namespace, right.namespace) || compareText(left.name, right.name);
}
