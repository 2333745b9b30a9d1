/** Diagrams in a document: Mermaid between fences, within what GitHub and GitLab draw, and a word on what is folded. */

import type { DocsDrawings, NamespaceDrawing } from '../views/docs-drawings.ts';
import type { Drawing } from '../views/drawing.ts';
import { MERMAID_LIMITS, renderGraphMermaid } from './graph-mermaid.ts';
import { codeSpan, escapeMarkdown } from './markdown-text.ts';
import { counted, enumeration } from './messages/words.ts';

/** GitLab draws no longer text unasked (gitlab-org/gitlab#368393). */
const MOST_CHARACTERS = 5000;

/** Tells whether a diagram can be shown in a document. */
export function fitsInDocument(drawing: Drawing): boolean {
  return drawing.edges.length <= MERMAID_LIMITS.edges && renderGraphMermaid(drawing).length <= MOST_CHARACTERS;
}

/** Returns the diagrams as Markdown. */
export function renderGraphMarkdown({ main, details }: DocsDrawings): string {
  const blocks = [
    ...(fitsInDocument(main) ? [fenced(main)] : [tooLarge(main)]),
    ...notesOf(main, details.length > 0),
    ...details.map(detailBlock),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function detailBlock({ namespace, drawing }: NamespaceDrawing): string {
  const summary = `<details><summary>Namespace ${escapeMarkdown(namespace)}</summary>`;
  const diagram = fitsInDocument(drawing)
    ? [fenced(drawing), ...notesOf(drawing, false)]
    : [`${tooLarge(drawing)} \`netpol graph --of ${namespace}/any -o svg=${namespace}.svg\` draws it.`];
  return [summary, ...diagram, '</details>'].join('\n\n');
}

function fenced(drawing: Drawing): string {
  return `\`\`\`mermaid\n${renderGraphMermaid(drawing)}\`\`\``;
}

function tooLarge({ edges, nodes, namespaces }: Drawing): string {
  const count = nodes.length + namespaces.flatMap((one) => one.nodes).length;
  return `${counted(edges.length, 'edge')} between ${counted(count, 'node')} are more than a page shows.`;
}

function notesOf({ overview, edges, namespaces }: Drawing, hasDetails: boolean): readonly string[] {
  const folded = namespaces.flatMap((one) => one.nodes).filter(({ kind }) => kind === 'folded');
  const names = folded.map(({ namespace, names: own }) => codeSpan(`${namespace}/{${own.join(',')}}`));
  return [
    ...(overview === null || overview.edges === null
      ? []
      : [
          `${counted(overview.edges, 'edge')} between workloads are folded into ${edges.length} between namespaces` +
            `${hasDetails ? '; each namespace has a diagram of its own below' : ''}.`,
        ]),
    ...(names.length === 0 ? [] : [`Workloads that policies treat alike share a node: ${enumeration(names)}.`]),
  ];
}
