/**
 * Bounds what aliases may expand to. Nodes are shared, not copied, but whoever walks them walks every copy: nine lines
 * can stand for a billion nodes.
 */

import type { ComplexityLimit } from '../model/diagnostics/reading.ts';
import type { Node } from './node.ts';

/** A node that has a name, with what stands below it, aliases expanded. */
export interface Anchored {
  readonly node: Node;
  /** Number of nodes, its own included. */
  readonly size: number;
  /** Number of collections that it nests. */
  readonly height: number;
}

const MAX_DEPTH = 1000;

/** Counts the nodes of one document as goyaml's decoder does. */
export class AliasBudget {
  private nodes = 0;
  private fromAliases = 0;
  private depth = 0;
  private deepest = 0;

  /** Counts a scalar. */
  countNode(): void {
    this.nodes += 1;
  }

  /** Counts a collection, which stays open until `close`. */
  open(): void {
    this.nodes += 1;
    this.depth += 1;
    if (this.depth > this.deepest) this.deepest = this.depth;
  }

  /** Ends the collection opened last. */
  close(): void {
    this.depth -= 1;
  }

  /** Reads a node and measures it. */
  measure(read: () => Node): Anchored {
    const { nodes, depth, deepest } = this;
    this.deepest = depth;
    const node = read();
    const height = this.deepest - depth;
    this.deepest = Math.max(deepest, this.deepest);
    return { node, size: this.nodes - nodes, height };
  }

  /** Counts one more copy of a node; returns the limit that it breaks. */
  expand({ size, height }: Anchored): ComplexityLimit | undefined {
    this.nodes += 1 + size;
    this.fromAliases += size;
    this.deepest = Math.max(this.deepest, this.depth + height);
    if (this.deepest > MAX_DEPTH) return { limit: 'depth', allowed: MAX_DEPTH };
    const isExcessive =
      this.fromAliases > 100 && this.nodes > 1000 && this.fromAliases / this.nodes > ratioAllowed(this.nodes);
    return isExcessive ? { limit: 'aliases' } : undefined;
  }
}

// Spec: allowedAliasRatio of sigs.k8s.io/yaml/goyaml.v2. 99 % of a small document may come from aliases, 10 % of a huge one.
function ratioAllowed(nodes: number): number {
  const share = (nodes - 400_000) / 3_600_000;
  return 0.99 - 0.89 * Math.min(1, Math.max(0, share));
}
