/** From YAML text to a cluster in one step, for tests whose subject is what manifests mean. */

import type { ClusterChoices } from '../src/model/cluster.ts';
import type { NamedText } from '../src/parse/split.ts';
import type { LoadedCluster } from '../src/resources/load.ts';
import { loadCluster } from '../src/resources/load.ts';
import { DEFAULT_DECODE_OPTIONS } from '../src/resources/options.ts';

/** Returns the cluster of one manifest named `test.yaml`. */
export function load(text: string, choices: ClusterChoices = {}): LoadedCluster {
  return loadFiles([{ name: 'test.yaml', text }], choices);
}

/** Returns the cluster of several files, as commands that only answer load it. */
export function loadFiles(files: readonly NamedText[], choices: ClusterChoices = {}): LoadedCluster {
  const texts = files.map((file) => ({ ...file, isNamed: true }));
  return loadCluster(texts, { decode: { ...DEFAULT_DECODE_OPTIONS, harmless: 'warning' }, choices });
}
