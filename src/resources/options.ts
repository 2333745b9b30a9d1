/** What the reading of objects depends on besides their text: the target version, the CRD channel, the namespace. */

import type { Severity } from '../model/diagnostics.ts';

/** The choices under which manifests are decoded. */
export interface DecodeOptions {
  /** The N of Kubernetes 1.N that the manifests are for. Default: the newest that netpol knows. */
  readonly kubeMinor: number;
  /** Which set of the admin policies' CRDs the cluster has. Default: `experimental`, with a warning for what only it has. */
  readonly channel: Channel;
  /**
   * Severity of what the API server refuses in objects other than policies although it changes no verdict: an unknown
   * field, a missing image. `check` asks for `error`, commands that only answer for `warning`. Default: `error`.
   */
  readonly harmless: Extract<Severity, 'error' | 'warning'>;
  /** The namespace of objects that name none. Default: `default`. */
  readonly defaultNamespace: string;
}

/** The two sets of CRDs that the network-policy-api project publishes. */
export type Channel = 'standard' | 'experimental';

/** The N of the oldest Kubernetes 1.N whose rules are known. */
export const OLDEST_KUBE_MINOR = 21;

/** The N of the newest Kubernetes 1.N whose rules are known. */
export const NEWEST_KUBE_MINOR = 36;

/** The options when nobody asks for others. */
export const DEFAULT_DECODE_OPTIONS: DecodeOptions = {
  kubeMinor: NEWEST_KUBE_MINOR,
  channel: 'experimental',
  harmless: 'error',
  defaultNamespace: 'default',
};

/** Reads `1.30`, `v1.30` or `1.30.2`; undefined for anything else and for versions whose rules are not known. */
export function parseKubeMinor(text: string): number | undefined {
  const match = /^v?1\.(\d{1,3})(\.\d+)?$/.exec(text);
  const minor = Number(match?.[1]);
  return minor >= OLDEST_KUBE_MINOR && minor <= NEWEST_KUBE_MINOR ? minor : undefined;
}
