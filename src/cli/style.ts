/** How output looks on a stream: colour, characters and width (ux.md section 4.7). */

import type { Style } from '../render/style.ts';
import type { Host, OutputStream } from './host.ts';

/** Flags that change the style. */
export interface StyleFlags {
  readonly color?: 'auto' | 'always' | 'never';
  readonly ascii?: boolean;
}

const DEFAULT_WIDTH = 100;

/** Returns the style of a stream; flags win over the environment, and that over what the terminal tells. */
export function styleOf(stream: OutputStream, env: Host['env'], flags: StyleFlags): Style {
  const columns = Number(env['COLUMNS']);
  return {
    color: isColorful(stream, env, flags),
    ascii: flags.ascii === true || !isUnicode(env),
    width: columns > 0 ? columns : (stream.columns ?? DEFAULT_WIDTH),
  };
}

/** The style of a file: nothing that only a terminal understands. */
export const FILE_STYLE: Style = { color: false, ascii: false, width: DEFAULT_WIDTH };

function isColorful(stream: OutputStream, env: Host['env'], flags: StyleFlags): boolean {
  if (flags.color === 'always') return true;
  if (flags.color === 'never' || isSet(env['NO_COLOR'])) return false;
  if (isSet(env['FORCE_COLOR']) && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTerminal && env['TERM'] !== 'dumb';
}

// Where nothing is said of the character set (CI, containers), UTF-8 is what there is today.
function isUnicode(env: Host['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(isSet);
  return locale === undefined || /utf-?8/i.test(locale);
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
