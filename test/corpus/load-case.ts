/** Loads a case of the corpus under the choices of the tool that gave its answers. */

import { expect } from 'vitest';
import type { Cluster, ClusterChoices } from '../../src/model/cluster.ts';
import type { LoadedCluster } from '../../src/resources/load.ts';
import { loadFiles } from '../load.ts';
import { REFUSED } from './differences.ts';
import type { CorpusCase } from './read.ts';

/** How the tools judge that gave connectivity, pairs and probes: ipBlock never matches pods, hostNetwork pods are pods. */
const AS_OTHER_TOOLS: ClusterChoices = { ipBlocks: 'external', hostNetwork: 'pod' };

/** Returns the cluster of a case; fails where netpol refuses it, unless Kubernetes does so too and it is listed. */
export function loadCase(area: string, { name, files }: CorpusCase): Cluster {
  const refused = REFUSED.find(({ cases }) => cases.includes(`${area}/${name}`));
  if (refused !== undefined) expect(errorsOf(loadFiles(files)), `${area}/${name}: ${refused.reason}`).not.toEqual([]);
  const mended = files.map((file) => ({ ...file, text: refused?.mend(file.text) ?? file.text }));
  const loaded = loadFiles(mended, AS_OTHER_TOOLS);
  expect(errorsOf(loaded), `${area}/${name}`).toEqual([]);
  return loaded.cluster;
}

function errorsOf({ diagnostics }: LoadedCluster): readonly unknown[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path, args }) => ({ code, path, args }));
}
