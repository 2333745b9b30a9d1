/** The cluster that ux.md works its designs out on: three namespaces, five workloads, seven policies. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity } from '../../src/engine/connectivity.ts';
import type { ClusterChoices } from '../../src/model/cluster.ts';
import { loadFiles } from '../load.ts';

const FILES = ['data-netpol.yaml', 'shop-netpol.yaml', 'workloads.yaml'];

/** Returns its verdicts; the files are named as if they lay in k8s/. */
export function shop(choices: ClusterChoices = {}): Connectivity {
  const files = FILES.map((name) => ({ name: `k8s/${name}`, text: readShop(name) }));
  return compileConnectivity(loadFiles(files, choices).cluster);
}

function readShop(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../fixtures/render/shop/${name}`, import.meta.url)), 'utf8');
}
