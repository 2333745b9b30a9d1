/** Decodes netpol.config.yaml to the choices that loading and judging take. */

import type { ClusterChoices } from '../model/cluster.ts';
import type { Report } from '../model/diagnostics.ts';
import type { Cidr } from '../model/ip.ts';
import { parseCidr } from '../model/ip.ts';
import type { Source } from '../model/provenance.ts';
import { parseOwnDocument } from '../parse/document.ts';
import { checkSchema } from './check-schema.ts';
import type { ConfigFile } from './schema.ts';
import { configSchema } from './schema.ts';

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
}

/** What is configured where there is no file. */
export const NO_CONFIGURATION: Configuration = {
  manifests: null,
  exclude: [],
  docs: [],
  cluster: {},
  kubeVersion: null,
};

/** Reads a configuration file; undefined after every problem in it was reported. */
export function parseConfiguration(source: Source, report: Report): Configuration | undefined {
  const document = parseOwnDocument(source, report);
  const file = document === undefined ? undefined : checkSchema(document, configSchema, report);
  return file === undefined ? undefined : decodeConfiguration(file);
}

function decodeConfiguration(file: ConfigFile): Configuration {
  const { podCIDRs, serviceCIDRs, nodeCIDRs, dualStack, ipBlocks, hostNetwork, kubeVersion } = file.cluster ?? {};
  return {
    manifests: file.manifests ?? null,
    exclude: file.exclude ?? [],
    docs: file.docs ?? [],
    cluster: {
      ...(podCIDRs && { podCidrs: decodeCidrs(podCIDRs) }),
      ...(serviceCIDRs && { serviceCidrs: decodeCidrs(serviceCIDRs) }),
      ...(nodeCIDRs && { nodeCidrs: decodeCidrs(nodeCIDRs) }),
      ...(dualStack !== undefined && { dualStack }),
      ...(ipBlocks && { ipBlocks }),
      ...(hostNetwork && { hostNetwork }),
    },
    kubeVersion: kubeVersion ?? null,
  };
}

// The schema has read every text as a CIDR already, so none is lost here.
function decodeCidrs(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => parseCidr(text) ?? []);
}
