/**
 * The pages of docs/diagnostics, run: the first example gives exactly the text below it, the second none of its code.
 * `npm run golden` writes the text anew; a page says after ```yaml which options it needs.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { renderDiagnosticsText } from '../../src/render/diagnostics-text.ts';
import { configMessages } from '../../src/render/messages/config.ts';
import { readingMessages } from '../../src/render/messages/reading.ts';
import { resourceMessages } from '../../src/render/messages/resources.ts';
import { verdictMessages } from '../../src/render/messages/verdicts.ts';
import { PLAIN } from '../../src/render/style.ts';
import { loadCluster } from '../../src/resources/load.ts';
import { DEFAULT_DECODE_OPTIONS } from '../../src/resources/options.ts';

const PAGES = join(import.meta.dirname, '../../docs/diagnostics');
const FENCE = /```(yaml|json|text)([^\n]*)\n([\s\S]*?)```/g;

const codes = [configMessages, readingMessages, resourceMessages, verdictMessages].flatMap((texts) =>
  Object.keys(texts),
);
const pages = readdirSync(PAGES).map((file) => file.replace(/\.md$/, ''));

test('every code has its page', () => {
  expect(codes.filter((code) => !pages.includes(code))).toEqual([]);
});

test.each(codes)('%s: the page says what netpol says', async (code) => {
  const file = join(PAGES, `${code}.md`);
  const page = readFileSync(file, 'utf8');
  expect(page.startsWith(`# ${code}\n`)).toBe(true);
  const [bad, text, good] = [...page.matchAll(FENCE)];
  if (bad === undefined || text === undefined || good === undefined) return;
  const reported = diagnose(bad);
  expect(reported.map((diagnostic) => diagnostic.code)).toContain(code);
  expect(diagnose(good).filter(({ code: other, severity }) => other === code || severity === 'error')).toEqual([]);
  const said = renderDiagnosticsText(reported, PLAIN);
  await expect(page.replace(text[0], () => `\`\`\`text\n${said}\`\`\``)).toMatchFileSnapshot(file);
});

function diagnose([, language, info = '', text = '']: RegExpExecArray): readonly Diagnostic[] {
  const minor = /kube=1\.(\d+)/.exec(info)?.[1];
  const decode = { ...DEFAULT_DECODE_OPTIONS, ...(minor !== undefined && { kubeMinor: Number(minor) }) };
  return loadCluster([{ name: `web.${language}`, text, isNamed: true }], { decode, isStrict: info.includes('strict') })
    .diagnostics;
}
