/** The schema of netpol.config.yaml: one source for validation, for the published JSON Schema, and for defaults. */

import { z } from 'zod';
import { parseCidr } from '../model/ip.ts';

const cidr: z.ZodType<string> = z.string().refine((text) => parseCidr(text) !== undefined, {
  error: 'expected a CIDR such as 10.244.0.0/16',
});

/** The `cluster:` section as it is written. */
export interface ClusterSection {
  readonly podCIDRs?: readonly string[] | undefined;
  readonly serviceCIDRs?: readonly string[] | undefined;
  readonly nodeCIDRs?: readonly string[] | undefined;
  readonly dualStack?: boolean | undefined;
  readonly ipBlocks?: 'all' | 'external' | undefined;
  readonly hostNetwork?: 'node' | 'pod' | undefined;
  readonly kubeVersion?: string | undefined;
}

/** The file as it is written. */
export interface ConfigFile {
  readonly manifests?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly docs?: readonly string[] | undefined;
  readonly cluster?: ClusterSection | undefined;
}

/** The `cluster:` section: choices that Kubernetes leaves open (design.md section 4). */
const clusterSchema: z.ZodType<ClusterSection> = z
  .strictObject({
    podCIDRs: z
      .array(cidr)
      .optional()
      .describe('Ranges in which pods have their addresses. Default: the private ranges.'),
    serviceCIDRs: z
      .array(cidr)
      .optional()
      .describe('Ranges of Service addresses, which `internet` leaves out. Default: none.'),
    nodeCIDRs: z
      .array(cidr)
      .optional()
      .describe('Ranges in which nodes have their addresses. Default: the private ranges.'),
    dualStack: z
      .boolean()
      .optional()
      .describe('Whether pods have an IPv6 address beside the IPv4 one. Default: false.'),
    ipBlocks: z
      .enum(['all', 'external'])
      .optional()
      .describe(
        'Whether an ipBlock matches pods by their addresses (all) or only what is outside the cluster (external). Default: all.',
      ),
    hostNetwork: z
      .enum(['node', 'pod'])
      .optional()
      .describe('Whether hostNetwork pods are traffic of their node (node) or pods as any other (pod). Default: node.'),
    kubeVersion: z
      .string()
      .regex(/^1\.\d+$/, { error: 'expected a minor version such as "1.36", in quotes' })
      .optional()
      .describe('Kubernetes version that must accept the manifests. Default: the newest known.'),
  })
  .describe('What the cluster is like where manifests do not tell.');

/** Everything netpol.config.yaml may say. */
export const configSchema: z.ZodType<ConfigFile> = z
  .strictObject({
    manifests: z
      .array(z.string())
      .optional()
      .describe('Files, folders and globs of manifests, relative to this file. Default: its folder.'),
    exclude: z
      .array(z.string())
      .optional()
      .describe('Globs of files to leave out, relative to this file. Default: none.'),
    docs: z
      .array(z.string())
      .optional()
      .describe('Documents whose blocks `netpol docs` fills, relative to this file. Default: none.'),
    cluster: clusterSchema.optional(),
  })
  .describe('netpol.config.yaml');
