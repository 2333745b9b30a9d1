/** netpol docs: which documents are filled, from which manifests, and what --check says. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, runNetpol } from './run.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: web }] }\n';
const END = '<!-- netpol:end -->';
const FILLED =
  '<!-- netpol:begin coverage -->\n\n' +
  '| Workload      | Ingress  | Egress   |\n| ------------- | -------- | -------- |\n| `default/web` | **open** | **open** |\n\n' +
  `Isolated for ingress: 0 of 1 workload; for egress: 0 of 1 workload.\n\n${END}\n`;

const coverage = (options = ''): string => `<!-- netpol:begin coverage${options} -->\n${END}\n`;

describe('netpol docs', () => {
  test('fills the blocks from the manifests beside the document', async () => {
    const cwd = folderWith({ 'shop/README.md': coverage(), 'shop/pod.yaml': POD, 'other/pod.yaml': 'kind: [' });
    const { exit, stderr } = await runNetpol(['docs', 'shop/README.md'], { cwd });
    expect(stderr).toBe('netpol: wrote shop/README.md\n');
    expect(exit).toBe(0);
    expect(readFileSync(join(cwd, 'shop/README.md'), 'utf8')).toBe(FILLED);
  });

  test('fills them from what the marker names, whatever -f says', async () => {
    const cwd = folderWith({ 'docs/a.md': coverage(' manifests="../k8s"'), 'k8s/pod.yaml': POD, 'empty/.keep': '' });
    expect((await runNetpol(['docs', 'docs/*.md', '-f', 'empty'], { cwd })).exit).toBe(0);
    expect(readFileSync(join(cwd, 'docs/a.md'), 'utf8')).toContain('`default/web`');
  });

  test('fills the documents of the configuration, from its manifests', async () => {
    const cwd = folderWith({
      'netpol.config.yaml': 'docs: [docs/a.md]\nmanifests: [k8s]\n',
      'docs/a.md': coverage(),
      'k8s/pod.yaml': POD,
    });
    expect((await runNetpol(['docs'], { cwd })).exit).toBe(0);
    expect(readFileSync(join(cwd, 'docs/a.md'), 'utf8')).toBe(FILLED);
  });

  test('writes nothing with --check, and shows as a diff what is stale', async () => {
    const stale = coverage().replaceAll('\n', '\r\n');
    const cwd = folderWith({ 'README.md': stale, 'pod.yaml': POD });
    const { exit, stdout } = await runNetpol(['docs', '--check', 'README.md'], { cwd });
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^--- a\/README\.md\n\+\+\+ b\/README\.md\n@@ .*\n/);
    expect(stdout).toContain('+| `default/web` | **open** | **open** |');
    expect(readFileSync(join(cwd, 'README.md'), 'utf8')).toBe(stale);
  });

  test('keeps CRLF, and finds the document fresh afterwards', async () => {
    const cwd = folderWith({ 'README.md': `# Ä\r\n${coverage().replaceAll('\n', '\r\n')}`, 'pod.yaml': POD });
    await runNetpol(['docs', 'README.md'], { cwd });
    expect(readFileSync(join(cwd, 'README.md'), 'utf8')).toBe(`# Ä\r\n${FILLED.replaceAll('\n', '\r\n')}`);
    const again = await runNetpol(['docs', '--check', 'README.md'], { cwd });
    expect([again.exit, again.stdout]).toEqual([0, '']);
  });

  test('gives the same text wherever it runs', async () => {
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}}\n';
    const document = `<!-- netpol:begin policies manifests="../k8s" -->\n${END}\n`;
    const cwd = folderWith({ 'docs/a.md': document, 'k8s/all.yaml': `${POD}---\n${policy}` });
    await runNetpol(['docs', 'docs/a.md'], { cwd });
    expect(readFileSync(join(cwd, 'docs/a.md'), 'utf8')).toContain('[../k8s/all.yaml:6](../k8s/all.yaml#L6)');
    expect((await runNetpol(['docs', '--check', 'a.md'], { cwd: join(cwd, 'docs') })).exit).toBe(0);
  });

  test('shows the tests beside the document', async () => {
    const tests = 'version: 1\ntests:\n  - allow: any -> web:80\n  - deny: internet -> web:80\n';
    const cwd = folderWith({
      'README.md': `<!-- netpol:begin tests -->\n${END}\n`,
      'pod.yaml': POD,
      'netpol.test.yaml': tests,
    });
    await runNetpol(['docs', 'README.md'], { cwd });
    const text = readFileSync(join(cwd, 'README.md'), 'utf8');
    expect(text).toContain('| ✓ | `allow any -> web:80` | [netpol.test.yaml:3](netpol.test.yaml#L3) |');
    expect(text).toContain('| ✗ | `deny internet -> web:80` | [netpol.test.yaml:4](netpol.test.yaml#L4) |');
    expect(text).toContain('1 passed, 1 failed, 0 skipped, in 1 file.');
  });

  test('draws an overview and a diagram for each namespace where one is too much', async () => {
    const pods = ['a', 'b', 'c'].map((name) => POD.replace('name: web', `name: web, namespace: ${name}`)).join('---\n');
    const cwd = folderWith({ 'README.md': `<!-- netpol:begin graph max-edges=2 -->\n${END}\n`, 'pods.yaml': pods });
    await runNetpol(['docs', 'README.md'], { cwd });
    const text = readFileSync(join(cwd, 'README.md'), 'utf8');
    expect(text.match(/```mermaid/g)).toHaveLength(4);
    expect(text).toContain('<details><summary>Namespace a</summary>');
    expect(text).toContain('12 edges between workloads are folded');
  });
});

describe('a document that cannot be filled stays as it is', () => {
  test.each([
    ['an unknown option', ' max-edges=3', 2, /README\.md:1:28: error: "max-edges" is not an option of coverage/],
    ['a peer that names nothing', ' scope=default/wbe', 2, /README\.md:1:1: error: .*wbe.*web/],
    ['a file that is not there', ' manifests=k8s', 3, /k8s.*no such file/],
  ])('%s', async (_, options, code, message) => {
    const cwd = folderWith({ 'README.md': coverage(options), 'pod.yaml': POD });
    const { exit, stderr } = await runNetpol(['docs', 'README.md'], { cwd });
    expect(stderr).toMatch(message);
    expect(exit).toBe(code);
    expect(readFileSync(join(cwd, 'README.md'), 'utf8')).toBe(coverage(options));
  });

  test('bytes that are no text', async () => {
    const cwd = folderWith({ 'README.md': new Uint8Array([0xff, 0xfe, 0x00]) });
    expect(await runNetpol(['docs', 'README.md'], { cwd })).toMatchObject({
      exit: 2,
      stderr: 'netpol: cannot read README.md: it is not UTF-8\n',
    });
  });

  test('no document at all', async () => {
    expect(await runNetpol(['docs'], { cwd: folderWith({}) })).toMatchObject({ exit: 2, stderr: /no document/ });
  });
});
