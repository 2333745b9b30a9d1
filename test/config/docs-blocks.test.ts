/** Markers in documents: where blocks are, what their options mean, and what happens to the text around them. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocsBlock } from '../../src/config/docs-blocks.ts';
import { fillDocsBlocks, findDocsBlocks } from '../../src/config/docs-blocks.ts';
import { formatPlace } from '../../src/model/provenance.ts';
import { messageOf } from '../../src/render/messages.ts';

const END = '<!-- netpol:end -->';

function read(text: string): { readonly blocks: readonly DocsBlock[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const source = { file: 'README.md', text, firstLine: 1, firstColumn: 1, document: 1 };
  const blocks = findDocsBlocks(source, (problem) => {
    const { message, help } = messageOf(problem);
    problems.push(`${formatPlace(problem.at)}: ${message} (${help})`);
  });
  return { blocks, problems };
}

function fill(text: string, content: string): string {
  return fillDocsBlocks(
    text,
    read(text).blocks.map((block) => [block, content]),
  );
}

describe('a block', () => {
  it('has a kind and options', () => {
    const { blocks, problems } = read(
      `<!-- netpol:begin graph scope="ns[env=prod]/any" max-edges=40 port=53/UDP fold group-by=namespace -->\n${END}\n`,
    );
    expect(problems).toEqual([]);
    expect(blocks.map(({ kind }) => kind)).toEqual(['graph']);
    expect(blocks[0]?.options).toMatchObject({
      scope: { text: 'ns[env=prod]/any' },
      maxEdges: 40,
      port: { protocol: 'UDP', port: 53 },
      fold: true,
      groupBy: 'namespace',
    });
  });

  it('may name several manifests', () => {
    const { blocks } = read(`<!-- netpol:begin matrix manifests="k8s/base, k8s/prod" -->\n${END}\n`);
    expect(blocks[0]?.options.manifests).toEqual(['k8s/base', 'k8s/prod']);
  });

  it('is not found between code fences', () => {
    const example = `<!-- netpol:begin matrix -->\n${END}\n`;
    expect(read(`\`\`\`markdown\n${example}\`\`\`\n~~~~\n${example}~~~\n~~~~\n`).blocks).toEqual([]);
    expect(read(`\`\`\`markdown\n${example}\`\`\`\n${example}`).blocks).toHaveLength(1);
  });

  it('may hold code fences itself, even one that is not closed', () => {
    expect(read(`<!-- netpol:begin graph -->\n\`\`\`mermaid\n${END}\n`).blocks).toHaveLength(1);
  });

  it('must stand on lines of its own', () => {
    expect(read('Write `<!-- netpol:begin graph -->` here.\n')).toEqual({ blocks: [], problems: [] });
  });
});

describe('a marker that cannot be read', () => {
  it.each([
    ['<!-- netpol:begin grahp -->', 'README.md:2:19: "grahp" is not a kind of block'],
    ['<!-- netpol:begin -->', 'README.md:2:18: the marker names no kind of block'],
    [
      '<!-- netpol:begin graph max-edge=3 -->',
      'README.md:2:25: "max-edge" is not an option of graph (did you mean max-edges?)',
    ],
    ['<!-- netpol:begin coverage max-edges=3 -->', 'README.md:2:28: "max-edges" is not an option of coverage'],
    ['<!-- netpol:begin graph max-edges=many -->', 'README.md:2:35: "many" is not a positive number'],
    ['<!-- netpol:begin graph max-edges= -->', 'README.md:2:25: max-edges has no value'],
    ['<!-- netpol:begin graph scope -->', 'README.md:2:25: scope has no value'],
    ['<!-- netpol:begin graph fold fold -->', 'README.md:2:30: fold is given twice'],
    ['<!-- netpol:begin graph scope="shop/any -->', 'README.md:2:25: a quote is not closed'],
    ['<!-- netpol:begin graph scope=shop/a/b/c -->', 'README.md:2:40: "shop/a/b/c" has too many parts'],
    ['<!-- netpol:begin graph group-by=pod -->', 'README.md:2:34: "pod" is unknown here'],
    ['<!-- netpol:begin matrix port=99999 -->', 'README.md:2:31: "99999" is out of range'],
  ])('%s is an error at its place', (marker, problem) => {
    const { blocks, problems } = read(`# Title\n${marker}\n${END}\n`);
    expect(blocks).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('is one that has no partner', () => {
    expect(read('<!-- netpol:begin graph -->\n').problems[0]).toContain('README.md:1:1: the block does not end');
    expect(read(`text\n${END}\n`).problems[0]).toContain('README.md:2:1: this marker ends no block');
    const { blocks, problems } = read(`<!-- netpol:begin graph -->\n<!-- netpol:begin matrix -->\n${END}\n`);
    expect(problems[0]).toContain('README.md:1:1: the block does not end before the next one');
    expect(blocks.map(({ kind }) => kind)).toEqual(['matrix']);
  });
});

describe('filling', () => {
  it('replaces what stands between the markers and nothing else', () => {
    const text = `a\n<!-- netpol:begin graph -->\nold\n\`\`\`\nold\n${END}\nb\n<!-- netpol:begin matrix -->\n${END}`;
    expect(fill(text, 'x\n\ny\n')).toBe(
      `a\n<!-- netpol:begin graph -->\n\nx\n\ny\n\n${END}\nb\n<!-- netpol:begin matrix -->\n\nx\n\ny\n\n${END}`,
    );
  });

  it('keeps CRLF', () => {
    expect(fill(`a\r\n<!-- netpol:begin graph -->\r\n${END}\r\n`, 'x\ny\n')).toBe(
      `a\r\n<!-- netpol:begin graph -->\r\n\r\nx\r\ny\r\n\r\n${END}\r\n`,
    );
  });

  it('keeps a block within its list', () => {
    expect(fill(`* item\n\n  <!-- netpol:begin graph -->\n  ${END}\n`, 'x\n\ny\n')).toBe(
      `* item\n\n  <!-- netpol:begin graph -->\n\n  x\n\n  y\n\n  ${END}\n`,
    );
  });

  it('is done once: filling again changes nothing', () => {
    const content = fc.string().map((text) => text.replaceAll('netpol:', ''));
    const line = fc.constantFrom(
      'text',
      '',
      '```',
      '~~~',
      '<!-- netpol:begin matrix -->',
      END,
      '  <!-- netpol:begin graph -->',
      `  ${END}`,
    );
    const document = fc.tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'));
    fc.assert(
      fc.property(document, content, ([lines, lineBreak], words) => {
        const filled = fill(lines.join(lineBreak), words);
        expect(fill(filled, words)).toBe(filled);
        expect(filled.replaceAll('\r\n', '').includes('\n')).toBe(lineBreak === '\n' && filled.includes('\n'));
      }),
    );
  });
});
