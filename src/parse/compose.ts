/**
 * Makes the nodes of one document out of the events of its text: values as Kubernetes resolves them, aliases and merge
 * keys applied, and everything refused that goyaml or its conversion to JSON refuses behind the grammar.
 */

import type { YamlMistake } from '../model/diagnostics/reading.ts';
import type { Diagnostic, Report } from '../model/diagnostics.ts';
import type { Source } from '../model/provenance.ts';
import type { Anchored } from './alias-budget.ts';
import { AliasBudget } from './alias-budget.ts';
import { duplicateKey } from './duplicate-key.ts';
import type { AliasEvent, MappingEvent, ScalarEvent, SequenceEvent, YamlEvent } from './events.ts';
import { BLOCK_STYLE, EVENT, FLOW_STYLE, STYLE } from './events.ts';
import type { LocatedMistake } from './located-mistake.ts';
import { MappingBuilder } from './mapping-builder.ts';
import type { Entry, MappingNode, Node, ScalarNode } from './node.ts';
import type { ScalarValue } from './scalar.ts';
import { keyText, mayResolve, resolvePlain, resolveTagged } from './scalar.ts';
import { behindBracket, endOfGap, startOfBlockHeader } from './scalar-text.ts';
import {
  aliasMistake,
  anchorMistake,
  bracketedMistake,
  escapeMistake,
  inlineMistake,
  keyMistake,
  nextKeyMistake,
} from './strictness.ts';

/** What the composer works on. */
export interface Composition {
  readonly source: Source;
  readonly events: readonly YamlEvent[];
  /** Returns the text of a scalar with quotes, escapes and folding undone. */
  readonly textOf: (scalar: ScalarEvent) => string;
  readonly report: Report;
}

/** Returns the root of the first document, or undefined when a problem leaves nothing that means what was written. */
export function compose(composition: Composition): Node | undefined {
  const composer = new Composer(composition);
  const root = composer.readNode();
  return composer.isBroken ? undefined : root;
}

class Composer {
  /** Whether some node could not be made, so that others would be judged wrongly for it. */
  isBroken = false;
  private readonly source: Source;
  private readonly text: string;
  private readonly events: readonly YamlEvent[];
  private readonly textOf: (scalar: ScalarEvent) => string;
  private readonly report: Report;
  private readonly anchors = new Map<string, Anchored | 'open'>();
  private readonly budget = new AliasBudget();
  /** Entries that came by `<<`. */
  private readonly merged = new Set<Entry>();
  private isTooComplex = false;
  /** Index of the next event; the first is the document's. */
  private next = 1;
  /** Number of brackets that are open. */
  private brackets = 0;
  /** Offset behind the last token that was read. */
  private behind = 0;

  constructor({ source, events, textOf, report }: Composition) {
    this.source = source;
    this.text = source.text;
    this.events = events;
    this.textOf = textOf;
    this.report = report;
  }

  readNode(): Node {
    const event = this.events[this.next];
    this.next += 1;
    switch (event?.type) {
      case EVENT.scalar:
        return event.anchorStart === -1 ? this.readScalar(event) : this.anchored(event, () => this.readScalar(event));
      case EVENT.mapping:
        return event.anchorStart === -1 ? this.readMapping(event) : this.anchored(event, () => this.readMapping(event));
      case EVENT.sequence:
        return event.anchorStart === -1
          ? this.readSequence(event)
          : this.anchored(event, () => this.readSequence(event));
      case EVENT.alias:
        return this.readAlias(event);
      default:
        // INVARIANT: events pair up, so that no other event stands where a node is due.
        return { kind: 'scalar', value: null, offset: this.behind, end: this.behind };
    }
  }

  private readScalar(event: ScalarEvent): ScalarNode {
    this.budget.countNode();
    if (event.valueStart === -1) return this.readEmpty(event);
    const { offset, end } = this.extentOf(event);
    this.behind = end;
    this.refuse(escapeMistake(this.text, event));
    return { kind: 'scalar', value: this.valueOf(event, offset), offset, end };
  }

  // What is empty has its place behind the `:`, `-` or tag that announces it.
  private readEmpty(event: ScalarEvent): ScalarNode {
    const properties = Math.max(event.tagEnd, event.anchorEnd);
    this.behind = properties === -1 ? endOfGap(this.text, this.behind) : properties;
    const value = event.tagStart === -1 ? null : this.valueOfTagged(event, '', this.behind);
    return { kind: 'scalar', value, offset: this.behind, end: this.behind };
  }

