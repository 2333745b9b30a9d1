/** A first netpol.config.yaml: what to read, and the settings that were chosen on the command line. */

import type { ClusterChoices } from '../model/cluster.ts';
import type { Cidr } from '../model/ip.ts';
import { quotedPath } from './yaml-path.ts';

const HEAD = `# yaml-language-server: $schema=./node_modules/netpol/schema/config.v1.json
# Settings of netpol; \`netpol config\` prints all of them with where each comes from.
`;

const HINT = `# What the cluster is like where manifests do not tell:
# cluster:
#   podCIDRs: [10.244.0.0/16]
`;

/** Writes the file; `kubeVersion` is null for the newest known. Ends in a line break. */
export function renderConfigFile(
  manifests: readonly string[],
  choices: ClusterChoices,
  kubeVersion: string | null,
): string {
  const chosen = [...clusterLines(choices), ...(kubeVersion === null ? [] : [`  kubeVersion: "${kubeVersion}"`])];
  const cluster = chosen.length === 0 ? HINT : ['cluster:', ...chosen, ''].join('\n');
  return `${HEAD}manifests:\n${manifests.map((path) => `  - ${quotedPath(path)}\n`).join('')}${cluster}`;
}

function clusterLines({
  podCidrs,
  serviceCidrs,
  nodeCidrs,
  dualStack,
  ipBlocks,
  hostNetwork,
}: ClusterChoices): readonly string[] {
  return [
    ...cidrLine('podCIDRs', podCidrs),
    ...cidrLine('serviceCIDRs', serviceCidrs),
    ...cidrLine('nodeCIDRs', nodeCidrs),
    ...(dualStack === undefined ? [] : [`  dualStack: ${dualStack}`]),
    ...(ipBlocks === undefined ? [] : [`  ipBlocks: ${ipBlocks}`]),
    ...(hostNetwork === undefined ? [] : [`  hostNetwork: ${hostNetwork}`]),
  ];
}

function cidrLine(key: string, cidrs: readonly Cidr[] | undefined): readonly string[] {
  return cidrs === undefined ? [] : [`  ${key}: [${cidrs.map(({ text }) => JSON.stringify(text)).join(', ')}]`];
}
