/** A walk in depth through a graph, without the recursion that large graphs overflow. */

/** Returns the nodes that roots reach, each behind all that were first reached through it; the last root is last. */
export function postorder(next: (node: number) => readonly number[], roots: Iterable<number>): readonly number[] {
  const seen = new Set<number>();
  const done: number[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    const path = [{ node: root, at: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const other = next(top.node)[top.at];
      top.at += 1;
      if (other === undefined) {
        done.push(top.node);
        path.pop();
      } else if (!seen.has(other)) {
        seen.add(other);
        path.push({ node: other, at: 0 });
      }
    }
  }
  return done;
}
