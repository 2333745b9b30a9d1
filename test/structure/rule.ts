/** What a rule about the code is, and how its violations are told: with the place, the rule and the reason. */

import type { SourceFile } from './source-tree.ts';

/** One place that breaks a rule. */
export interface Violation {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** What was seen, such as "imports src/engine/classes.ts". */
  readonly seen: string;
}

/** A rule about the sources, with the smallest tree that breaks it: a rule that cannot fail protects nothing. */
export interface Rule {
  /** The rule as a sentence. */
  readonly name: string;
  readonly because: string;
  readonly check: (tree: readonly SourceFile[]) => readonly Violation[];
  /** Text by path. */
  readonly brokenBy: Readonly<Record<string, string>>;
}

/** Returns one line per violation, fit for a failing test. */
export function describeViolations(rule: Rule, violations: readonly Violation[]): readonly string[] {
  return violations.map(
    ({ path, line, seen }) => `${path}:${line}: ${seen}. Rule: ${rule.name}, because ${rule.because}`,
  );
}

/** Returns a check that looks at each file alone. */
export function eachFile(check: (file: SourceFile) => readonly Violation[]): Rule['check'] {
  return (tree) => tree.flatMap(check);
}
