/** Paths in YAML files of ours. */

/** Returns a path as a YAML scalar, in quotes where it holds what YAML reads as something else. */
export function quotedPath(path: string): string {
  return /^[\w./-]*[\w/][\w./-]*$/.test(path) || path === '.' ? path : JSON.stringify(path);
}