  private valueOf(event: ScalarEvent, offset: number): ScalarValue {
    if (event.tagStart !== -1) return this.valueOfTagged(event, this.textOf(event), offset);
    if (event.style !== STYLE.plain) {
      return event.fast ? this.text.slice(event.valueStart, event.valueEnd) : this.textOf(event);
    }
    if (this.brackets > 0) this.refuse(bracketedMistake(this.text, event));
    if (!event.fast) return this.finite(resolvePlain(this.textOf(event)), offset);
    const text = this.text.slice(event.valueStart, event.valueEnd);
    return mayResolve(this.text.charCodeAt(event.valueStart)) ? this.finite(resolvePlain(text), offset) : text;
  }

  private valueOfTagged(event: ScalarEvent, text: string, offset: number): ScalarValue {
    const tag = this.text.slice(event.tagStart, event.tagEnd);
    const tagged = resolveTagged(tag, text);
    if ('value' in tagged) return this.finite(tagged.value, offset);
    return this.breakAt(event.tagStart, tagged.problem);
  }

  private finite(value: ScalarValue, offset: number): ScalarValue {
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    return this.breakAt(offset, { mistake: 'not-finite', text: this.text.slice(offset, offset + 5).trim() });
  }

  private extentOf(event: ScalarEvent): { readonly offset: number; readonly end: number } {
    const { valueStart, valueEnd, style } = event;
    if (style === STYLE.plain) return { offset: valueStart, end: valueEnd };
    if (style === STYLE.singleQuoted || style === STYLE.doubleQuoted)
      return { offset: valueStart - 1, end: valueEnd + 1 };
    const from = Math.max(this.behind, event.tagEnd, event.anchorEnd);
    return { offset: startOfBlockHeader(this.text, from), end: valueEnd };
  }

  private open(event: SequenceEvent | MappingEvent): void {
    this.budget.open();
    this.behind = event.start;
    if (event.style === FLOW_STYLE) this.brackets += 1;
  }

  private close(event: SequenceEvent | MappingEvent): void {
    this.next += 1;
    this.budget.close();
    if (event.style === BLOCK_STYLE) return;
    this.brackets -= 1;
    this.behind = behindBracket(this.text, this.behind);
  }

  private readSequence(event: SequenceEvent): Node {
    this.open(event);
    const items: Node[] = [];
    while (this.events[this.next]?.type !== EVENT.pop) items.push(this.readNode());
    this.close(event);
    return { kind: 'sequence', offset: event.start, items };
  }

  private readMapping(event: MappingEvent): MappingNode {
    this.open(event);
    const builder = new MappingBuilder();
    for (let key = this.events[this.next]; key?.type !== EVENT.pop; key = this.events[this.next]) {
      const isFirst = this.behind === event.start;
      if (key?.type === EVENT.scalar && !isFirst && event.style === BLOCK_STYLE) {
        this.refuse(nextKeyMistake(this.text, key, this.behind));
      }
      this.readEntry(builder);
    }
    this.close(event);
    return builder.finish(event.start);
  }

  private readEntry(builder: MappingBuilder): void {
    const keyEvent = this.events[this.next];
    const isMerge = keyEvent?.type === EVENT.scalar && this.isMergeKey(keyEvent);
    const before = this.behind;
    const keyNode = this.readNode();
    const keyEnd = this.behind;
    if (keyEvent?.type === EVENT.scalar) {
      this.refuse(keyMistake(this.text, keyEvent, { before, behind: keyEnd, isInBrackets: this.brackets > 0 }));
    }
    const valueEvent = this.events[this.next];
    const isAlias = valueEvent?.type === EVENT.alias;
    if (valueEvent?.type === EVENT.mapping) this.refuse(inlineMistake(this.text, valueEvent, keyEnd));
    const value = this.readNode();
    const keyOffset = keyEvent?.type === EVENT.alias ? keyEvent.anchorStart - 1 : keyNode.offset;
    if (isMerge) {
      this.merge(builder, value, { keyOffset, isAlias });
      return;
    }
    const key = keyNode.kind === 'scalar' ? keyText(keyNode.value) : undefined;
    if (key === undefined) {
      const isEmpty = keyEvent?.type === EVENT.scalar && keyEvent.valueStart === -1;
      if (!isEmpty)
        this.breakAt(keyOffset, { mistake: keyNode.kind === 'scalar' ? 'null-as-key' : 'collection-as-key' });
      return;
    }
    const earlier = builder.add({ key, keyOffset, keyEnd, value });
    if (earlier !== undefined) this.reportDuplicate(key, keyOffset, earlier);
  }

