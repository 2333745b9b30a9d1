/**
 * The few words that generated clusters are made of: few, so that selectors, names and ports meet what they ask
 * for.
 */

import fc from 'fast-check';

/** Namespaces, with an object or without. */
export const NAMESPACES: readonly string[] = ['a', 'b', 'c'];

/** Generates a namespace to put something in; mostly the same one, so that policies find something to select. */
export const anyNamespace: fc.Arbitrary<string> = fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c');

/** The label every namespace has. */
export const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Keys of labels that namespaces may have. */
export const NAMESPACE_LABELS: readonly string[] = ['team', 'env'];

/** Keys of labels that pods may have; the last only on templates, with a value that no manifest tells. */
export const POD_LABELS: readonly string[] = ['app', 'tier', 'pod-template-hash'];

/** Values of labels. */
export const VALUES: readonly string[] = ['x', 'y', ''];

/** Names of container ports. */
export const PORT_NAMES: readonly string[] = ['http', 'dns', 'web'];

/** Numbers of ports, the bounds and neighbours among them. */
export const PORT_NUMBERS: readonly number[] = [1, 53, 80, 81, 90, 443, 65535];
