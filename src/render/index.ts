/**
 * Every format of every view, in the order in which users see them; the first is what they get unasked. Those of graphs and
 * of `check` have files of their own, since other commands need not load their libraries.
 */

import type { PolicyDescription } from '../views/describe.ts';
import type { ExplainAnswer } from '../views/explanation.ts';
import type { Matrix } from '../views/matrix.ts';
import { renderDescribeJson } from './describe-json.ts';
import { renderDescribeText } from './describe-text.ts';
import { renderExplainJson } from './explain-json.ts';
import type { ExplainTextOptions } from './explain-text.ts';
import { renderExplainText } from './explain-text.ts';
import { renderMatrixCsv } from './matrix-csv.ts';
import { renderMatrixJson } from './matrix-json.ts';
import { renderMatrixMarkdown } from './matrix-markdown.ts';
import { noteMatrixLayout, writeMatrixText } from './matrix-text.ts';
import { renderPoliciesMarkdown } from './policies-markdown.ts';
import type { Style } from './style.ts';

/** One way to write a view. */
export interface Format<View> {
  readonly name: string;
  /** Other names that people know it by. */
  readonly aliases: readonly string[];
  /** Returns the text in pieces, so that a large answer is never one string. */
  readonly render: (view: View, style: Style) => Iterable<string>;
  /** Returns what a person should know of how the view was written; for standard error. */
  readonly notes?: (view: View, style: Style) => readonly string[];
}

/** Formats of `netpol matrix`. */
export const MATRIX_FORMATS: readonly Format<Matrix>[] = [
  {
    name: 'text',
    aliases: ['pretty'],
    render: writeMatrixText,
    notes: noteMatrixLayout,
  },
  { name: 'json', aliases: [], render: renderMatrixJson },
  { name: 'markdown', aliases: ['md'], render: (matrix) => [renderMatrixMarkdown(matrix)] },
  { name: 'csv', aliases: [], render: renderMatrixCsv },
];

/** Returns the formats of `netpol explain`; text tells the rules that matter, or all of them. */
export function explainFormats(options: ExplainTextOptions): readonly Format<ExplainAnswer>[] {
  return [
    { name: 'text', aliases: ['pretty'], render: (answer, style) => [renderExplainText(answer, style, options)] },
    { name: 'json', aliases: [], render: (answer) => [renderExplainJson(answer)] },
  ];
}

/** Formats of `netpol explain`. */
export const EXPLAIN_FORMATS: readonly Format<ExplainAnswer>[] = explainFormats({ hasAllRules: false });

/** Formats of `netpol describe`. */
export const DESCRIBE_FORMATS: readonly Format<readonly PolicyDescription[]>[] = [
  { name: 'text', aliases: ['pretty'], render: (policies, style) => [renderDescribeText(policies, style)] },
  { name: 'json', aliases: [], render: renderDescribeJson },
  { name: 'markdown', aliases: ['md'], render: (policies) => [renderPoliciesMarkdown(policies, '.')] },
];
