/** What stands under the text matrix: a legend of what occurs, counts, gaps, and the command that tells more. */

import type { Direction } from '../model/policy.ts';
import { formatPlace } from '../model/provenance.ts';
import type { Matrix } from '../views/matrix.ts';
import { membersOf } from '../views/matrix-peer.ts';
import type { MatrixSummary, WorthExplaining } from '../views/matrix-summary.ts';
import type { AskedPort } from '../views/port-question.ts';
import { printable, wrapWords } from './columns.ts';
import type { CellMeaning } from './matrix-cell.ts';
import { formatRange } from './port-text.ts';
import type { Glyphs, Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

const LISTED = 12;

/** Returns the lines that explain the symbols of a table. */
export function legendLines(meanings: ReadonlySet<CellMeaning>, style: Style): readonly string[] {
  const glyphs = glyphsOf(style);
  const entries = LEGEND.filter(([meaning]) => meanings.has(meaning)).map(([, explain]) => explain(glyphs));
  const lines = entries.length === 0 ? [] : wrapWords(entries, '   ', ' ', style);
  const halfOpen = 'half-open: a rule that lists peers allows it, the other side denies it';
  return meanings.has('halfOpen')
    ? [...lines, ...wrapWords(halfOpen.split(' '), ' ', ` ${glyphs.halfOpen} `, style)]
    : lines;
}

const LEGEND: readonly (readonly [CellMeaning, (glyphs: Glyphs) => string])[] = [
  ['yes', ({ yes }) => `${yes} open`],
  ['everything', ({ everything }) => `${everything} everything`],
  ['ports', () => '8080 only these TCP ports'],
  ['some', ({ some }) => `${some} some ports`],
  ['counts', () => '1/2 pairs with an open port'],
  ['families', () => 'v4 over IPv4 only'],
  ['nothing', ({ nothing }) => `${nothing} nothing`],
  ['unknown', ({ unknown }) => `${unknown} unknown`],
  ['noPair', ({ noPair }) => `${noPair} not judged`],
];

/** Returns the lines of counts and gaps. */
export function summaryLines(matrix: Matrix, summary: MatrixSummary, style: Style): readonly string[] {
  const { separator } = glyphsOf(style);
  const { careful } = coloursOf(style);
  const lines = [...wrapWords(countsOf(matrix, summary), ` ${separator} `, ' ', style)];
  const list = (head: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push(...wrapWords(shorten(items), ', ', ` ${head}: `, style));
  };
  if (matrix.leftOut.length > 0) list('left out, since they are invalid', matrix.leftOut.map(printable));
  if (!summary.hasPolicies) lines.push(` ${careful('no NetworkPolicy found: everything is allowed')}`);
  else
    list(
      'not isolated',
      summary.notIsolated.map(({ title, directions }) => `${printable(title)} (${both(directions)})`),
    );
  list(
    'policies that select nothing',
    summary.policiesWithoutPods.map(({ id, at }) => `${printable(id)} (${printable(formatPlace(at))})`),
  );
  list(
    'no pods at present',
    summary.withoutPods.map(({ title }) => printable(title)),
  );
  for (const { peer, podNames } of summary.parts) list(printable(peer.title), podNames.map(printable));
  if (summary.next !== null) lines.push(` next: netpol explain ${explainWords(matrix, summary.next)}`);
  return lines;
}

function countsOf({ port, direction }: Matrix, { pairs }: MatrixSummary): readonly string[] {
  const where = port === null ? '' : ` on ${askedPortText(port)}`;
  const halfOpen = pairs.halfOpenBesideOpen === 0 ? '' : ` (${pairs.halfOpenBesideOpen} beside open ports)`;
  return [
    `${pairs.open} of ${pairs.of} pairs open${where}`,
    ...(direction === 'both' ? [] : [`${direction} side alone, whatever the other side says`]),
    ...(pairs.unknown === 0 ? [] : [`${pairs.unknown} with unknown ports`]),
    ...(pairs.halfOpen === 0 ? [] : [`${pairs.halfOpen} half-open${halfOpen}`]),
  ];
}

function askedPortText(port: AskedPort): string {
  return port.kind === 'range'
    ? formatRange(port)
    : `${port.name}${port.protocol === 'TCP' ? '' : `/${port.protocol}`}`;
}

function both(directions: readonly Direction[]): string {
  return directions.length === 2 ? 'both' : directions.join();
}

function shorten(items: readonly string[]): readonly string[] {
  return items.length <= LISTED ? items : [...items.slice(0, LISTED - 1), `and ${items.length - LISTED + 1} more`];
}

// What a shell made of a pattern is not said again.
const PATHS_REPEATED = 3;

function explainWords({ named }: Matrix, { source, destination, protocol, port }: WorthExplaining): string {
  const from = membersOf(source)[0]?.title ?? source.title;
  const to = membersOf(destination)[0]?.title ?? destination.title;
  const paths = named.length > PATHS_REPEATED ? ['PATHS'] : named;
  const words = [
    ...paths.flatMap((path) => ['-f', path]),
    from,
    `${to}:${port}${protocol === 'TCP' ? '' : `/${protocol}`}`,
  ];
  return words.map((word) => (/^[\w./:~-]+$/.test(word) ? word : `'${printable(word)}'`)).join(' ');
}
