/** What netpol.config.yaml can say, and what holds where there is none; apart from the schema that reads it. */

import type { ClusterChoices } from '../model/cluster.ts';
import type { Place } from '../model/provenance.ts';

/** What a configuration file says. */
export interface Configuration {
  /** Relative to the file; null where it leaves them out. */
  readonly manifests: readonly string[] | null;
  readonly exclude: readonly string[];
  /** Documents with blocks to fill. */
  readonly docs: readonly string[];
  readonly cluster: ClusterChoices;
  /** `1.36`; null for the newest known. */
  readonly kubeVersion: string | null;
  /** Where each setting is written, by its path: `cluster.podCIDRs`. */
  readonly places: ReadonlyMap<string, Place>;
}

/** What is configured where there is no file. */
export const NO_CONFIGURATION: Configuration = {
  manifests: null,
  exclude: [],
  docs: [],
  cluster: {},
  kubeVersion: null,
  places: new Map(),
};
