/**
 * Problems of the input as text: the GNU line that editors understand, the line of the file with a caret, and what to
 * do about it.
 */

import type { Diagnostic, Severity } from '../model/diagnostics.ts';
import type { Place } from '../model/provenance.ts';
import { formatPlace, lineStartOf, positionOf } from '../model/provenance.ts';
import { printable, widthOf } from './columns.ts';
import { messageOf } from './messages.ts';
import type { Colours, Paint, Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

/** Returns all problems, in their order, each with its frame; ends in a line break. */
export function renderDiagnosticsText(diagnostics: readonly Diagnostic[], style: Style): string {
  return diagnostics.map((diagnostic) => `${diagnosticLines(diagnostic, style).join('\n')}\n`).join('');
}

/** Returns one problem as `file:line:col: severity: message [code]`, without colour. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { at, severity, code } = diagnostic;
  return `${formatPlace(at)}: ${severity}: ${printable(messageOf(diagnostic).message)} [${code}]`;
}

function diagnosticLines(diagnostic: Diagnostic, style: Style): readonly string[] {
  const colours = coloursOf(style);
  const { at, severity, code, related = [] } = diagnostic;
  const { message, help } = messageOf(diagnostic);
  const paint = severityPaint(severity, colours);
  const head = `${colours.strong(`${formatPlace(at)}:`)} ${paint(`${severity}:`)} ${printable(message)} ${colours.quiet(`[${code}]`)}`;
  const helpLines =
    help === undefined
      ? []
      : help.split('\n').map((line, index) => `${index === 0 ? '  help: ' : '        '}${printable(line)}`);
  return [
    head,
    ...frameOf(at, style, paint('^')),
    ...originOf(at).map((origin) => `  ${colours.quiet(origin)}`),
    ...related.map((other) => `  ${colours.quiet(`${formatPlace(other.at)}: ${printable(other.message)}`)}`),
    ...helpLines,
  ];
}

function severityPaint(severity: Severity, { bad, careful, quiet }: Colours): Paint {
  switch (severity) {
    case 'error':
      return bad;
    case 'warning':
      return careful;
    case 'info':
      return quiet;
    default:
      return severity satisfies never;
  }
}

// What came through a pipe has no file to open: the number of the document helps, and the template it was made from.
function originOf({ source }: Place): readonly string[] {
  const { file, document, template } = source;
  const number = file === '<stdin>' ? `document ${document}` : '';
  if (template !== undefined)
    return [`in ${[number, printable(template)].filter((part) => part !== '').join(', from ')}`];
  return number === '' ? [] : [`in ${number}`];
}

// A line that is longer than the frame is shown around the place, since minified JSON is one line.
const FRAME_WIDTH = 100;

/** Returns the line of a place with a mark below its column; nothing where the text is not known. */
export function frameOf(place: Place, style: Style, mark: string): readonly string[] {
  const { source, offset } = place;
  if (source.text === '') return [];
  const { bar, ellipsis } = glyphsOf(style);
  const end = Math.min(offset, source.text.length);
  const start = lineStartOf(place);
  const column = end - start;
  const from = column > FRAME_WIDTH - 20 ? column - FRAME_WIDTH / 2 : 0;
  const before = printable(`${from > 0 ? ellipsis : ''}${source.text.slice(start + from, end)}`);
  const behind = printable(/^[^\r\n]*/.exec(source.text.slice(end, start + from + FRAME_WIDTH))?.[0] ?? '');
  if (before.trim() === '' && behind.trim() === '') return [];
  const line = String(positionOf(place).line);
  const { quiet } = coloursOf(style);
  return [
    `  ${quiet(`${line} ${bar}`)} ${before}${behind}`,
    `  ${quiet(`${' '.repeat(line.length)} ${bar}`)} ${' '.repeat(widthOf(before))}${mark}`,
  ];
}
