/** Compiles a cluster into all its verdicts. Read `universe.ts`, `grants.ts` and `signatures.ts` for how. */

import type { Cluster } from '../model/cluster.ts';
import type { Peer } from '../model/peers.ts';
import { publicAddressesOf } from '../model/public-addresses.ts';
import type { Connectivity } from './connectivity.ts';
import { nameExternalPeers } from './external-peers.ts';
import { at, valueAt } from './line.ts';
import { createSelectors } from './selectors.ts';
import { createSignatures, FREE, rememberPolicies } from './signatures.ts';
import { buildUniverse } from './universe.ts';
import { splitWorkloads } from './workload-peers.ts';

/** Returns all verdicts of a cluster. */
export function compileConnectivity(cluster: Cluster): Connectivity {
  const universe = buildUniverse([cluster], cluster.policies);
  const compile = rememberPolicies(universe, createSelectors(universe, cluster.namespaces));
  const policies = cluster.policies.map(compile);
  const egress = createSignatures(universe, 'egress');
  const ingress = createSignatures(universe, 'ingress');
  const egressOf = new Int32Array(universe.endsEnd);
  const ingressOf = new Int32Array(universe.endsEnd);
  egress.assign(egressOf, policies);
  ingress.assign(ingressOf, policies);

  const parts = splitWorkloads(cluster.workloads, universe.classOf);
  const external = nameExternalPeers(
    universe.addressClasses.addresses,
    cluster.policies,
    publicAddressesOf(cluster.settings),
  );
  const points = Int32Array.from([
    ...parts.map(({ podClass }) => podClass),
    ...external.map(({ addressClass }) => universe.externalStart + addressClass),
  ]);
  const peers: readonly Peer[] = [
    ...parts.map(({ podClass, peer }) => ({
      ...peer,
      isolated: { ingress: at(ingressOf, podClass) !== FREE, egress: at(egressOf, podClass) !== FREE },
    })),
    ...external.map(({ peer }) => peer),
  ];
  return {
    cluster,
    peers,
    between: (source, destination) => {
      const [from, to] = [at(points, source), at(points, destination)];
      if (from >= universe.externalStart && to >= universe.externalStart) return [];
      const egressSides = valueAt(egress.rowOf(at(egressOf, from)), to);
      const ingressSides = valueAt(ingress.rowOf(at(ingressOf, to)), from);
      return universe.verdicts.familyPorts(universe.verdicts.join(egressSides, ingressSides));
    },
  };
}
