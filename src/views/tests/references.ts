/** The peers that an expectation speaks of. */

import type { PeerReference } from '../../model/peer-expression.ts';
import type { Expectation } from '../../model/tests.ts';
import { DNS_REFERENCE } from './well-known-dns.ts';

/** Returns every peer that an expectation names, also those that it implies. */
export function referencesOf(expectation: Expectation): readonly PeerReference[] {
  switch (expectation.kind) {
    case 'allow':
    case 'deny':
      return [...expectation.connections, ...expectation.except].flatMap(({ source, destination }) => [
        source,
        destination,
      ]);
    case 'only':
      return [expectation.subject, ...expectation.peers];
    case 'every':
      return expectation.properties.includes('dns-ok') ? [expectation.subject, DNS_REFERENCE] : [expectation.subject];
    case 'snapshot':
    case 'policies':
      return expectation.of === null ? [] : [expectation.of];
    case 'equivalent':
    case 'within':
    case 'permits':
    case 'forbids':
      return [];
  }
}
