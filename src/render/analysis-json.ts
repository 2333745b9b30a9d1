/** What connections of several hops amount to, for programs: ids of peers. */

import type { GraphAnalysis, Reach } from '../views/graph-analysis.ts';
import type { MatrixPeer } from '../views/matrix-peer.ts';
import type { Json } from './json-lines.ts';
import { portsJson } from './port-json.ts';

/** Returns the analysis as it stands beside the graph. */
export function analysisJson({ internet, intruder, paths, cuts, groups }: GraphAnalysis): Json {
  return {
    internet: reachJson(internet),
    ...(intruder !== null && { intruder: { from: idsOf(intruder.from), ...reachJson(intruder) } }),
    ...(paths.length > 0 && {
      paths: paths.map(({ to, path }) => ({
        to: to.id,
        path: path?.map((hop) => ({ from: hop.from.id, to: hop.to.id, ports: portsJson(hop.ports) })) ?? null,
      })),
    }),
    cuts: cuts?.map(({ peer, pairs }) => ({ peer: peer.id, pairs })) ?? null,
    groups: groups.map(idsOf),
  };
}

function reachJson({ hops, unreached }: Reach): { readonly [key: string]: Json } {
  return { hops: hops.map(idsOf), unreached: idsOf(unreached) };
}

function idsOf(peers: readonly MatrixPeer[]): readonly string[] {
  return peers.map(({ id }) => id);
}
