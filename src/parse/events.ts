/**
 * The events of a YAML text as js-yaml's `parseEvents` gives them, in the types that the composer needs. All ranges are
 * 0-based offsets, end exclusive, -1 where there is nothing.
 */

/** Where the anchor (without `&`) and the tag (as written) of a node stand. */
interface Properties {
  readonly anchorStart: number;
  readonly anchorEnd: number;
  readonly tagStart: number;
  readonly tagEnd: number;
}

/** 1 block, 2 in brackets (flow). */
export type CollectionStyle = 1 | 2;

/** Start of a document; its one node and a `PopEvent` follow. */
export interface DocumentEvent {
  readonly type: 1;
}

/** Start of a sequence; its items and a `PopEvent` follow. */
export interface SequenceEvent extends Properties {
  readonly type: 2;
  readonly start: number;
  readonly style: CollectionStyle;
}

/** Start of a mapping; keys and values in turn and a `PopEvent` follow. */
export interface MappingEvent extends Properties {
  readonly type: 3;
  readonly start: number;
  readonly style: CollectionStyle;
}

/** A scalar; the range is that of its content, without quotes or block header. */
export interface ScalarEvent extends Properties {
  readonly type: 4;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** 1 plain, 2 single-quoted, 3 double-quoted, 4 literal, 5 folded. */
  readonly style: 1 | 2 | 3 | 4 | 5;
  /** Of a block scalar: 1 clip, 2 strip, 3 keep. */
  readonly chomping: 1 | 2 | 3;
  /** Of a block scalar: the spaces before its lines. */
  readonly indent: number;
  /** Whether the content is the value as it stands. */
  readonly fast: boolean;
}

/** `*name`; the range is that of the name. */
export interface AliasEvent {
  readonly type: 5;
  readonly anchorStart: number;
  readonly anchorEnd: number;
}

/** End of what was opened last. */
export interface PopEvent {
  readonly type: 6;
}

/** One event. */
export type YamlEvent = DocumentEvent | SequenceEvent | MappingEvent | ScalarEvent | AliasEvent | PopEvent;

/** The names of the types of events. */
export const EVENT = { document: 1, sequence: 2, mapping: 3, scalar: 4, alias: 5, pop: 6 } as const;

/** The style of a collection by indentation. */
export const BLOCK_STYLE = 1;

/** The style of a collection in brackets. */
export const FLOW_STYLE = 2;

/** The names of the styles of scalars. */
export const STYLE = { plain: 1, singleQuoted: 2, doubleQuoted: 3, literal: 4, folded: 5 } as const;
