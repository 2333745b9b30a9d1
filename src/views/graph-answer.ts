/** The answer of `graph`: what is drawn, and what connections of several hops amount to. */

import { drawMatrix } from './draw-matrix.ts';
import type { Drawing, DrawingOptions } from './drawing.ts';
import type { GraphAnalysis, PathQuestion } from './graph-analysis.ts';
import { analyzeGraph, NO_PATH_QUESTION } from './graph-analysis.ts';
import type { Matrix } from './matrix.ts';

/** What every format of `graph` writes. */
export interface GraphAnswer {
  readonly drawing: Drawing;
  /** Made when a format asks for it, since most draw only. */
  readonly analyze: () => GraphAnalysis;
}

/** Answers what the graph of a matrix looks like; a focus limits what is drawn, not what paths lead through. */
export function answerGraph(
  matrix: Matrix,
  options: Partial<DrawingOptions> = {},
  question: PathQuestion = NO_PATH_QUESTION,
): GraphAnswer {
  return { drawing: drawMatrix(matrix, options), analyze: () => analyzeGraph(matrix, question) };
}
