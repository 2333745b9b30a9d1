/** Collects the entries of one mapping, from YAML or JSON, and notices keys that come twice. */

import type { Entry, MappingNode } from './node.ts';

/** From so many entries on, keys are looked up in a map; below it, comparing them is faster. */
const INDEXED_FROM = 16;

/** The entries of a mapping while it is read. INVARIANT: no key is in it twice. */
export class MappingBuilder {
  private readonly entries: Entry[] = [];
  private positions: Map<string, number> | undefined;

  /** Adds an entry. Returns the earlier one of the same key, which it replaces: kubectl keeps the last as well. */
  add(entry: Entry): Entry | undefined {
    const position = this.positionOf(entry.key);
    if (position === undefined) {
      this.positions?.set(entry.key, this.entries.length);
      this.entries.push(entry);
      return undefined;
    }
    const earlier = this.entries[position];
    this.entries[position] = entry;
    return earlier;
  }

  /** Returns the mapping, whose text starts at `offset`. */
  finish(offset: number): MappingNode {
    return { kind: 'mapping', offset, entries: this.entries };
  }

  private positionOf(key: string): number | undefined {
    const { entries } = this;
    if (this.positions === undefined && entries.length === INDEXED_FROM) {
      this.positions = new Map(entries.map((entry, position) => [entry.key, position]));
    }
    if (this.positions !== undefined) return this.positions.get(key);
    for (let position = 0; position < entries.length; position += 1) {
      if (entries[position]?.key === key) return position;
    }
    return undefined;
  }
}
