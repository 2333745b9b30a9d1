/** Decodes netpol.config.yaml to the choices that loading and judging take. */

import type { Report } from '../model/diagnostics.ts';
import type { Cidr } from '../model/ip.ts';
import { parseCidr } from '../model/ip.ts';
import type { Place, Source } from '../model/provenance.ts';
import type { OwnDocument } from '../parse/document.ts';
import { parseOwnDocument } from '../parse/document.ts';
import { checkSchema } from './check-schema.ts';
import type { Configuration } from './configuration.ts';
import type { ConfigFile } from './schema.ts';
import { configSchema } from './schema.ts';

/** Reads a configuration file; undefined after every problem in it was reported. */
export function parseConfiguration(source: Source, report: Report): Configuration | undefined {
  const document = parseOwnDocument(source, report);
  if (document === undefined) return undefined;
  const file = checkSchema(document, configSchema, report);
  return file === undefined ? undefined : decodeConfiguration(file, new Map(placesIn(document, [], file)));
}

function decodeConfiguration(file: ConfigFile, places: Configuration['places']): Configuration {
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
    places,
  };
}

function placesIn(document: OwnDocument, path: readonly string[], section: object): readonly [string, Place][] {
  return Object.entries(section).flatMap(([key, value]): readonly [string, Place][] => {
    const inner = [...path, key];
    const isSection = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isSection ? placesIn(document, inner, value) : [[inner.join('.'), document.placeOfKey(inner)]];
  });
}

// The schema has read every text as a CIDR already, so none is lost here.
function decodeCidrs(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => parseCidr(text) ?? []);
}
