/** Holds the sources to the rules of conventions.md, and proves of every rule that it can fail. */

import { describe, expect, it } from 'vitest';
import { codeRules, rulesForEverything } from './code-rules.ts';
import { importRules } from './import-rules.ts';
import { describeViolations } from './rule.ts';
import { parseSource, readTree } from './source-tree.ts';

const sources = readTree(['src/**/*.ts']);
const others = readTree(['test/**/*.ts', 'scripts/**/*.js', 'bench/**/*.ts', '*.config.ts']);
const rules = [...importRules, ...codeRules];

describe('src/', () => {
  it.each(rules)('$name', (rule) => {
    expect(describeViolations(rule, rule.check(sources))).toEqual([]);
  });
});

describe('tests and scripts', () => {
  it.each(rulesForEverything)('$name', (rule) => {
    expect(describeViolations(rule, rule.check(others))).toEqual([]);
  });
});

describe('a tree that breaks the rule is noticed', () => {
  const reports = rules.map((rule) => {
    const tree = Object.entries(rule.brokenBy).map(([path, text]) => parseSource(path, text));
    return { rule, report: describeViolations(rule, rule.check(tree)) };
  });

  it.each(reports)('$rule.name', ({ report }) => {
    expect(report).not.toEqual([]);
  });

  it('and told with place, rule and reason', async () => {
    const text = reports.flatMap(({ report }) => report).join('\n');
    await expect(`${text}\n`).toMatchFileSnapshot('../golden/structure/code.txt');
  });
});