  private isMergeKey(event: ScalarEvent): boolean {
    const { valueStart, valueEnd, style } = event;
    if (valueEnd - valueStart !== 2 || !this.text.startsWith('<<', valueStart)) return false;
    const tag = event.tagStart === -1 ? '' : this.text.slice(event.tagStart, event.tagEnd);
    return tag === '!!merge' || (style === STYLE.plain && (tag === '' || tag === '!'));
  }

  // A merged key that the mapping sets itself is a duplicate for the API server, whichever comes first.
  private merge(builder: MappingBuilder, value: Node, key: MergeKey): void {
    const mappings = mappingsToMerge(value, key.isAlias);
    if (mappings === undefined) {
      this.breakAt(value.offset, { mistake: 'merge-value' });
      return;
    }
    for (const mapping of this.isTooComplex ? [] : mappings) {
      for (const entry of mapping.entries) {
        const merged = { ...entry };
        this.merged.add(merged);
        const earlier = builder.add(merged);
        if (earlier !== undefined) this.reportDuplicate(entry.key, key.keyOffset, earlier, merged);
      }
    }
  }

  private reportDuplicate(key: string, offset: number, earlier: Entry, merged?: Entry): void {
    const isMerged = merged !== undefined || this.merged.has(earlier);
    this.report(duplicateKey({ source: this.source, key, offset, earlier: earlier.keyOffset, isMerged }));
  }

  // An anchor holds from its node on; within the node itself an alias to it would never end.
  private anchored(event: ScalarEvent | MappingEvent | SequenceEvent, read: () => Node): Node {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    this.refuse(anchorMistake(name, event.anchorStart));
    this.anchors.set(name, 'open');
    const anchored = this.budget.measure(read);
    this.anchors.set(name, anchored);
    return anchored.node;
  }

  private readAlias({ anchorStart, anchorEnd }: AliasEvent): Node {
    const name = this.text.slice(anchorStart, anchorEnd);
    const anchored = this.anchors.get(name);
    const offset = anchorStart - 1;
    this.behind = anchorEnd;
    if (anchored === undefined) return this.nullAfter(offset, aliasMistake(name));
    if (anchored === 'open') return this.nullAfter(offset, { mistake: 'self-reference', name });
    const limit = this.isTooComplex ? undefined : this.budget.expand(anchored);
    if (limit !== undefined) {
      this.isTooComplex = true;
      this.fail({ code: 'too-complex', severity: 'error', at: { source: this.source, offset }, args: limit });
    }
    return anchored.node;
  }

  private nullAfter(offset: number, mistake: YamlMistake): ScalarNode {
    return { kind: 'scalar', value: this.breakAt(offset, mistake), offset, end: this.behind };
  }

  private refuse(found: LocatedMistake | undefined): void {
    if (found !== undefined) this.breakAt(found.offset, found.mistake);
  }

  private breakAt(offset: number, mistake: YamlMistake): null {
    this.fail({
      code: 'yaml-syntax',
      severity: 'error',
      at: { source: this.source, offset },
      type: 'Decode',
      args: mistake,
    });
    return null;
  }

  private fail(diagnostic: Diagnostic): void {
    this.isBroken = true;
    this.report(diagnostic);
  }
}

interface MergeKey {
  readonly keyOffset: number;
  /** Whether the value is an alias, which must then name a mapping. */
  readonly isAlias: boolean;
}

// Of a sequence, earlier mappings take precedence: they are merged last.
function mappingsToMerge(value: Node, isAlias: boolean): readonly MappingNode[] | undefined {
  if (value.kind === 'mapping') return [value];
  if (value.kind === 'scalar' || isAlias) return undefined;
  const mappings = value.items.filter((item) => item.kind === 'mapping');
  return mappings.length === value.items.length ? mappings.toReversed() : undefined;
}
