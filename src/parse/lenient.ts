/**
 * Kubernetes reads some texts that YAML 1.2, and js-yaml with it, refuses: inside brackets and quotes it does not look
 * at indentation, between tokens a tab is as good as a space, a comment may touch the bracket before it.
 */

import { walkYaml } from './lexer.ts';

/**
 * Returns a text of the same length, every offset meaning the same, in which what YAML 1.2 minds is blanked out.
 * Scalars must still be taken from the original. Equal to `text` where nothing of the kind is in it.
 */
export function blankOutLeniencies(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  const blank = (start: number, end: number): void => {
    parts.push(text.slice(copied, start), ' '.repeat(end - start));
    copied = end;
  };
  const replace = (start: number, end: number, mended: string): void => {
    parts.push(text.slice(copied, start), mended);
    copied = end;
  };
  walkYaml(text, {
    flowBreak: blank,
    comment: (start, end, isInBrackets) => {
      if (isInBrackets || !/\s/.test(text.charAt(start - 1))) blank(start, end);
    },
    tab: (offset) => blank(offset, offset + 1),
    quote: (start, end) => {
      const quoted = text.slice(start, end);
      if (/[\r\n]/.test(quoted)) replace(start, end, quoted.replace(/[\r\n]/g, ' '));
    },
    // `!!str!x` is a tag that nobody knows, and hence ignored.
    property: (start, end) => {
      const name = text.slice(start + 2, end);
      if (text.startsWith('!!', start) && name.includes('!')) replace(start, end, `!!${name.replaceAll('!', '_')}`);
    },
  });
  return parts.join('') + text.slice(copied);
}
