/** What would allow a connection, in words that can be typed into the policy. */

import type { ContainerPort } from '../model/cluster.ts';
import { formatPlace } from '../model/provenance.ts';
import type { PeerSuggestion, Remedy } from '../views/explain-remedy.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { glyphsOf } from './style.ts';

/** A place to edit, what to do there, and the lines to write, indented as a list item. */
export interface RemedyText {
  readonly place: string;
  readonly change: string;
  readonly yaml: readonly string[];
}

/** Returns the words of a remedy. */
export function remedyText(remedy: Remedy, style: Style): RemedyText {
  const place = printable(formatPlace(remedy.at));
  const list = remedy.direction === 'ingress' ? 'from' : 'to';
  switch (remedy.kind) {
    case 'rename-port':
      return { place, change: renaming(remedy.written, remedy.declared, style), yaml: [] };
    case 'add-port':
      return { place, change: `add to its ports: ${portItem(remedy)}`, yaml: [] };
    case 'add-peer':
      return { place, change: `add to its "${list}" list:`, yaml: asItem(peerLines(remedy.peer)) };
    case 'add-rule': {
      const peer = asItem(peerLines(remedy.peer)).map((line) => `  ${line}`);
      const yaml = asItem([`${list}:`, ...peer, `ports: [${portItem(remedy)}]`]);
      return { place, change: `add to the ${remedy.direction} rules of ${printable(remedy.policy)}:`, yaml };
    }
  }
}

function renaming(written: string, { name, port }: ContainerPort, style: Style): string {
  const { arrow } = glyphsOf(style);
  const from = `port: ${printable(written)} ${arrow}`;
  return name === null ? `${from} ${port}` : `${from} ${printable(name)}  (or ${port})`;
}

function portItem({ protocol, port }: { readonly protocol: string; readonly port: number }): string {
  return protocol === 'TCP' ? `{ port: ${port} }` : `{ protocol: ${protocol}, port: ${port} }`;
}

function asItem(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

function peerLines(peer: PeerSuggestion): readonly string[] {
  switch (peer.kind) {
    case 'addresses':
      return [`ipBlock: { cidr: ${peer.cidr ?? 'ITS-ADDRESSES'} }`];
    case 'node':
      return ['ipBlock: { cidr: ADDRESSES-OF-THE-NODES }'];
    case 'pods': {
      const labels = peer.labels.map(([key, value]) => `${printable(key)}: ${yamlScalar(value)}`).join(', ');
      const pods = labels === '' ? 'podSelector: {}' : `podSelector: { matchLabels: { ${labels} } }`;
      if (peer.namespace === null) return [pods];
      const name = yamlScalar(peer.namespace);
      return [`namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } }`, pods];
    }
  }
}

// A label's value that YAML would read as a number, a boolean or null must be quoted.
function yamlScalar(text: string): string {
  return /^[A-Za-z][-\w.]*$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
