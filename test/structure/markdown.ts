/** Fenced blocks of Markdown documents: what stands in them, and a copy of the document with other text in them. */

/** One fenced block. */
export interface Block {
  /** What stands behind the opening fence: `console`, `json`; empty where nothing does. */
  readonly language: string;
  /** 1-based line of the opening fence. */
  readonly line: number;
  /** The lines between the fences, each with its line break. */
  readonly text: string;
  /** The block before, where only blank lines stand between them. */
  readonly after: Block | undefined;
}

/** The new text of a block; undefined for the old one. */
export type Rewritten = string | undefined | Promise<string | undefined>;

const FENCED = /^( *)(`{3,})([^\n`]*)\n([\s\S]*?)^\1\2 *$/gm;

/** Returns the fenced blocks of a document, in order. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let end = 0;
  for (const match of markdown.matchAll(FENCED)) {
    const [whole, , , language = '', text = ''] = match;
    const between = markdown.slice(end, match.index);
    blocks.push({
      language: language.trim(),
      line: markdown.slice(0, match.index).split('\n').length,
      text,
      after: between.trim() === '' ? blocks.at(-1) : undefined,
    });
    end = match.index + whole.length;
  }
  return blocks;
}

/** Returns the document with another text in each block that `rewrite` returns one for. */
export async function rewriteBlocks(markdown: string, rewrite: (block: Block) => Rewritten): Promise<string> {
  const texts: (string | undefined)[] = [];
  for (const block of blocksOf(markdown)) texts.push(await rewrite(block));
  return markdown.replaceAll(FENCED, (whole, indent: string, fence: string, language: string) => {
    const text = texts.shift();
    return text === undefined ? whole : `${indent}${fence}${language}\n${text}${indent}${fence}`;
  });
}
