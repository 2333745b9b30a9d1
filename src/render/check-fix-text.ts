/** What would make a failed test pass, in words that can be typed into the policy. */

import type { Place } from '../model/provenance.ts';
import { formatPlace } from '../model/provenance.ts';
import type { DescribedChange } from '../views/tests/outcome.ts';
import { printable } from './columns.ts';
import { remedyText } from './remedy-text.ts';
import type { Style } from './style.ts';
import { glyphsOf, PLAIN } from './style.ts';

/** Where to change something, and what. */
export interface ChangeText {
  readonly place: string;
  readonly text: string;
  /** Lines of YAML to write there, indented as a list item; often none. */
  readonly yaml: readonly string[];
}

/** Returns the words of a change. */
export function changeText({ description, policy, at, edit }: DescribedChange, style: Style): ChangeText {
  if (description.kind === 'remedy') {
    const { place, change, yaml } = remedyText(description.remedy, style);
    return { place, text: change, yaml };
  }
  return { place: printable(formatPlace(edit?.at ?? at)), text: wordsOf(description, policy, style), yaml: [] };
}

type PlainDescription = Exclude<DescribedChange['description'], { kind: 'remedy' }>;

function wordsOf(description: PlainDescription, policy: string, style: Style): string {
  const { arrow } = glyphsOf(style);
  switch (description.kind) {
    case 'merge-peers':
      return `"- ${description.field}" ${arrow} "  ${description.field}"  (two items are OR, one is AND)`;
    case 'add-except':
      return `add to the ipBlock: except: [${description.cidrs.join(', ')}]`;
    case 'remove-port':
    case 'remove-peer':
    case 'remove-rule':
      return `remove ${description.path.replace(/^spec\./, '')} of ${printable(policy)}`;
    case 'relabel':
      return `${printable(description.key)}: ${printable(description.from)} ${arrow} ${printable(description.to)}`;
    case 'add-namespace':
      return `add to the item: namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${printable(description.namespace)} } }`;
  }
}

/** Returns the words of a change on one line: `k8s/a.yaml:17:9  remove from[0]`, without the place where it goes without saying. */
export function changeLine(change: DescribedChange, at: Place | null = null): string {
  const { place, text, yaml } = changeText(change, PLAIN);
  const words = [text, ...yaml.map((line) => line.trim())].join(' ');
  return at !== null && place === printable(formatPlace(at)) ? words : `${place}  ${words}`;
}
