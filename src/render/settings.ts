/** The settings in effect: as a configuration file that says them all, with where each comes from behind it, or as JSON. */

import type { Place } from '../model/provenance.ts';
import { formatPlace } from '../model/provenance.ts';
import { padEnd, widthOf } from './columns.ts';
import { writeJson } from './json-lines.ts';

/** A value as a configuration file has it. */
export type SettingValue = string | boolean | readonly string[];

/** Where a value comes from. */
export type SettingOrigin =
  | { readonly kind: 'default' }
  | { readonly kind: 'flag'; readonly flag: string }
  | { readonly kind: 'file'; readonly at: Place };

/** One setting. */
export interface Setting {
  /** Its path in a configuration file: `cluster.podCIDRs`. */
  readonly name: string;
  readonly value: SettingValue;
  readonly from: SettingOrigin;
}

/** Writes the settings as netpol.config.yaml, each with its origin as a comment. */
export function renderSettingsText(settings: readonly Setting[]): readonly string[] {
  const lines = settings.map(({ name, value }, index) => {
    const [section, key] = name.split('.');
    const isFirst = !settings.slice(0, index).some((other) => other.name.startsWith(`${section}.`));
    if (key === undefined) return { head: '', text: `${name}: ${yamlOf(value)}` };
    return { head: isFirst ? `${section}:\n` : '', text: `  ${key}: ${yamlOf(value)}` };
  });
  const width = Math.max(0, ...lines.map(({ text }) => widthOf(text)));
  return lines.map(
    ({ head, text }, index) => `${head}${padEnd(text, width)}  # ${originText(settings[index]?.from ?? NOWHERE)}\n`,
  );
}

const NOWHERE: SettingOrigin = { kind: 'default' };

/** Writes the settings as JSON. */
export function renderSettingsJson(settings: readonly Setting[]): Iterable<string> {
  return writeJson([
    { name: 'version', value: 1 },
    {
      name: 'settings',
      items: settings.map(({ name, value, from }) => ({
        name,
        value,
        from: from.kind,
        flag: from.kind === 'flag' ? from.flag : undefined,
        at: from.kind === 'file' ? formatPlace(from.at) : undefined,
      })),
    },
  ]);
}

function originText(from: SettingOrigin): string {
  switch (from.kind) {
    case 'default':
      return 'default';
    case 'flag':
      return from.flag;
    case 'file':
      return formatPlace(from.at);
  }
}

function yamlOf(value: SettingValue): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return /^[a-z]+$/.test(value) ? value : JSON.stringify(value);
  return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
}
