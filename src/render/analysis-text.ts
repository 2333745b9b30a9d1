/** What connections of several hops amount to, for people at a terminal and in Markdown. */

import type { GraphAnalysis, Hop, InternetPath, Reach } from '../views/graph-analysis.ts';
import type { MatrixPeer } from '../views/matrix-peer.ts';
import { padEnd, printable, widthOf, wrapWords } from './columns.ts';
import { codeSpan } from './markdown-text.ts';
import { counted } from './messages/words.ts';
import { formatPorts } from './port-text.ts';
import type { Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

/** A heading, and under it lines with a word before each. */
interface Section {
  readonly title: string;
  readonly rows: readonly { readonly word: string; readonly items: readonly string[] }[];
}

/** How a name and an arrow are written. */
interface Writing {
  readonly mark: (name: string) => string;
  readonly arrow: string;
}

/** Returns the analysis as text. */
export function renderAnalysisText(analysis: GraphAnalysis, style: Style): string {
  const { strong } = coloursOf(style);
  const blocks = sectionsOf(analysis, { mark: printable, arrow: glyphsOf(style).arrow }).map(({ title, rows }) => {
    const width = Math.max(0, ...rows.map(({ word }) => widthOf(word)));
    const lines = rows.flatMap(({ word, items }) => wrapWords(items, ', ', `  ${padEnd(word, width)}  `, style));
    return [strong(title), ...lines].map((line) => line.trimEnd()).join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

/** Returns the analysis as Markdown. */
export function renderAnalysisMarkdown(analysis: GraphAnalysis): string {
  const blocks = sectionsOf(analysis, { mark: codeSpan, arrow: '→' }).map(({ title, rows }) => {
    const lines = rows.map(({ word, items }) => `- ${word === '' ? '' : `${word}: `}${items.join(', ')}`);
    return [`**${title}**`, '', ...lines].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

function sectionsOf(analysis: GraphAnalysis, writing: Writing): readonly Section[] {
  const { internet, intruder, paths, cuts, groups } = analysis;
  const { mark } = writing;
  const namesOf = (peers: readonly MatrixPeer[]): readonly string[] => peers.map(({ title }) => mark(title));
  const none = { word: '', items: ['none'] };
  const cutRows = (cuts ?? []).map(({ peer, pairs }) => ({ word: mark(peer.title), items: [counted(pairs, 'path')] }));
  const groupRows = groups.map((group) => ({ word: `${group.length} peers`, items: namesOf(group) }));
  return [
    { title: 'Reached from the internet', rows: reachRows(internet, namesOf) },
    ...(intruder === null
      ? []
      : [
          {
            title: `Reached by an intruder in ${namesOf(intruder.from).join(', ')}`,
            rows: reachRows(intruder, namesOf),
          },
        ]),
    ...(paths.length === 0
      ? []
      : [{ title: 'Shortest path from the internet', rows: paths.map((path) => pathRow(path, writing)) }]),
    {
      title: 'Peers whose removal cuts most paths between others',
      rows: cuts === null ? [{ word: '', items: ['not told: too many different peers'] }] : orNone(cutRows, none),
    },
    { title: 'Groups in which everybody reaches everybody, in some hops', rows: orNone(groupRows, none) },
  ];
}

function reachRows(
  { hops, unreached }: Reach,
  namesOf: (peers: readonly MatrixPeer[]) => readonly string[],
): Section['rows'] {
  const reached = hops.map((peers, index) => ({ word: counted(index + 1, 'hop'), items: namesOf(peers) }));
  const never = unreached.length === 0 ? [] : [{ word: 'not reached', items: namesOf(unreached) }];
  return [...(reached.length === 0 ? [{ word: '', items: ['nothing'] }] : reached), ...never];
}

function pathRow({ to, path }: InternetPath, { mark, arrow }: Writing): Section['rows'][number] {
  if (path === null) return { word: mark(to.title), items: ['none'] };
  const [first] = path;
  const step = ({ to: next, ports }: Hop): string =>
    `${arrow} ${mark(next.title)} (${formatPorts(ports, 'any').join(', ')})`;
  return { word: mark(to.title), items: [[mark(first?.from.title ?? to.title), ...path.map(step)].join(' ')] };
}

function orNone(rows: Section['rows'], none: Section['rows'][number]): Section['rows'] {
  return rows.length === 0 ? [none] : rows;
}
