/** Mermaid's own parser under a DOM, which has to be there before the library is imported. */

// @ts-expect-error: jsdom has no types of its own, and two properties of a window are no reason for a package.
import { JSDOM } from 'jsdom';

/** What Mermaid understood: the labels of nodes and frames, and the edges with theirs. */
export interface ParsedFlowchart {
  /** Labels of nodes and subgraphs by id, entities decoded. */
  readonly labels: ReadonlyMap<string, string>;
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: string;
    readonly stroke: string;
  }[];
  /** Ids of the nodes in each subgraph. */
  readonly frames: ReadonlyMap<string, readonly string[]>;
}

const { window } = new JSDOM('<!doctype html><body></body>');
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });

/** What the flowchart database of Mermaid is asked for here. */
interface FlowDatabase {
  readonly getVertices: () => ReadonlyMap<string, { readonly text?: string }>;
  readonly getEdges: () => readonly {
    readonly start: string;
    readonly end: string;
    readonly text: string;
    readonly stroke: string;
  }[];
  readonly getSubGraphs: () => readonly {
    readonly id: string;
    readonly title: string;
    readonly nodes: readonly string[];
  }[];
}

/** Parses a diagram. Throws what Mermaid throws when it cannot. */
export async function parseFlowchart(text: string): Promise<ParsedFlowchart> {
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  // A flowchart's database is a FlowDB; the declared type is that of all diagrams.
  const flow = db as unknown as FlowDatabase;
  const frames = flow.getSubGraphs();
  const labels = new Map([
    ...[...flow.getVertices()].map(([id, { text: label = '' }]): [string, string] => [id, decode(label)]),
    ...frames.map(({ id, title }): [string, string] => [id, decode(title)]),
  ]);
  const edges = flow
    .getEdges()
    .map(({ start, end, text: label, stroke }) => ({ from: start, to: end, label: decode(label), stroke }));
  return { labels, edges, frames: new Map(frames.map(({ id, nodes }) => [id, nodes])) };
}

// Mermaid keeps entities as placeholders until it draws; the browser then decodes what it puts in their place.
function decode(label: string): string {
  const html = label.replaceAll('ﬂ°°', '&#').replaceAll('ﬂ°', '&').replaceAll('¶ß', ';');
  return html.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}
